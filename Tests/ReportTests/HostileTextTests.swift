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
  "\"'><svg onload=x>", "@user", "see @org/team", "a@b.org", "mailto:a@b.org", "#1", "user/repo#12", "GH-7", ":tada:",
  "a :+1: b", "$x$", "$$x$$", "$`x`$", "$5 or $6", "@`a`#1", "\u{3164}", "\u{115f}\u{1160}", "\u{ffa0}", "\u{34f}",
  "\u{17b4}", "\u{180b}", "\u{2065}", "\u{fe00}", "\u{e0100}",
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
    // A line that is more than one tag does not start a block of HTML.
    let isElement = markdown.hasPrefix("<span>") && markdown.contains("</span>")
    for start in [
      "#", ">", "- ", "+ ", "* ", "---", "1. ", "12) ", "    ", "~~~", "```", isElement ? "<<" : "<", "[", "|",
    ] {
      #expect(!markdown.hasPrefix(start))
    }
  }

  @Test(arguments: hostile.indices)
  func gitHubFindsNothingInIt(index: Int) {
    let text = hostile[index]
    let table = Table(columns: [.init(text, isNumeric: false)], rows: [[.text(text)], [.text(text + " " + text)]])
    for markdown in [markdown(table), RenderedOutputs([.note(text), .note(text + text)]).markdown] {
      for text in gitHubTexts(markdown) {
        #expect(!text.contains(/@[A-Za-z0-9]/) && !text.contains(/[A-Za-z0-9]@./), "a mention or an address: \(text)")
        #expect(!text.contains(/#[0-9]/) && !text.contains(/(?i)gh-[0-9]/), "an issue: \(text)")
        #expect(!text.contains(/:[a-z0-9_+-]*[a-z+-][a-z0-9_+-]*:/), "an emoji: \(text)")
        #expect(!text.contains(/\$[^$]*\$/), "a formula: \(text)")
      }
      #expect(!markdown.contains(/(https?|ftp):\/\//) && !markdown.contains("www."), "a bare address")
      #expect(!markdown.contains("$`") && !markdown.contains("`$"), "a formula between backticks")
    }
  }

  @Test(arguments: [
    "petal length (cm)", "a#b", "C#", "x @ y", "price ($)", "$5", "US$", "ratio 1:2:3", "12:30", "a: b", "0.5 -> 1",
    "GH-",
    "x-1", "\u{2764}\u{fe0f}", "# of rows",
  ])
  func harmlessTextReadsAsItIs(_ text: String) {
    #expect(markdown(Table(columns: [.init(text, isNumeric: false)], rows: [])).hasPrefix("| \(text) "))
  }

  @Test(arguments: [
    ("a@b.org", "a<span>@</span>b.org"), ("$x$ and #1", "<span>$</span>x<span>$</span> and <span>#</span>1"),
    ("`$a` for $5", "`$a` for <span>$</span>5"), ("*@b*", #"\*<span>@</span>b\*"#),
  ])
  func whatGitHubWouldReadStandsByItself(text: String, expected: String) {
    #expect(RenderedOutputs([.note(text)]).markdown == expected + "\n")
  }

  @Test func linesKeepTheirEndsAndTabs() {
    #expect(visibleLines("a\tb\r\nc\u{1b}[2J\rd\n\u{9b}1m\n") == "a\tb\nc\\u{1b}[2J\\rd\n\\u{9b}1m\n")
  }

  @Test(arguments: hostile.indices)
  func aFenceHolds(index: Int) {
    let text = hostile[index]
    let lines = RenderedOutputs([.text("a\n\(text)\nb")]).markdown.split(separator: "\n")
    let fence = lines[0].prefix { $0 == "`" }
    #expect(lines.last == fence && fence.count >= 3 && lines[0] == fence + "text")
    #expect(!lines[1..<(lines.count - 1)].contains { $0.contains(fence) })
  }

  /// The pieces of text that are left of Markdown once code and tags have become elements and backslashes are gone.
  private func gitHubTexts(_ markdown: String) -> [String] {
    let withoutCode = markdown.replacing(/`[^`]*`/) { _ in "<code>" }
    return withoutCode.split(separator: /<\/?[a-z]+>|\n/).map { text in
      String(text).replacing(/\\([!-\/:-@\[-`{-~])/) { String($0.1) }
    }
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
      $0 == "\n"
        || !hidden.contains($0.properties.generalCategory) && !$0.properties.isDefaultIgnorableCodePoint
          && !$0.properties.isNoncharacterCodePoint
    }
    let lines = markdown.split(separator: "\n").map { $0.drop { $0 == " " } }
    return isVisible && !lines.contains { $0.hasPrefix("<!--") }
  }
}
