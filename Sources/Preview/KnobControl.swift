import JSONValues
import Language
import Session

/// A knob as it stands on the page: what it is turned by, where it is now, and where the file has it.
struct KnobControl: Sendable, Equatable {
  let knob: Knob
  /// The value that was put in the place of the file's.
  var turned: Token.Kind?

  /// What it is turned by.
  enum Control: Equatable {
    case slider(KnobRange)
    case menu([Token.Kind])
    case field
  }

  /// The name on the page, and of its requests; of names that are given again their number.
  var key: String { knob.occurrence == 0 ? knob.name : "\(knob.name) \(knob.occurrence + 1)" }

  /// The value now.
  var value: Token.Kind { turned ?? knob.value }

  var control: Control {
    switch (knob.domain, knob.value) {
    case (.choices(let choices)?, _): .menu(choices)
    case (.range(let range, let isLogarithmic)?, .number(let value)):
      .slider(KnobRange(range, isLogarithmic: isLogarithmic, around: value))
    case (_, .number(let value)): .slider(KnobRange(around: value))
    default: .field
    }
  }

  /// The value that a text from the page stands for, or why it cannot have it.
  func value(from text: String) throws(PageRequest.Refusal) -> Token.Kind {
    let value: Token.Kind
    switch (control, knob.value) {
    case (.menu(let choices), _):
      guard let choice = choices.first(where: { $0.text == text }) else {
        throw PageRequest.Refusal(422, "\(key) is one of \(choices.map(\.text).joined(separator: ", "))")
      }
      value = choice
    case (.slider, _):
      guard case .number(let number) = Token.Kind(value: text), number.isFinite else {
        throw PageRequest.Refusal(422, "\(key) is a number")
      }
      value = .number(number)
    case (.field, .word):
      // What is no word may still stand in quotes.
      value = if case .word(let word) = Token.Kind(value: text) { .word(word) } else { .string(text) }
    case (.field, _): value = .string(text)
    }
    if case .string(let text) = value, let fault = Self.fault(ofString: text) {
      throw PageRequest.Refusal(422, "\(key) \(fault)")
    }
    if let domain = knob.domain, !domain.contains(value) {
      throw PageRequest.Refusal(422, "\(key) is to lie in the range that the notebook gives it")
    }
    return value
  }

  private static func fault(ofString text: String) -> String? {
    if text.isEmpty { return "must not be empty" }
    if text.utf8.count > 4096 { return "is too long" }
    let isPlain = text.unicodeScalars.allSatisfy { $0 != "\"" && $0.value >= 0x20 && $0.value != 0x7F }
    return isPlain ? nil : "cannot hold a quotation mark or a line end"
  }

  /// The knob as the page gets it.
  var json: JSON {
    var fields: [String: JSON] = [
      "key": .string(key), "value": .string(value.text), "file": .string(knob.value.text),
      "isTurned": .bool(turned != nil),
    ]
    switch control {
    case .slider(let range):
      fields["kind"] = "slider"
      (fields["low"], fields["high"]) = (.double(range.low), .double(range.high))
      (fields["isLogarithmic"], fields["isWhole"]) = (.bool(range.isLogarithmic), .bool(range.isWhole))
    case .menu(let choices):
      fields["kind"] = "menu"
      fields["choices"] = .array(choices.map { .string($0.text) })
    case .field: fields["kind"] = "field"
    }
    return .object(fields)
  }
}

/// The ends of a slider, and how it goes from one to the other.
struct KnobRange: Equatable {
  let low: Double
  let high: Double
  /// Whether even steps are steps of the logarithm.
  let isLogarithmic: Bool
  /// Whether it stops at whole numbers alone.
  let isWhole: Bool

  /// The range that a notebook gives; it goes by whole numbers if both ends and the value are such.
  init(_ range: ClosedRange<Double>, isLogarithmic: Bool, around value: Double) {
    (low, high, self.isLogarithmic) = (range.lowerBound, range.upperBound, isLogarithmic)
    isWhole = [low, high, value].allSatisfy(Self.isWhole) && high - low >= 2
  }

  /// A range where the notebook gives none: a tenth to ten times a value, whole numbers for a whole one; about 0, from -1 to 1.
  init(around value: Double) {
    let size = value.magnitude
    if value == 0 || !value.isFinite {
      (low, high, isLogarithmic, isWhole) = (-1, 1, false, false)
    } else if value == 1 {
      // As often a share as a count.
      (low, high, isLogarithmic, isWhole) = (0, 2, false, false)
    } else if Self.isWhole(value), size < 1e9 {
      let most = size <= 4 ? 8 : size <= 16 ? size * 2 : size * 10
      (low, high) = value > 0 ? (1, most) : (-most, -1)
      (isLogarithmic, isWhole) = (value > 16, true)
    } else {
      (low, high) = value > 0 ? (value / 10, value * 10) : (value * 2, 0)
      (isLogarithmic, isWhole) = (value > 0, false)
    }
  }

  private static func isWhole(_ value: Double) -> Bool { value == value.rounded() && value.magnitude < 1e15 }
}
