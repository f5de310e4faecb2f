import Outputs
import Report
import Testing

@Suite struct TerminalTableTests {
  private let small = Table(
    caption: "The rows of `日本`.",
    columns: [.init("class", isNumeric: false), .init("x1"), .init("y"), .init("後", isNumeric: false)],
    rows: [
      [.text("あやめ"), .integer(0), .number(-0.25, decimals: 4), .text("は")],
      [.text("on"), .integer(12), .number(123.5, decimals: 4), .text("2 × 3")],
      [.none, .none, .number(3.1134e-6, decimals: 4), .none],
    ])

  @Test func aRuleStandsBelowTheHeadings() {
    #expect(
      TerminalStyle().rendered(.table(small)) == """
        The rows of 日本.
        class  │ x1 │          y │ 後
        ───────┼────┼────────────┼──────
        あやめ │  0 │    -0.2500 │ は
        on     │ 12 │   123.5000 │ 2 × 3
               │    │ 3.1134e-06 │

        """)
  }

  @Test func inASCIIWidthsAreThoseOfWhatIsWritten() {
    #expect(
      TerminalStyle(isUnicode: false).rendered(.table(small)) == #"""
        The rows of \u{65e5}\u{672c}.
        class                    | x1 |          y | \u{5f8c}
        -------------------------+----+------------+---------
        \u{3042}\u{3084}\u{3081} |  0 |    -0.2500 | \u{306f}
        on                       | 12 |   123.5000 | 2 x 3
                                 |    | 3.1134e-06 |

        """#)
  }

  @Test func longTextsAreShortenedAsFarAsItTakes() {
    let names = ["setosa", "a rather long name of a class", "花の名前がとても長い場合"]
    let table = Table(
      columns: [.init("name of the class", isNumeric: false), .init("x"), .init("likelihood of it")],
      rows: names.map { [.text($0), .integer(1), .number(0.25, decimals: 4)] })
    #expect(
      TerminalStyle(columns: 36).rendered(.table(table)) == """
        name of the c… │ x │ likelihood of…
        ───────────────┼───┼───────────────
        setosa         │ 1 │         0.2500
        a rather long… │ 1 │         0.2500
        花の名前がと…  │ 1 │         0.2500

        """)
    #expect(TerminalStyle(columns: 80).rendered(.table(table)).contains("\na rather long name of a class │ 1 │"))
  }

  @Test func columnsThatDoNotFitAreLeftOutInTheMiddle() {
    #expect(
      TerminalStyle(columns: 30).rendered(.table(matrix(rows: 2, columns: 9))) == """
          c0 │   c1 │ … │   c7 │   c8
        ─────┼──────┼───┼──────┼─────
        1000 │ 1001 │ … │ 1007 │ 1008
        1100 │ 1101 │ … │ 1107 │ 1108
        (5 columns in the middle are
        left out; full or a wider
        window shows them)

        """)
    let one = TerminalStyle(columns: 24).rendered(.table(matrix(rows: 1, columns: 4)))
    #expect(one.hasSuffix("\n(1 column in the middle\nis left out; full or a\nwider window shows it)\n"))
    #expect(!TerminalStyle(columns: 60).rendered(.table(matrix(rows: 1, columns: 9))).contains("…"))
  }

  /// The headings that stay of a table of a row, four inputs, a target, three shares and a class.
  @Test(arguments: [
    (87, "row x1 x2 x3 x4 target p1 p2 p3 predicted"), (80, "row x1 x2 x3 … target … p2 p3 predicted"),
    (64, "row x1 x2 … target … p3 predicted"), (48, "row x1 … target … predicted"), (32, "row … target … predicted"),
    (30, "row … target … predic…"), (27, "row … predicted"), (20, "row … predicted"),
  ])
  func whatIsEssentialGoesLast(columns: Int, headings: String) {
    let names = ["row", "x1", "x2", "x3", "x4", "target", "p1", "p2", "p3", "predicted"]
    let table = Table(
      columns: names.map { .init($0, isEssential: ["row", "target", "predicted"].contains($0)) },
      rows: [names.map { $0.count > 2 ? .integer(1) : .number(0.5, decimals: 4) }])
    let text = TerminalStyle(columns: columns).rendered(.table(table))
    let shown = text.prefix { $0 != "\n" }.split { " │".contains($0) }
    #expect(shown.joined(separator: " ") == headings)
    #expect(text.contains("left out") == (columns < 87))
    var full = table
    full.isFull = true
    let whole = TerminalStyle(columns: columns).rendered(.table(full))
    // A heading alone may be too long for the window.
    let words = whole.split { " │\n".contains($0) }
    #expect(names.allSatisfy { name in words.contains { $0.prefix(6) == name.prefix(6) } })
    #expect(!whole.contains("left out"))
  }

  /// Where nothing else fits, the last of what is essential stays.
  @Test func theLastColumnStaysAlone() {
    let numbers: [Table.Value] = [.integer(1_234_567_890), .integer(1_234_567_890), .integer(1_234_567_891)]
    let table = Table(
      columns: [.init("a"), .init("t", isEssential: true), .init("y", isEssential: true)], rows: [numbers])
    #expect(
      TerminalStyle(columns: 20).rendered(.table(table)) == """
        … │          y
        ──┼───────────
        … │ 1234567891
        (2 columns at the
        beginning are left
        out; full or a wider
        window shows them)

        """)
  }

  @Test func theLimitsOfReportsHoldInAWideWindow() {
    let text = TerminalStyle(columns: 200).rendered(.table(matrix(rows: 30, columns: 20)))
    #expect(text.split(separator: "\n").count == 2 + 21 + 1)
    #expect(text.split(separator: "\n")[0].split(separator: "│").count == 13)
    #expect(text.hasSuffix("\n(10 rows and 8 columns in the middle are left out; full shows all)\n"))
  }

  @Test func aFullTableGoesOnBelowWithItsFirstColumn() {
    var table = matrix(rows: 2, columns: 5)
    table.isFull = true
    #expect(
      TerminalStyle(columns: 20, isUnicode: false).rendered(.table(table)) == """
          c0 |   c1 |   c2
        -----+------+-----
        1000 | 1001 | 1002
        1100 | 1101 | 1102

          c0 |   c3 |   c4
        -----+------+-----
        1000 | 1003 | 1004
        1100 | 1103 | 1104

        """)
    table = matrix(rows: 40, columns: 1)
    table.isFull = true
    #expect(TerminalStyle().rendered(.table(table)).split(separator: "\n").count == 42)
  }

  @Test func aNumberTooWideForTheWindowStaysANumber() {
    let values: [Table.Value] = [
      .number(-1.0 / 3, decimals: 17), .number(-1e300 / 3, decimals: 17), .number(1e14 / 3, decimals: 4),
      .integer(.min),
    ]
    let table = Table(columns: [.init("n"), .init("m")], rows: values.map { [$0, .integer(1)] })
    let rows = TerminalStyle(columns: 20).rendered(.table(table)).split(separator: "\n")[2...]
    let numbers = rows.prefix(4).map { $0.split(separator: " ")[0] }
    #expect(numbers == ["-0.33333333333", "-3.333333e+299", "33333333333333", "-9.2234e+18"])
    #expect(numbers.allSatisfy { Double($0) != nil })
  }

  @Test func withoutColumnsOrRows() {
    let style = TerminalStyle()
    #expect(style.rendered(.table(Table(columns: [], rows: []))) == "")
    #expect(style.rendered(.table(Table(caption: "Nothing.", columns: [], rows: [[], []]))) == "Nothing.\n")
    #expect(style.rendered(.table(Table(columns: [.init("x")], rows: []))) == "x\n─\n")
  }

  @Test(arguments: 20...200)
  func noLineIsWiderThanTheWindow(columns: Int) {
    var random = SplitMix64(state: UInt64(columns))
    for isUnicode in [true, false] {
      let style = TerminalStyle(columns: columns, isUnicode: isUnicode)
      let table = randomTable(&random)
      let text = style.rendered(.table(table))
      #expect(objection(to: text, in: style) == nil)
      #expect(isAligned(text, isUnicode ? ("│", "┼") : ("|", "+")))
      let texts = Set(text.split { " \n│|".contains($0) }.map(String.init))
      let isWhole = table.rows.joined().allSatisfy { value in
        guard case .number(let number, let decimals) = value else { return true }
        let digits = formatted(number, decimals: decimals)
        return texts.contains(digits) || digits.count > columns - 6
      }
      #expect(isWhole || !table.isFull)
    }
  }

  /// Whether bars stand below each crossing of the rule above them, in columns of the screen.
  private func isAligned(_ text: String, _ signs: (bar: Character, crossing: Character)) -> Bool {
    func places(_ sign: Character, _ line: Substring) -> [Int] {
      line.indices.filter { line[$0] == sign }.map { displayWidth(line[..<$0]) }
    }
    var crossings: [Int] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isRule = !line.isEmpty && line.allSatisfy { "─-┼+".contains($0) }
      if isRule { crossings = places(signs.crossing, line) }
      isInside = isRule || isInside && !line.isEmpty && !line.hasPrefix("(")
      let bars = places(signs.bar, line)
      if isInside, !isRule, !crossings.allSatisfy(bars.contains) { return false }
    }
    return true
  }

  private func matrix(rows: Int, columns: Int) -> Table {
    Table(
      columns: (0..<columns).map { .init("c\($0)") },
      rows: (0..<rows).map { row in (0..<columns).map { .integer(1000 + 100 * row + $0) } })
  }
}
