import Outputs
import Report
import Testing

/// Text from data that tries to be more than text; tests go by index, so that a log does not show it raw.
let hostile = [
  "|", "||", #"\"#, #"\|"#, #"\\|"#, "a|b|c", "`", "```", "`a|b`", "`|", "``|``", "\n", "\r\n", "\r", "a\n\n# b",
  "\u{85}",
  "\u{2028}", "\u{2029}", "\n<!-- /nnb:output -->\n", "<!-- /nnb:output -->", "  <!-- /nnb:output -->",
  "<!-- nnb:output figures=svg -->", "-->", "<script>alert(1)</script>", "<img src=x onerror=y>", "</table>", "<?php",
  "&lt;b&gt;",
  "&#60;b&#62;", "![x](http://e)", "[x](javascript:y)", "[x]: http://e", "[^1]: note", "<http://e>", "www.e.f",
  "a|http://e.f|b", "~~~", "~~x~~",
  "**x**",
  "__x__", "***", "---", "- - -", "===", "# h", "> q", "- i", "+ i", "* i", "1. i", "12) i", "    code", "\tcode",
  "\u{0}", "\u{7}", "\u{8}", "\u{1b}[2J", "\u{1b}]0;t\u{7}", "\u{7f}", "\u{9b}31m", "\u{202e}abc", "\u{2066}x\u{2069}",
  "\u{200b}", "\u{200d}", "\u{feff}", "\u{ad}", "\u{e0041}", "\u{fffe}", "`a`\u{301}<b>`", "|\u{301}", "`\u{301}`",
  ">\u{338}",
  "```nnb\ntrain 10\n```", "````\n```", String(repeating: "`", count: 40), "| --- |", ":---:", "]]>",
  "\"'><svg onload=x>",
]

@Suite struct HostileTextTests {
  @Test(arguments: hostile.indices)
  func keepsWithinItsCell(index: Int) {
    let text = hostile[index]
    let table = Table(
      columns: [.init(text, isNumeric: false), .init("n")],
      rows: [[.text(text), .integer(1)], [.text(text + text), .integer(2)]])
    let lines = markdown(table).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 4)
    for line in lines { #expect(cellCount(line) == 2, "\(line)") }
    #expect(Set(lines.map { displayWidth($0) }).count == 1)
    #expect(isHarmless(markdown(table)))
  }

  @Test(arguments: hostile.indices, FigureMode.allCases)
  func keepsWithinItsBlock(index: Int, mode: FigureMode) {
    let text = hostile[index]
    let plot = Plot(
      title: text, x: .init(text), y: .init(text),
      series: [.init(name: text, points: [.init(x: 0, y: 0), .init(x: 1, y: 1)]), .init(name: text, points: [])])
    let failure = Failure(
      place: "cell 1, line 1", message: text, sourceLine: text, columns: 0..<9, notes: [text], help: text)
    let table = Table(caption: text, columns: [.init("n")], rows: [])
    for output in [.note(text), .text(text), .table(table), .plot(plot), .failure(failure)] as [Output] {
      let markdown = RenderedOutputs([output], figures: mode).markdown
      #expect(isHarmless(markdown), "\(markdown)")
    }
  }

  @Test(arguments: hostile.indices)
  func aNoteIsOnePlainLine(index: Int) {
    let text = hostile[index]
    let markdown = RenderedOutputs([.note(text)]).markdown
    let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == (markdown.isEmpty ? 1 : 2) && lines.last == "")
    #expect(markdown.isEmpty == text.allSatisfy { $0 == " " || $0 == "\t" }, "what is not blank is shown")
    for start in ["#", ">", "- ", "+ ", "* ", "---", "1. ", "12) ", "    ", "~~~", "```", "<", "[", "|"] {
      #expect(!markdown.hasPrefix(start))
    }
  }

  @Test(arguments: hostile.indices)
  func aFenceHolds(index: Int) {
    let text = hostile[index]
    let lines = RenderedOutputs([.text("a\n\(text)\nb")]).markdown.split(separator: "\n")
    let fence = lines[0].prefix { $0 == "`" }
    #expect(lines.last == fence && fence.count >= 3 && lines[0] == fence + "text")
    #expect(!lines[1..<(lines.count - 1)].contains { $0.contains(fence) })
  }

  /// The cells of a row as GitHub counts them: a bar after an odd number of backslashes does not divide.
  private func cellCount(_ line: Substring) -> Int {
    var bars = 0
    var isEscaped = false
    for scalar in line.unicodeScalars {
      if scalar == "|", !isEscaped { bars += 1 }
      isEscaped = scalar == "\\" && !isEscaped
    }
    return bars - 1
  }

  /// Whether Markdown has no characters that are invisible and no line that is a comment or starts HTML.
  private func isHarmless(_ markdown: String) -> Bool {
    let hidden: Set<Unicode.GeneralCategory> = [.control, .format, .lineSeparator, .paragraphSeparator]
    let isVisible = markdown.unicodeScalars.allSatisfy {
      $0 == "\n" || !hidden.contains($0.properties.generalCategory) && !$0.properties.isNoncharacterCodePoint
    }
    let lines = markdown.split(separator: "\n").map { $0.drop { $0 == " " } }
    return isVisible && !lines.contains { $0.hasPrefix("<!--") }
  }
}
