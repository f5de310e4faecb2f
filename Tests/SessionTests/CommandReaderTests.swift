import Engine
import Testing

@testable import Language
@testable import Session

/// How lines become commands, and where mistakes are placed.
@Suite struct CommandReaderTests {
  /// The seeds that lines set.
  private func seeds(_ text: String, overrides: [String: Token.Kind] = [:]) throws -> [UInt32] {
    try commands(text, overrides: overrides).compactMap { ($0 as? SeedCommand)?.seed }
  }

  /// Checks that each text between ‹ and › is what a diagnostic points at, with these messages in this order.
  private func expectMistakes(_ marked: String, _ messages: [String], help: String? = nil) {
    var text = ""
    var spans: [Span] = []
    for character in marked {
      switch character {
      case "‹": spans.append(Span(text.utf8.count, 0))
      case "›": spans[spans.count - 1].upper = text.utf8.count
      default: text.append(character)
      }
    }
    let found = read(text).compactMap { if case .mistake(let diagnostic) = $0 { diagnostic } else { nil } }
    #expect(found.map(\.message) == messages)
    #expect(found.map(\.span) == spans)
    if let help { #expect(found.first?.help == help) }
  }

  @Test func blankLinesAndCommentsAreNoCommands() throws {
    #expect(try seeds("\n  # nothing\nseed 1 # the first\n\n") == [1])
  }

  @Test func aBackslashJoinsLines() throws {
    let commands = try commands("seed \\\n  1\ndigits \\  \n 3")
    #expect(commands.count == 2)
    #expect((commands[0] as? SeedCommand)?.seed == 1 && (commands[1] as? DigitsCommand)?.number == 3)
    expectMistakes("seed 1 ‹\\›", ["nothing follows the '\\'"])
  }

  @Test func hyphensAndUnderscoresAreTheSame() throws {
    let losses = try commands("loss softmax-cross-entropy\nloss softmax_cross_entropy").map { $0 as? LossCommand }
    #expect(losses.count == 2 && losses[0] != nil && losses[0] == losses[1])
  }

  @Test func numbersAreReadInEveryUsualForm() throws {
    let texts = ["1e3", "+1000", "1_000", "1000.", "1000.0", "0.1e4"]
    for text in texts { #expect(try seeds("seed \(text)") == [1000], "\(text)") }
    expectMistakes("seed ‹0x10›", ["'0x10' is not a number"])
    expectMistakes("seed ‹2x›", ["'2x' is not a number"])
    expectMistakes("train 10 lr ‹-inf›", ["lr must be a finite number"])
  }

  @Test func aBlockIsRowsUpToEnd() throws {
    let items = read("data rows\n0 1 -> 1 # one\n\n1 1->0\nend\nseed 1")
    guard case .command(let command)? = items.first, items.count == 2 else {
      Issue.record("not a block of rows")
      return
    }
    let rows = command.arguments.rows
    #expect(rows.map(\.values) == [[0, 1], [1, 1]])
    #expect(rows.map(\.targets) == [[1], [0]])
    let named = read("let a-b 1\ndata rows\n0 $a-b->$a_b\nend").last
    guard case .command(let command)? = named else {
      Issue.record("not a block of rows: \(String(describing: named))")
      return
    }
    #expect(command.arguments.rows.map(\.values) == [[0, 1]] && command.arguments.rows.map(\.targets) == [[1]])
  }

  @Test func aMistakeInABlockDoesNotTouchTheCommandsAfterIt() {
    expectMistakes(
      "data rows\n0 ‹one› -> 1\n2 3 -> 4\nend\n‹trian› 1",
      ["a row holds numbers, not 'one'", "unknown command 'trian'"])
    expectMistakes("data ‹rwos›\nseed 1", ["unknown data set 'rwos'"])
    expectMistakes("‹data rows›\n0 -> 1", ["the block is never closed"])
    expectMistakes("‹data rows›\n0 -> 1\n\nseed ‹-1›", ["the block is never closed", "number must be at least 0"])
  }

  @Test func everyLineWithAMistakeIsReported() {
    expectMistakes(
      "seed ‹-1›\nseed 1\nlayer ‹sigmod›\n‹;›",
      [
        "number must be at least 0", "unknown layer 'sigmod'", "unexpected character ';'",
      ])
  }

  @Test func fullWidthTextIsShownInASCII() {
    expectMistakes("‹ｔｒａｉｎ　６０› lr 1", ["commands are written in ASCII, and this is not"], help: "write 'train 60 lr 1'")
    expectMistakes(
      "train 60 lr ‹０．０１›", ["commands are written in ASCII, and this is not"], help: "write 'train 60 lr 0.01'")
    expectMistakes(
      "train 9 until loss ‹≤› 0.1", ["commands are written in ASCII, and this is not"],
      help: "write 'train 9 until loss <= 0.1'")
    expectMistakes(
      "expect loss ‹≥› 0.1", ["commands are written in ASCII, and this is not"], help: "write 'expect loss >= 0.1'")
    expectMistakes("seed ‹−›1", ["commands are written in ASCII, and this is not"], help: "write '-'")
    expectMistakes("expect digest = ‹“›x”", ["commands are written in ASCII, and this is not"], help: "write '\"'")
  }

  @Test func namesStandForTheirValues() throws {
    #expect(try seeds("let n 7\nseed $n") == [7])
    #expect(try seeds("let n 7\nseed $n", overrides: ["n": .number(8)]) == [8])
    expectMistakes(
      "let hidden 4\nseed ‹$hiden›", ["no value has the name 'hiden'"],
      help: "a value with a similar name exists: '$hidden'")
    expectMistakes("seed ‹$n›", ["no value has the name 'n'"], help: "give it one first: 'let n VALUE'")
  }

  @Test func overridesThatNothingUsesAreKnown() throws {
    let overrides: [String: Token.Kind] = ["a": .number(2), "b": .number(3), "c": .number(4)]
    let source = Source(name: "test", text: "let a 1\nlet c 1\nundo")
    #expect(try Notebook.read(source, overrides: overrides, isScript: true).unusedOverrides == ["b"])
  }

  @Test func formsTakeTheirArgumentsAndLeaveTheRest() throws {
    let expected = AffineLayer(inputs: 2, outputs: 4)
    for text in [
      "layer affine 2 4 weights uniform 0 1 biases normal 1", "layer dense 2 4 biases normal 1 weights uniform 0 1",
    ] {
      #expect(try commands(text).map { (($0 as? LayerCommand)?.request.layer as? AffineLayer) } == [expected])
      #expect(
        try commands(text).map { ($0 as? LayerCommand)?.request.initialisers.map(\.initialiser) }
          == [[.uniform(0, 1), .normal(1)]])
    }
    let show = try #require(try commands("show gradients b2 row 3 full").first as? ShowCommand)
    #expect(show.subject.description == "gradients b2 row 3")
    expectMistakes("layer affine 2 4 ‹wieghts› he", ["unexpected 'wieghts'"], help: "did you mean 'weights'?")
    expectMistakes("layer affine 2 4 weights he ‹weights› he", ["'weights' is given twice"])
    expectMistakes("layer affine 2 4 ‹5›", ["unexpected '5'"])
  }
}
