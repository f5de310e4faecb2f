import Outputs
import Report
import Testing

@Suite struct MarkdownTableTests {
  @Test func numbersLineUpOnTheRight() {
    let table = Table(
      caption: "The rows of XOR.",
      columns: [.init("class", isNumeric: false), .init("x1"), .init("y")],
      rows: [
        [.text("off"), .integer(0), .number(-0.25, decimals: 4)],
        [.text("on"), .integer(12), .number(123.5, decimals: 4)],
        [.none, .none, .number(3.1134e-6, decimals: 4)],
      ])
    #expect(
      markdown(table) == """
        The rows of XOR.

        | class |   x1 |          y |
        | ----- | ---: | ---------: |
        | off   |    0 |    -0.2500 |
        | on    |   12 |   123.5000 |
        |       |      | 3.1134e-06 |
        """)
  }

  @Test func wideCharactersCountTwoAndMarksNothing() {
    let table = Table(
      columns: [.init("名前", isNumeric: false), .init("値")],
      rows: [
        [.text("あやめ"), .integer(1)], [.text("e\u{301}te\u{301}"), .integer(2)], [.text("ｱﾔﾒ Ａ"), .integer(3)],
        [.text("🌸"), .integer(4)], [.text("setosa"), .integer(5)],
      ])
    #expect(
      markdown(table) == """
        | 名前   |   値 |
        | ------ | ---: |
        | あやめ |    1 |
        | e\u{301}te\u{301}    |    2 |
        | ｱﾔﾒ Ａ |    3 |
        | 🌸     |    4 |
        | setosa |    5 |
        """)
    for line in markdown(table).split(separator: "\n") { #expect(displayWidth(line) == 17) }
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("日本", 4), ("e\u{301}", 1), ("한글", 4), ("１２", 4), ("ｶ", 1), ("…", 1), ("⠀⣿", 2), ("𠮷", 2),
  ])
  func widths(text: String, width: Int) {
    #expect(displayWidth(text) == width)
  }

  @Test func withoutColumnsOrRows() {
    #expect(markdown(Table(columns: [], rows: [])) == "")
    #expect(markdown(Table(caption: "Nothing.", columns: [], rows: [[], []])) == "Nothing.")
    #expect(markdown(Table(columns: [.init("x")], rows: [])) == "|    x |\n| ---: |")
  }

  @Test func ordinaryTextStaysAsItIs() {
    let texts = [
      "0.5 -> 1", "-0.5", "hidden_unit_3", "2 * 3", "x < 1", "a <= b", "R & D", "C:\\data", "(x, y)", "$hidden", "50%",
      "学習率_0", "a > b", "1. x", "# x", "hello!", "{a}", "a=b", "\"q\" 'r'",
    ]
    for text in texts { #expect(body(of: text).contains("| \(text) "), "\(text)") }
  }

  @Test(arguments: [
    ("a|b", #"a\|b"#), ("`x`", #"\`x\`"#), ("*x*", #"\*x\*"#), ("_x_", #"\_x\_"#), ("<b>", #"\<b>"#),
    ("[a](b)", #"\[a\](b)"#),
    ("&amp;", #"\&amp;"#), ("~~x~~", #"\~\~x\~\~"#), (#"\|"#, #"\\\|"#), ("http://e.f", #"http\://e.f"#),
    ("www.e.f", #"www\.e.f"#), (#"a\"#, #"a\\"#), ("a\nb", #"a\nb"#),
    ("a\tb", "a b"),
    ("\u{1b}[31m", #"\u{1b}\[31m"#), ("a\u{202e}b", #"a\u{202e}b"#), ("a\u{200b}_b", #"a\u{200b}\_b"#),
    ("<!-- /nnb:output -->", #"\<!-- /nnb:output -->"#), ("|\u{301}", "\\|\u{301}"),
  ])
  func markupIsEscaped(text: String, escaped: String) {
    #expect(body(of: text).contains("| \(escaped) "))
  }

  private func body(of text: String) -> String {
    markdown(Table(columns: [.init("x", isNumeric: false)], rows: [[.text(text)]]))
  }
}
