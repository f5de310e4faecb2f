/// A word or value that stands where the command takes none.
struct MisplacedArgument {
  /// What stands there.
  let kind: Token.Kind
  /// The name of the command.
  let command: String
  /// The names of the arguments that were read.
  let given: Set<String>
  /// The keywords that may still follow.
  let open: [Parameter]
  /// The argument without a keyword that may stand there, if there is one.
  let missing: Parameter?
  let grammar: Grammar

  /// What it may have been meant to be.
  var help: String? {
    if open.isEmpty, missing == nil, let instead = grammar.command(named: command)?.insteadOfMore { return instead }
    return switch kind {
    case .word(let word): help(for: word)
    case .number(let number): help(for: number)
    default: nil
    }
  }

  private func help(for word: String) -> String? {
    if let choices = missing?.type.choices { return choices }
    let names = open.map(\.name)
    let late = grammar.command(named: command)?.parameters.first { $0.isChosen(by: word) }
    if let late, given.contains(late.name) { return "write '\(command) \(word)' on a line of its own" }
    if late != nil || names.contains(word) { return "'\(word)' stands earlier in the command" }
    let owners = grammar.commands.filter { $0.hasKeyword(word) }.map(\.name)
    if !owners.isEmpty, !owners.contains(command) {
      return "'\(word)' belongs to \(alternatives(owners.map { "'\($0)'" }))"
    }
    let takers = open.filter { $0.role == .keyword && $0.type.starts(with: .word(word)) && $0.type.choices != nil }
    if !takers.isEmpty { return "write \(alternatives(takers.map { "'\($0.name) \(word)'" }))" }
    if let similar = nearest(to: word, among: names) { return "did you mean '\(similar)'?" }
    return names.isEmpty ? nil : "\(command) takes \(names.joined(separator: ", "))"
  }

  /// How the number would be written for a keyword that takes it.
  private func help(for number: Double) -> String? {
    if case .comparison? = missing?.type { return "compare it with a number: '< \(kind.shown)' or '= \(kind.shown)'" }
    let fitting = open.filter { $0.role == .keyword && $0.takes(number) }
    guard !fitting.isEmpty else { return "leave out '\(kind.shown)'" }
    let uses = alternatives(fitting.map { "'\($0.name) \(kind.shown)'" })
    if let stray = grammar.command(named: command)?.strayNumber {
      return "\(stray.meaning) stands in '\(stray.words) \(kind.shown)'; here it may be \(uses)"
    }
    return fitting.count > 1
      ? "say what it is: \(uses)" : "write \(uses) for \(fitting[0].meaning)"
  }
}
