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
    let page = HelpPage(form)
    let entries = page.sections.flatMap(\.blocks).flatMap { block -> [HelpPage.Entry] in
      if case .entries(let entries, _) = block { entries } else { [] }
    }
    for parameter in form.parameters {
      let shown = parameter.role == .positional ? parameter.name.uppercased() : parameter.name
      let index = try #require(entries.firstIndex { $0.level == 1 && $0.word == shown }, "\(shown)")
      #expect(entries[index].explanation == parameter.summary && entries[index].synonyms == parameter.synonyms)
      guard case .choice(let noun, let forms) = parameter.type else { continue }
      // A choice of the same kind is listed below its first parameter alone.
      let isFirst = form.parameters.first { if case .choice(noun, _) = $0.type { true } else { false } }?.name
      guard isFirst == parameter.name else { continue }
      let below = entries[(index + 1)...].prefix { $0.level > 1 }.filter { $0.level == 2 }
      #expect(below.map(\.word) == forms.map { $0.usage.joined(separator: " ") }, "\(shown)")
      #expect(below.map(\.explanation) == forms.map(parameter.summary(ofChoice:)), "\(shown)")
    }
    let help = RenderedOutputs([.help(page)]).markdown.split(separator: "\n").map(String.init)
    // Every entry stands in the report, each on a line of its own.
    for entry in entries { #expect(help.contains { $0.drop { $0 == " " }.hasPrefix(entry.word) }, "\(entry.word)") }
    for line in help { #expect(line.count <= 100, "\(line)") }
    #expect(!form.summary.isEmpty && !form.summary.contains("\n"))
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
