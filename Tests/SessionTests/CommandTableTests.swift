import Language
import Outputs
import Report
import Testing

@testable import Session

/// The command table describes a language that can be parsed as it says.
@Suite struct CommandTableTests {
  static let grammar = CommandTable.standard.grammar
  static let names = grammar.commands.map(\.name)

  @Test func noWordNamesTwoCommands() {
    let words = Self.grammar.commands.flatMap { [$0.name] + $0.synonyms }
    #expect(Set(words).count == words.count)
  }

  @Test(arguments: names) func everyExampleParses(name: String) throws {
    let form = try #require(Self.grammar.command(named: name))
    #expect(!form.examples.isEmpty)
    for example in form.examples {
      let commands = try commands(example)
      #expect(commands.count == 1, "\(example)")
    }
  }

  @Test(arguments: names) func everyMisuseGetsItsMessage(name: String) throws {
    let form = try #require(Self.grammar.command(named: name))
    #expect(!form.misuses.isEmpty)
    for misuse in form.misuses {
      let messages = read(misuse.text).compactMap {
        if case .mistake(let diagnostic) = $0 { diagnostic.message } else { nil }
      }
      #expect(messages == [misuse.message], "\(misuse.text)")
    }
  }

  @Test(arguments: names) func helpNamesEveryParameterAndFits(name: String) throws {
    let form = try #require(Self.grammar.command(named: name))
    let help = RenderedOutputs([.help(HelpPage(form))]).markdown
    for parameter in form.parameters {
      let shown = parameter.role == .positional ? parameter.name.uppercased() : parameter.name
      #expect(help.contains(shown))
      guard case .choice(_, let forms) = parameter.type else { continue }
      for form in forms { #expect(help.contains(form.name)) }
    }
    for line in help.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    #expect(!form.summary.contains("\n"))
  }

  @Test(arguments: names) func helpFitsEveryWindow(name: String) throws {
    let form = try #require(Self.grammar.command(named: name))
    for columns in [20, 21, 33, 40, 80, 100, 200] {
      let style = TerminalStyle(columns: columns, isUnicode: columns != 40)
      for line in style.rendered(.help(HelpPage(form))).split(separator: "\n") {
        #expect(displayWidth(line) <= min(columns, 100) && line.last != " ", "\(columns): \(line)")
        #expect(style.isUnicode || line.utf8.allSatisfy { $0 < 0x80 })
      }
    }
  }
}
