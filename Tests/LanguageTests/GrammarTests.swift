import Testing

@testable import Language

/// What a grammar says of its commands is what the reader takes; the commands here are made up.
@Suite struct GrammarTests {
  private static let colours = ValueType.choice(
    "colour",
    [Form("red", "as blood"), Form("blue", "as the sea", [.keyword("depth", .integer(1...9), default: "3", "")])])

  static let grammar = Grammar(
    [
      Form(
        "paint", "make something of a colour",
        [
          .positional("colour", colours, default: "blue", "the colour"),
          .keyword("coats", .integer(1...5), default: "2", "how often"),
          .flag("thin", in: "thickness", isDefault: true, "little of it"),
          .flag("thick", in: "thickness", "much of it"),
          .flag("quick", "in a hurry"),
        ]),
      Form("rows", "take rows", block: Form.Block(.rows(like: "1 2"))),
      Form("repeat", "do it again", [.positional("count", .integer(1...9), "")], block: Form.Block(.commands)),
      Form("name", "give a name", [.positional("name", .name, ""), .positional("value", .literal, "")]),
    ], advice: "there are four", naming: "name", assigning: "name")

  /// The commands of some lines, each with its arguments; mistakes as their messages.
  private func read(_ text: String) -> [String] {
    let source = Source(name: "test", text: text)
    var reader = CommandReader(source.lines, of: source, in: Self.grammar)
    var found: [String] = []
    while let (item, _) = reader.next(names: [:]) {
      switch item {
      case .comment(let text): found.append(text)
      case .mistake(let mistake): found.append(mistake.message)
      case .command(let command): found.append(description(of: command))
      }
    }
    return found
  }

  private func description(of command: Command) -> String {
    let arguments = command.arguments
    if let body = arguments.body { return "\(command.form.name) \(body.lines.map(body.source.text))" }
    guard command.form.name == "paint" else { return "\(command.form.name) \(arguments.rows.map(\.values))" }
    let (colour, inner) = arguments.form("colour")
    let depth = inner.integer(ifGiven: "depth").map { " \($0)" } ?? ""
    return "\(colour)\(depth) × \(arguments.integer("coats"))" + (arguments.has("thick") ? " thick" : "")
  }

  @Test func whatIsLeftOutIsReadAsItsDefaultIsWritten() {
    #expect(read("paint") == ["blue 3 × 2"])
    #expect(read("paint red") == ["red × 2"])
    #expect(read("paint blue depth 7 coats 1") == ["blue 7 × 1"])
    #expect(read("paint coats 5 thick") == ["blue 3 × 5 thick"])
  }

