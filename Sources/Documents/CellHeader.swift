import Language

/// What the info string of a cell says after the word `nnb`.
public struct CellHeader: Sendable {
  /// The place of the info string, the word `nnb` included.
  public let span: Span
  /// The name of the cell, safe as part of a file name; nil when it has none.
  public private(set) var label: String?
  /// The place of the label, or of what stands where a label should.
  public private(set) var labelSpan: Span?
  /// Whether the cell must fail: `expect=error`.
  public var expectsError: Bool { options["expect=error"] != nil }
  /// The place of `expect=error`, to point at when the cell does not fail.
  public var expectsErrorSpan: Span? { options["expect=error"] }
  /// Whether the cell is shown but not run: `skip`.
  public var isSkipped: Bool { options["skip"] != nil }

  /// How the cell is run, if not like others, in a word for whoever reads its report.
  public var remark: String? { isSkipped ? "skip" : expectsError ? "expect=error" : nil }

  /// Every option there is.
  private static let allOptions = ["expect=error", "skip"]
  /// The places of the options given.
  private var options: [String: Span] = [:]

  /// The number of bytes in the longest label; a file system's limit is 255 for the whole name.
  static let longestLabel = 100

  /// Reads the words of an info string, the first of them `nnb`, and reports those that mean nothing.
  init(_ words: [Span], in source: Source, diagnostics: inout [Diagnostic]) {
    span = Span(words[0].lower, words[words.count - 1].upper)
    for word in words.dropFirst() {
      let text = source.text(word)
      if Self.allOptions.contains(text) {
        if let first = options.updateValue(word, forKey: text) {
          let note = Diagnostic.Note("it was first given here", at: first)
          diagnostics.append(Diagnostic("option '\(text)' is given twice", at: word, notes: [note]))
        }
      } else if text.utf8.contains(UInt8(ascii: "=")) {
        let help = Self.similar(to: text) ?? "the options are 'expect=error' and 'skip'"
        diagnostics.append(Diagnostic("unknown option '\(text)'", at: word, help: help))
      } else if let labelSpan {
        let note = Diagnostic.Note("the label is here", at: labelSpan)
        diagnostics.append(
          Diagnostic("a cell has one label at most", at: word, notes: [note], help: Self.similar(to: text)))
      } else {
        labelSpan = word
        if let fault = Self.fault(ofLabelAt: word, in: source) {
          diagnostics.append(fault)
        } else {
          label = text
        }
      }
    }
  }

  private static func similar(to word: String) -> String? {
    nearest(to: word, among: allOptions).map { "an option with a similar name exists: '\($0)'" }
  }

  /// Says why a word cannot be a label, which is a part of file names; nil when it can.
  private static func fault(ofLabelAt word: Span, in source: Source) -> Diagnostic? {
    guard let text = String(validating: source.bytes[word.lower..<word.upper], as: UTF8.self) else {
      return Diagnostic("label is not valid UTF-8", at: word)
    }
    guard text.utf8.count <= longestLabel else {
      return Diagnostic("label is longer than \(longestLabel) bytes", at: word)
    }
    guard text.utf8.first != UInt8(ascii: "-") else {
      return Diagnostic("a label cannot start with '-'", at: Span(word.lower, word.lower + 1))
    }
    guard let index = text.unicodeScalars.firstIndex(where: { !isAllowedInLabel($0) }) else { return nil }
    let lower = word.lower + text.utf8.distance(from: text.startIndex, to: index)
    let span = Span(lower, lower + UTF8.width(text.unicodeScalars[index]))
    return Diagnostic("a label is made of letters, digits, '-' and '_'", at: span)
  }

  private static func isAllowedInLabel(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    case .nonspacingMark, .spacingMark, .decimalNumber: true
    default: scalar == "-" || scalar == "_"
    }
  }
}
