import Documents
import Language
import Session

/// The text of a notebook with the knobs in it, some of them turned.
public struct KnobPanel: Sendable {
  private let name: String
  /// The text as the file has it.
  public private(set) var text: [UInt8] = []
  private var turned: [String: Token.Kind] = [:]

  /// Begins without a text; messages call it by a name.
  public init(_ name: String) { self.name = name }

  /// Whether a knob has another value than in the file.
  public var isTurned: Bool { !turned.isEmpty }

  /// The knobs where they are now.
  var controls: [KnobControl] { controls(of: text).map { KnobControl(knob: $0.knob, turned: turned[$0.key]) } }

  /// The text with the values of the knobs in it, byte for byte as in the file elsewhere.
  public var turnedText: [UInt8] {
    controls.reversed().reduce(text) { text, control in
      control.turned.map { control.knob.replacing(in: text, with: $0) } ?? text
    }
  }

  /// Takes another text: a knob stays turned unless it has gone, or has another value in the file by now.
  public mutating func take(_ text: [UInt8]) {
    let before = controls(of: self.text)
    let after = controls(of: text)
    turned = turned.filter { key, value in
      guard let control = after.first(where: { $0.key == key }),
        before.first(where: { $0.key == key })?.knob.value == control.knob.value
      else { return false }
      return (try? control.value(from: value.text)) == value
    }
    self.text = text
  }

  /// Turns a knob to a value, or back to that of the file.
  public mutating func turn(_ key: String, to value: String?) throws(PageRequest.Refusal) {
    guard let control = controls(of: text).first(where: { $0.key == key }) else {
      throw PageRequest.Refusal(404, "the notebook has no knob '\(key)' any more")
    }
    guard let value else {
      turned[key] = nil
      return
    }
    let new = try control.value(from: value)
    turned[key] = new == control.knob.value ? nil : new
  }

  private func controls(of text: [UInt8]) -> [KnobControl] {
    Knob.all(in: Document.parse(Source(name: name, bytes: text)).document).map { KnobControl(knob: $0) }
  }
}
