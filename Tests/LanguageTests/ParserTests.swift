import Testing

@testable import Language

/// How lines become commands, and where mistakes are placed.
@Suite struct ParserTests {
  private func steps(_ text: String, overrides: [String: Token.Kind] = [:]) -> [Parser.Step] {
    let source = Source(name: "test", text: text)
    var parser = Parser(overrides: overrides)
    return parser.parse(source.lines, of: source)
  }

  private func actions(_ text: String, overrides: [String: Token.Kind] = [:]) throws -> [Action] {
    try steps(text, overrides: overrides).map { try $0.get().action }
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
    let found = steps(text).compactMap { if case .failure(let diagnostic) = $0 { diagnostic } else { nil } }
    #expect(found.map(\.message) == messages)
    #expect(found.map(\.span) == spans)
    if let help { #expect(found.first?.help == help) }
  }

  @Test func blankLinesAndCommentsAreNoCommands() throws {
    #expect(try actions("\n  # nothing\nseed 1 # the first\n\n") == [.seed(1, .numpy)])
  }

  @Test func aBackslashJoinsLines() throws {
    #expect(try actions("seed \\\n  1\ndigits \\  \n 3") == [.seed(1, .numpy), .digits(3)])
    expectMistakes("seed 1 ‹\\›", ["nothing follows the '\\'"])
  }

  @Test func hyphensAndUnderscoresAreTheSame() throws {
    #expect(try actions("loss softmax-cross-entropy") == actions("loss softmax_cross_entropy"))
  }

  @Test func numbersAreReadInEveryUsualForm() throws {
    let texts = ["1e3", "+1000", "1_000", "1000.", "1000.0", "0.1e4"]
    for text in texts { #expect(try actions("seed \(text)") == [.seed(1000, .numpy)], "\(text)") }
    expectMistakes("seed ‹0x10›", ["'0x10' is not a number"])
    expectMistakes("seed ‹2x›", ["'2x' is not a number"])
    expectMistakes("train 10 lr ‹-inf›", ["lr must be a finite number"])
  }

  @Test func aBlockIsRowsUpToEnd() throws {
    let command = try #require(steps("data rows\n0 1 -> 1 # one\n\n1 1->0\nend\nseed 1").first).get()
    guard case .data(.rows(let rows, isOneHot: false)) = command.action else {
      Issue.record("not a block of rows")
      return
    }
    #expect(rows.map(\.values) == [[0, 1], [1, 1]])
    #expect(rows.map(\.targets) == [[1], [0]])
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
    expectMistakes("‹ｔｒａｉｎ　６０› lr 1", ["commands are written in ASCII, and this is not"], help: "write 'train 60'")
    expectMistakes("train 60 lr ‹０．０１›", ["commands are written in ASCII, and this is not"], help: "write '0.01'")
    expectMistakes("seed ‹−›1", ["commands are written in ASCII, and this is not"], help: "write '-'")
    expectMistakes("expect digest = ‹“›x”", ["commands are written in ASCII, and this is not"], help: "write '\"'")
  }

  @Test func namesStandForTheirValues() throws {
    #expect(try actions("let n 7\nseed $n").last == .seed(7, .numpy))
    #expect(try actions("let n 7\nseed $n", overrides: ["n": .number(8)]).last == .seed(8, .numpy))
    expectMistakes(
      "let hidden 4\nseed ‹$hiden›", ["no value has the name 'hiden'"],
      help: "a value with a similar name exists: '$hidden'")
    expectMistakes("seed ‹$n›", ["no value has the name 'n'"], help: "give it one first: 'let n VALUE'")
  }

  @Test func overridesThatNothingUsesAreKnown() {
    let source = Source(name: "test", text: "let a 1")
    var parser = Parser(overrides: ["a": .number(2), "b": .number(3)])
    _ = parser.parse(source.lines, of: source)
    #expect(parser.unusedOverrides == ["b"])
  }

  @Test func formsTakeTheirArgumentsAndLeaveTheRest() throws {
    let expected = Action.layer(.affine(inputs: 2, outputs: 4, weights: .uniform(0, 1), biases: .normal(1)))
    #expect(try actions("layer affine 2 4 weights uniform 0 1 biases normal 1") == [expected])
    #expect(try actions("layer dense 2 4 biases normal 1 weights uniform 0 1") == [expected])
    #expect(
      try actions("show gradients b2 row 3 full") == [
        .show(.gradients(ParameterName(.biases, layer: 2), row: 3), isFull: true)
      ])
    expectMistakes("layer affine 2 4 ‹wieghts› he", ["unexpected 'wieghts'"], help: "did you mean 'weights'?")
    expectMistakes("layer affine 2 4 weights he ‹weights› he", ["'weights' is given twice"])
    expectMistakes("layer affine 2 4 ‹5›", ["unexpected '5'"])
  }
}
