import Outputs
import Report

/// The styles that every rendering must hold in: narrow, usual and wide windows, all characters or ASCII, in colour.
let terminalStyles = [20, 21, 33, 40, 80, 200].flatMap { columns in
  [true, false].map { TerminalStyle(columns: columns, isUnicode: $0, hasColour: $0 != (columns == 80)) }
}

/// What is wrong with lines for a terminal, or nil: too wide, unfinished, or with characters that do not belong there.
func objection(to text: String, in style: TerminalStyle) -> String? {
  if text.isEmpty { return nil }
  if text.last != "\n" { return "no line end" }
  let plain = style.hasColour ? text.replacing(/\u{1B}\[[0-9;]+m/, with: "") : text
  for line in plain.split(separator: "\n") where displayWidth(line) > style.columns {
    return "\(displayWidth(line)) columns: \(line.debugDescription)"
  }
  for line in plain.dropLast().split(separator: "\n", omittingEmptySubsequences: false) where line.last == " " {
    return "space at the end: \(line.debugDescription)"
  }
  let hidden: Set<Unicode.GeneralCategory> = [.control, .format, .lineSeparator, .paragraphSeparator]
  let stray = plain.unicodeScalars.first {
    $0 != "\n" && (hidden.contains($0.properties.generalCategory) || !style.isUnicode && !$0.isASCII)
  }
  return stray.map { "a stray \($0.debugDescription)" }
}

/// A table of random words and numbers with up to 30 rows and 24 columns.
func randomTable(_ random: inout some RandomNumberGenerator) -> Table {
  let words = ["", "a", "setosa", "日本語の見出し", "e\u{301}", "a rather long name of a class", "|", "\u{1B}[2J", "…"]
  let columns = (0..<Int.random(in: 0...24, using: &random)).map { _ in
    let heading = words.randomElement(using: &random)! + words.randomElement(using: &random)!
    return Table.Column(
      heading, isNumeric: Bool.random(using: &random), isEssential: Int.random(in: 0..<5, using: &random) == 0)
  }
  let rows = (0..<Int.random(in: 0...30, using: &random)).map { _ in
    columns.map { column -> Table.Value in
      switch Int.random(in: 0..<(column.isNumeric ? 8 : 3), using: &random) {
      case 0: .text(words.randomElement(using: &random)! + words.randomElement(using: &random)!)
      case 1: .none
      case 2: .integer(Int(truncatingIfNeeded: random.next() >> UInt64.random(in: 0..<64, using: &random)))
      default: .number(Double.random(in: -20...20, using: &random), decimals: Int.random(in: 0...17, using: &random))
      }
    }
  }
  return Table(
    caption: Bool.random(using: &random) ? words.joined(separator: " ") : nil, columns: columns, rows: rows,
    isFull: Bool.random(using: &random))
}

/// A generator that gives the same tables in every run (Steele, Lea and Flood 2014).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
