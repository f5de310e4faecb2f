import Language
import Outputs

extension HelpPage {
  /// Everything about a command: usage, arguments, details, examples.
  public init(_ form: Form) {
    var usage: [Block] = [.usage(form.usage), .summary(form.summary)]
    if !form.synonyms.isEmpty { usage.append(.summary("also: \(form.synonyms.joined(separator: ", "))")) }
    var listed: Set<String> = []
    usage.append(.entries(Self.entries(of: form, level: 1, listed: &listed), column: 25))
    self.init([Section(usage)])
    if !form.details.isEmpty { sections.append(Section([.paragraph(form.details)])) }
    let examples = form.examples.flatMap { $0.split(separator: "\n").map(String.init) }
    sections.append(Section([.paragraph("examples:"), .commands(examples)]))
  }

  /// A word that is no command: what it is, what it takes, and where it belongs.
  public init(_ topic: Topic, named word: String) {
    var blocks: [Block] = [.usage(topic.usage), .summary(topic.summary)]
    if !topic.synonyms.isEmpty { blocks.append(.summary("also: \(topic.synonyms.joined(separator: ", "))")) }
    var listed: Set<String> = []
    let inner = topic.parameter.map { Form($0.name, "", [$0]) } ?? topic.form
    let entries = Self.entries(of: inner, level: 1, listed: &listed).dropFirst(topic.parameter == nil ? 0 : 1)
    if !entries.isEmpty { blocks.append(.entries(Array(entries), column: 25)) }
    self.init([
      Section(blocks), Section([.paragraph("for example:"), .commands([topic.example(with: word)])]),
      Section([.paragraph("'help \(topic.command.name)' explains the whole command.")]),
    ])
  }

  /// The commands of a language, a line each, and a first network.
  init(_ grammar: Grammar) {
    let width = grammar.commands.map(\.name.count).max() ?? 0
    let first = [
      "data xor", "layer affine 2 4", "layer sigmoid", "layer affine 4 2", "loss softmax_cross_entropy",
      "train 10000 lr 0.5", "show predictions",
    ]
    self.init([
      Section([.entries(grammar.commands.map { Entry($0.name, $0.summary) }, column: width + 2)]),
      Section([.paragraph("'help train' explains a command. A first network:")]),
      Section([.commands(first)]),
    ])
  }

  /// The arguments, and below each the words it takes; words that stand in the lines already are not listed again.
  private static func entries(of form: Form, level: Int, listed: inout Set<String>) -> [Entry] {
    var entries: [Entry] = []
    for parameter in form.parameters {
      let name = parameter.role == .positional ? parameter.name.uppercased() : parameter.name
      entries.append(Entry(name, parameter.summary, level: level, synonyms: parameter.synonyms))
      guard case .choice(let noun, let forms) = parameter.type, listed.insert(noun).inserted else { continue }
      for form in forms {
        let word = form.usage.joined(separator: " ")
        entries.append(Entry(word, parameter.summary(ofChoice: form), level: level + 1, synonyms: form.synonyms))
        entries += Self.entries(of: form, level: level + 2, listed: &listed)
      }
    }
    if let block = form.block { entries.append(Entry("… end", block.explanation, level: level)) }
    return entries
  }
}