  @Test func aSummarySaysWhatHoldsUnlessSomethingIsSaid() {
    let parameters = Self.grammar.commands[0].parameters
    #expect(
      parameters.map(\.summary) == [
        "the colour", "how often; 2 unless said", "little of it; the default", "much of it", "in a hurry",
      ])
    guard case .choice(_, let forms) = Self.colours else {
      Issue.record("colours are chosen from")
      return
    }
    #expect(forms.map(parameters[0].summary(ofChoice:)) == ["as blood", "as the sea; the default"])
    #expect(forms[1].parameters[0].summary == "3 unless said")
    let words = Parameter.keyword("x", .numbers, unlessSaid: "all", except: ", and none at night", "what")
    #expect(words.summary == "what; all unless said, and none at night")
  }

  @Test func flagsOfAGroupExcludeEachOtherInReadingAndCompletion() {
    #expect(read("paint thin thick") == ["'thin' and 'thick' exclude each other"])
    #expect(read("paint thick quick thin") == ["'thick' and 'thin' exclude each other"])
    #expect(read("paint thick thick") == ["'thick' is given twice"])
    func offered(_ line: String) -> [String] {
      complete(line, at: line.utf8.count, in: CompletionContext(Self.grammar)).candidates.map(\.text)
    }
    #expect(offered("paint red ") == ["coats", "thin", "thick", "quick"])
    #expect(offered("paint red thick ") == ["coats", "quick"])
    #expect(offered("paint red quick ") == ["coats", "thin", "thick"])
  }

  @Test func commentsAreRead() {
    #expect(
      read("# one\npaint red # two\n\n  # three \\\nrows\n1\nend") == [
        "# one", "red × 2", "  # three \\", "rows [[1.0]]",
      ])
  }

  @Test func comparisonsHoldAsTheirSignsSay() {
    let signs: [(Comparison.Relation, [Bool])] = [
      (.less, [true, false, false]), (.lessOrEqual, [true, true, false]), (.greater, [false, false, true]),
      (.greaterOrEqual, [false, true, true]), (.equal, [false, true, false]),
    ]
    for (relation, expected) in signs {
      let comparison = Comparison(relation: relation, value: 0.25)
      #expect([0.125, 0.25, 0.5].map { comparison.holds(for: $0) } == expected, "\(relation.rawValue)")
      #expect(!comparison.holds(for: .nan), "\(relation.rawValue)")
    }
    let equal = Comparison(relation: .equal, value: 0.25)
    #expect([0, 0.5, 0.625].map { equal.holds(for: $0, within: 0.25) } == [true, true, false])
  }

  // MARK: - Blocks

  @Test func aBlockOfCommandsHoldsItsLinesAndThoseOfTheBlocksInIt() {
    let text = "repeat 2\n  paint red\n  repeat 3 # again\n    rows\n      1 2\n    end\n  end\nend\npaint"
    let body = ["  paint red", "  repeat 3 # again", "    rows", "      1 2", "    end", "  end"]
    #expect(read(text) == ["repeat \(body)", "blue 3 × 2"])
    #expect(read("repeat 1\nend") == ["repeat []"])
  }

  @Test func aBlockThatIsNeverClosedIsOneMistake() {
    #expect(read("repeat 2\npaint red\nrows\n1 2\nend\npaint") == ["the block is never closed"])
    #expect(
      read("repeat 2\nrows\n1 2\npaint red\nend\npaint") == ["repeat [\"rows\", \"1 2\", \"paint red\"]", "blue 3 × 2"])
    #expect(read("rows\n1 2\npaint red\nend") == ["the block is never closed", "red × 2", "unknown command 'end'"])
    #expect(read("repeat 0\npaint red\nend\npaint") == ["count must be at least 1", "blue 3 × 2"])
    #expect(read("repeat 1\npaint red\nend now\npaint") == ["unexpected 'now' after 'end'", "blue 3 × 2"])
  }

  @Test(arguments: [
    ("repeat 2", true), ("repeat 2\npaint", true), ("repeat 2\nrows\n1\nend", true),
    ("repeat 2\nrows\nend\nend", false),
    ("repeat 2\nrepeat 2\nend", true), ("repeat 2\nrepeat 2\nend\nend", false), ("repeat 2\nrows\npaint\nend", false),
    ("paint \\", true), ("paint", false), ("end", false),
  ]) func aTypedCommandIsOpen(text: String, isOpen: Bool) {
    var command = TypedCommand(in: Self.grammar)
    for line in text.split(separator: "\n") { command.append(String(line)) }
    #expect(command.isOpen == isOpen)
  }

  @Test func aBlockOfCommandsCompletesAsCommandsDo() {
    func completion(_ line: String, in block: String) -> Completion {
      var command = TypedCommand(in: Self.grammar)
      for line in block.split(separator: "\n") { command.append(String(line)) }
      return complete(line, at: line.utf8.count, in: CompletionContext(Self.grammar), block: command.block)
    }
    #expect(completion("", in: "repeat 2").candidates.map(\.text) == ["paint", "rows", "repeat", "name", "end"])
    #expect(completion("e", in: "repeat 2\npaint").candidates.map(\.text) == ["end"])
    #expect(completion("paint r", in: "repeat 2").candidates.map(\.text) == ["red"])
    #expect(completion("p", in: "repeat 2\nrows").candidates == [])
    #expect(completion("e", in: "repeat 2\nrows").candidates.map(\.text) == ["end"])
    #expect(completion("p", in: "repeat 2\nrows\nend").candidates.map(\.text) == ["paint"])
  }

  @Test func whatIsTypedBeforeABackslashIsTheBeginningOfTheNextLine() {
    var command = TypedCommand(in: Self.grammar)
    #expect(command.beginning == "")
    command.append("paint red \\")
    #expect(command.beginning == "paint red  ")
    command.append("coats \\  ")
    #expect(command.beginning == "paint red  coats  ")
    command.append("3")
    #expect(command.beginning == "" && !command.isOpen)
  }

  @Test func theGrammarSaysWhatToDoAboutAnUnknownCommandOrName() {
    func help(_ text: String) -> String? {
      let source = Source(name: "test", text: text)
      var reader = CommandReader(source.lines, of: source, in: Self.grammar)
      guard case .mistake(let mistake)? = reader.next(names: [:])?.item else { return nil }
      return mistake.help
    }
    #expect(help("paitn red") == "a command with a similar name exists: 'paint'")
    #expect(help("3") == "there are four")
    #expect(help("paint red coats $n") == "give it one first: 'name n VALUE'")
  }

  /// Whoever writes bytes that are no UTF-8 gets the place of the first one, and not that of the sign it is shown as.
  @Test(arguments: [[0xEC], [0xEC, 0x41], [0xE2, 0x82], [0xFF, 0xFE, 0x20]] as [[UInt8]])
  func bytesThatAreNotUTF8HaveAPlace(bytes: [UInt8]) {
    let source = Source(name: "test", bytes: Array("paint ".utf8) + bytes)
    var reader = CommandReader(source.lines, of: source, in: Self.grammar)
    guard case .mistake(let mistake)? = reader.next(names: [:])?.item else {
      Issue.record("no mistake was found")
      return
    }
    #expect(mistake.message == "unexpected character '\u{FFFD}'" && mistake.span == Span(6, 7))
  }
}
