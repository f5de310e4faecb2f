import Testing

@testable import Language

/// The command table describes a language that can be parsed as it says.
@Suite struct CommandTableTests {
  static let names = CommandTable.commands.map(\.form.name)

  private func parse(_ text: String) -> [Parser.Step] {
    let source = Source(name: "test", text: text)
    var parser = Parser()
    return parser.parse(source.lines, of: source)
  }

  @Test func noWordNamesTwoCommands() {
    let words = CommandTable.commands.flatMap { [$0.form.name] + $0.form.synonyms }
    #expect(Set(words).count == words.count)
  }

  @Test(arguments: names) func everyExampleParses(name: String) throws {
    let spec = try #require(CommandTable.spec(named: name))
    #expect(!spec.examples.isEmpty)
    for example in spec.examples {
      let steps = parse(example)
      #expect(steps.count == 1, "\(example)")
      for step in steps { #expect(throws: Never.self) { _ = try step.get() } }
    }
  }

  @Test(arguments: names) func everyMisuseGetsItsMessage(name: String) throws {
    let spec = try #require(CommandTable.spec(named: name))
    #expect(!spec.misuses.isEmpty)
    for misuse in spec.misuses {
      let messages = parse(misuse.text).compactMap {
        if case .failure(let diagnostic) = $0 { diagnostic.message } else { nil }
      }
      #expect(messages == [misuse.message], "\(misuse.text)")
    }
  }

  @Test(arguments: names) func helpNamesEveryParameterAndFits(name: String) throws {
    let spec = try #require(CommandTable.spec(named: name))
    for parameter in spec.form.parameters {
      let shown = parameter.role == .positional ? parameter.name.uppercased() : parameter.name
      #expect(spec.help.contains(shown))
      guard case .choice(_, let forms) = parameter.type else { continue }
      for form in forms { #expect(spec.help.contains(form.name)) }
    }
    for line in spec.help.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    #expect(!spec.form.summary.contains("\n"))
  }
}
