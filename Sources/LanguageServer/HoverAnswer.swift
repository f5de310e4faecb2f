import JSONValues
import Language
import Outputs
import Report
import Session

/// What the word at an offset is: the page that `help` shows of it, or the value of a name.
func hoverAnswer(_ draft: NotebookDraft, _ text: PlacedText, at offset: Int, asMarkdown: Bool) -> JSON {
  guard let word = WrittenWord(at: offset, in: draft) else { return nil }
  let outputs: [Output]
  if case .variable(let name) = word.token.kind {
    guard let value = draft.completionContext(at: offset).names.first(where: { $0.name == name })?.value else {
      return nil
    }
    let line = naming(of: name, before: offset, in: draft).map { ", named on line \(text.source.line(at: $0.lower))" }
    outputs = [.note("\(name) is \(value)\(line ?? "").")]
  } else {
    guard let topic = word.topic(in: draft.grammar) else { return nil }
    outputs = [.help(topic.isCommand ? HelpPage(topic.command) : HelpPage(topic, named: topic.name))]
  }
  let contents =
    asMarkdown
    ? RenderedOutputs(outputs, figures: .none).markdown
    : outputs.map { TerminalStyle(columns: 80).rendered($0) }.joined()
  return [
    "contents": ["kind": asMarkdown ? "markdown" : "plaintext", "value": .string(contents)],
    "range": text.range(word.token.span),
  ]
}
