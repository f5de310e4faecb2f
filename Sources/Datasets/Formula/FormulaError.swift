/// Why a text is no formula.
public struct FormulaError: Error, Sendable, Equatable {
  /// What is wrong: one phrase.
  public let message: String
  /// The part of the text that is at fault, in UTF-8 offsets; empty at its end.
  public let range: Range<Int>
  /// What to do about it, if there is something to say.
  public internal(set) var help: String?
  /// The name that nothing has, where one like it may be meant.
  public let unknownName: String?
  /// The formula that it is about, counted from 0 among several.
  public internal(set) var formula = 0
  /// What to write in places of the text instead; nothing if that cannot be told.
  let cure: [Replacement]

  /// A part of a text, and what to write there.
  struct Replacement: Sendable, Equatable {
    let range: Range<Int>
    let text: String

    init(_ range: Range<Int>, _ text: String) { (self.range, self.text) = (range, text) }
  }

  init(
    _ message: String, at range: Range<Int>, help: String? = nil, unknownName: String? = nil,
    cure: [Replacement] = []
  ) {
    (self.message, self.range, self.help, self.unknownName, self.cure) = (message, range, help, unknownName, cure)
  }

  /// The same, about one of several formulas.
  func about(_ formula: Int) -> FormulaError {
    var copy = self
    copy.formula = formula
    return copy
  }

  /// The mistakes that are cured one after the other; more would not be one formula.
  private static let mostCures = 20

  /// The bytes of a text up to which it is looked at for what may have been meant.
  private static let longestCured = 300

  /// The text with this mistake cured, and those found after it, if it is a formula then.
  func mended(_ text: String) -> String? {
    guard text.utf8.count <= Self.longestCured else { return nil }
    var (text, mistake) = (text, self)
    for _ in 0..<Self.mostCures where !mistake.cure.isEmpty {
      var bytes = Array(text.utf8)
      var untouched = bytes.count
      for replacement in mistake.cure.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
        // Where one lies in the other, as for an index within an index, nobody can tell what was meant.
        guard replacement.range.upperBound <= untouched else { return nil }
        untouched = replacement.range.lowerBound
        bytes.replaceSubrange(replacement.range, with: replacement.text.utf8)
      }
      text = String(decoding: bytes, as: UTF8.self)
      do throws(FormulaError) {
        return try Formula(asWritten: text).text
      } catch {
        mistake = error
      }
    }
    return nil
  }
}
