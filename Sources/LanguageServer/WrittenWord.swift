import Documents
import Language
import Session

/// A word of a command, and what stands before it there.
struct WrittenWord {
  let token: Token
  /// The tokens of the command before it.
  let before: ArraySlice<Token>

  /// Finds the word at an offset; nil between words and outside of commands.
  init?(at offset: Int, in draft: NotebookDraft) {
    let source = draft.document.source
    guard let cell = draft.document.cell(atOrBefore: offset) else { return nil }
    for tokens in commands(of: cell, in: source) {
      guard let index = tokens.lastIndex(where: { $0.span.lower <= offset && offset <= $0.span.upper }) else {
        continue
      }
      (token, before) = (tokens[index], tokens[..<index])
      return
    }
    return nil
  }

  /// Its place in the language, among those that the words before it lead to.
  func topic(in grammar: Grammar) -> Topic? {
    guard let word = token.name else { return nil }
    guard case .word(let command)? = before.first?.kind else {
      return before.isEmpty ? grammar.topics(named: word).first { $0.isCommand } : nil
    }
    let names = before.compactMap(\.name)
    return grammar.topics(named: word).filter { topic in
      let around = topic.parameter == nil ? topic.path.dropLast() : topic.path[...]
      return topic.command.matches(command) && around.allSatisfy { form in names.contains(where: form.matches) }
    }.max { $0.path.count < $1.path.count }
  }
}

/// The place where the value was named that stands behind `$name`: the last such command before an offset.
func naming(of name: String, before offset: Int, in draft: NotebookDraft) -> Span? {
  let cells = draft.document.cells.filter { $0.span.lower < offset && !$0.header.isSkipped }
  for cell in cells.reversed() {
    for tokens in commands(of: cell, in: draft.document.source).reversed() where tokens.count > 1 {
      // A command that goes on behind the offset is the one that the word stands in.
      guard tokens[tokens.count - 1].span.upper < offset, tokens[0].kind == .word(draft.grammar.naming) else {
        continue
      }
      if tokens[1].kind == .word(name) { return tokens[1].span }
    }
  }
  return nil
}

/// The tokens of the commands of a cell, but for lines that cannot be read.
private func commands(of cell: Cell, in source: Source) -> [[Token]] {
  var lines = LogicalLines(cell.lines, of: source)
  var commands: [[Token]] = []
  while let line = lines.next() { if case .success(let tokens) = line.tokens { commands.append(tokens) } }
  return commands
}

extension Token {
  /// The word, or the name in front of a place such as `W1[2,1]`.
  fileprivate var name: String? {
    switch kind {
    case .word(let name), .place(let name, _): name
    default: nil
    }
  }
}
