import Outputs
import Report
import Testing

@Suite struct MarkdownOutputTests {
  @Test func blocksAreSeparatedByABlankLine() {
    let outputs: [Output] = [
      .note("Trained 10 steps; `full` shows all of W_1."), .text("a\r\nb\n"),
      .table(Table(columns: [.init("x")], rows: [[.integer(1)]])),
    ]
    #expect(
      RenderedOutputs(outputs).markdown == """
        Trained 10 steps; `full` shows all of W_1.

        ```text
        a
        b
        ```

        |    x |
        | ---: |
        |    1 |

        """)
    #expect(RenderedOutputs([]).markdown == "")
    #expect(RenderedOutputs([.note(""), .note("  ")]).markdown == "")
  }

  @Test(arguments: [
    ("`a` and `b|*c*`", "`a` and `b|*c*`"), ("one ` alone", #"one \` alone"#), ("``a``", #"\`\`a\`\`"#),
    ("` `", #"\` \`"#),
    ("*`a`*", #"\*`a`\*"#), ("<`a`", #"\<`a`"#), (#"\`a`"#, #"\\`a`"#), ("- 0.5", #"\- 0.5"#),
    ("-0.5 -> 1", "-0.5 -> 1"),
    ("1. x", #"1\. x"#), ("0.5 is", "0.5 is"), ("# x", "\\# x"), ("  a   b ", "a b"), ("`a\u{1b}`", #"`a\u{1b}`"#),
  ])
  func notesArePlainTextButForCodeSpans(note: String, expected: String) {
    #expect(RenderedOutputs([.note(note)]).markdown == expected + "\n")
  }

  @Test func aFenceIsLongerThanWhatItHolds() {
    #expect(RenderedOutputs([.text("````")]).markdown == "`````text\n````\n`````\n")
    #expect(
      RenderedOutputs([.text("  <!-- /nnb:output -->")]).markdown
        == "```text\n" + #"  \u{3c}!-- /nnb:output -->"# + "\n```\n")
  }

  @Test func aFailureNamesThePlaceAndTheCure() {
    let failure = Failure(
      place: "cell 3, line 2", message: "lr must be greater than 0", sourceLine: "train 10 lr -1", columns: 12..<14,
      notes: ["lr was set in cell 1"], help: "use a small positive number")
    #expect(
      RenderedOutputs([.failure(failure)]).markdown == """
        ```text
        cell 3, line 2: error: lr must be greater than 0
        train 10 lr -1
                    ^^
        note: lr was set in cell 1
        help: use a small positive number
        ```

        """)
  }

  @Test func caretsLineUpUnderWideText() {
    let excerpt = SourceExcerpt(line: #"data csv "日本.csv" target 種"#, columns: 25..<26)
    #expect(excerpt.line == #"data csv "日本.csv" target 種"#)
    #expect(excerpt.carets == String(repeating: " ", count: 27) + "^^")
    #expect(SourceExcerpt(line: "ab", columns: 2..<2).carets == "  ^")
    #expect(SourceExcerpt(line: "ab", columns: 7..<9).carets == "  ^")
    #expect(SourceExcerpt(line: "", columns: 0..<0).carets == "^")
    #expect(SourceExcerpt(line: "\tx\u{1b}", columns: 2..<3) == SourceExcerpt(line: " x\u{1b}", columns: 2..<3))
    #expect(SourceExcerpt(line: "x\u{1b}y", columns: 2..<3).carets == "       ^")
  }

  @Test(arguments: [0..<1, 3..<9, 200..<204, 396..<400, 400..<400, 50..<390])
  func aLongLineIsWindowed(columns: Range<Int>) {
    let line = String((0..<400).map { Character(Unicode.Scalar(UInt8(97 + $0 % 26))) })
    let excerpt = SourceExcerpt(line: line, columns: columns)
    #expect((98...100).contains(displayWidth(excerpt.line)))
    #expect(displayWidth(excerpt.carets) <= 101)
    let first = Array(line).indices.contains(columns.lowerBound) ? Array(line)[columns.lowerBound] : nil
    let indent = excerpt.carets.prefix { $0 == " " }.count
    #expect(excerpt.line.dropFirst(indent).first == first)
  }

  @Test func figures() {
    let plot = Plot(title: "a_b [x](y) |", x: .init(""), y: .init(""), series: [])
    let name: (Int) -> String = { "my (x)_files/日本-\($0).svg" }
    let rendered = RenderedOutputs([.plot(plot), .note("a"), .plot(plot)], figures: .svg, figureName: name)
    #expect(
      rendered.markdown == #"""
        ![a_b \[x\](y) \|](my%20%28x%29_files/日本-1.svg)

        a

        ![a_b \[x\](y) \|](my%20%28x%29_files/日本-2.svg)

        """#)
    #expect(rendered.figures.map(\.name) == ["my (x)_files/日本-1.svg", "my (x)_files/日本-2.svg"])
    #expect(rendered.figures[0].svg == svgPlot(plot))
    #expect(RenderedOutputs([.plot(plot)], figures: .none).markdown == "(plot left out: a_b \\[x\\](y) \\|)\n")
    #expect(
      RenderedOutputs([.plot(plot)], figures: .text).markdown
        == "```text\na_b [x](y) |\n(no finite points to draw)\n```\n")
  }
}
