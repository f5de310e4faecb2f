import Documents
import Testing

@testable import Language
@testable import Session

/// The `let`s of a notebook as values that are turned by hand.
@Suite struct KnobTests {
  private func knobs(_ text: String) -> [Knob] {
    Knob.all(in: Document.parse(Source(name: "test", text: text)).document)
  }

  @Test func everyLetIsOneButThoseInBlocksAndOfOtherNames() {
    let found = knobs(
      """
      let 0 is prose
      ```nnb
      let hidden 4 in 2..16   # units
      let a $hidden
      trian 5
      let start he in he xavier "uniform 0 1"
      sweep seed 0..1
        let inner 4
        seed $seed
      end
      ```
      ```nnb skip
      let skipped 1
      ```
      ```nnb expect=error
      let failing 1
      ```
      ```nnb
      let hidden 5
      let rate \\
        0.5 in 0.1..1 log
      let title "a b"
      ```
      """)
    #expect(found.map(\.name) == ["hidden", "start", "hidden", "rate", "title"])
    #expect(found.map(\.occurrence) == [0, 0, 1, 0, 0])
    #expect(
      found.map(\.domain) == [
        .range(2...16, isLogarithmic: false), .choices([.word("he"), .word("xavier"), .string("uniform 0 1")]), nil,
        .range(0.1...1, isLogarithmic: true), nil,
      ])
  }

  @Test func onlyTheBytesOfTheValueAreReplaced() {
    let text = "\u{FEFF}x \u{E9}\r\n```nnb\r\nlet  rate\t0.50  in 0..1 # 0.50\r\n```\r\n"
    let knob = knobs(text)[0]
    let turned = String(decoding: knob.replacing(in: Array(text.utf8), with: .number(0.125)), as: UTF8.self)
    #expect(turned == text.replacing("\t0.50", with: "\t0.125", maxReplacements: 1))
    #expect(knobs(turned)[0].value == .number(0.125))
  }

  @Test(arguments: [
    ("let a 2 in 0..1", "a is 2, which is not in 0..1", "2"),
    ("let a 0.1 in 0..1 log", "a range with 'log' begins above 0, not at 0", "0..1 log"),
    ("let a 0.1 log", "'log' is for a range", "log"),
    ("let a he in he", "one value is no choice", "he"),
    ("let a he in he he", "'he' is given twice", "he"),
    ("let a he in he xavier log", "'log' is for a range such as '0.001..1'", "log"),
    ("let a 1 in 1..1", "a range goes from a lower to a higher number", "1..1"),
    ("let a 1 in 0..2..3", "a range goes from a number to a number, such as '0.001..1'", "0..2..3"),
    ("let a 1 in 0..inf", "a range goes from a number to a number, such as '0.001..1'", "0..inf"),
    ("let a x in x..y", "a range goes from a number to a number, such as '0.001..1'", "x..y"),
    ("let a 1 in 1 nan", "a value to choose must be finite, not nan", "nan"),
    ("let a 1 in", "'in' needs a range such as '0.001..1', or values to choose from", "in"),
    ("let a tanh in 0..1", "a is tanh, which is not in 0..1", "tanh"),
  ])
  func aDomainThatIsNoneIsRefused(line: String, message: String, place: String) throws {
    let source = Source(name: "test", text: line)
    let result = Runner().run(source.lines, of: source) { _ in }
    let failure = try #require(result.failure)
    #expect(failure.message == message)
    #expect(source.text(failure.span) == place)
  }

  @Test(arguments: [
    ("0.2", "a is 0.2, set on the command line.", "let a 0.2 in 0..1"),
    ("7", "a is 7, set on the command line, and not in 0..1.", "let a 7"),
  ])
  func aValueFromTheCommandLineMayLieOutside(value: String, note: String, recorded: String) throws {
    let runner = Runner(overrides: ["a": Token.Kind(value: value)])
    let source = Source(name: "test", text: "let a 0.5 in 0..1")
    let said = runner.said(source)
    #expect(said.failure == nil)
    #expect(said.outputs == [.note(note)])
    #expect(runner.state.transcript.commands.map(\.text) == [recorded])
  }
}
