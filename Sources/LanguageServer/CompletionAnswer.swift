import JSONValues
import Language
import Session

/// What can stand at an offset of a notebook, best first; nothing outside of its commands.
///
/// What need not follow a command is only listed to a user who has asked, and not because a space was typed.
func completionAnswer(_ draft: NotebookDraft, _ text: PlacedText, at offset: Int, wasAsked: Bool) -> JSON {
  guard let (completion, replaced) = draft.completion(at: offset),
    wasAsked || !completion.isOptional || replaced.lower < replaced.upper
  else { return nil }
  let typed = text.source.text(Span(replaced.lower, max(replaced.lower, offset)))
  let range = text.range(replaced)
  let width = String(completion.candidates.count).count
  let items = completion.candidates.enumerated().map { index, candidate -> JSON in
    let number = String(index)
    return [
      "label": .string(candidate.text),
      "kind": .int(CompletionKind(candidate.text).rawValue),
      "detail": .string(candidate.summary),
      "sortText": .string(String(repeating: "0", count: width - number.count) + number),
      "filterText": .string(asTyped(candidate.text, like: typed)),
      "textEdit": ["range": range, "newText": .string(candidate.text)],
    ]
  }
  return ["isIncomplete": false, "items": .array(items)]
}

/// A candidate in the spelling of what is typed: clients leave out what does not begin with that.
private func asTyped(_ candidate: String, like typed: String) -> String {
  if candidate.hasPrefix("\""), !typed.hasPrefix("\"") { return String(candidate.dropFirst()) }
  return typed.contains("-") ? String(candidate.map { $0 == "_" ? "-" : $0 }) : candidate
}

/// The sign that stands beside a candidate, by the protocol's numbers.
private enum CompletionKind: Int {
  case variable = 6
  case keyword = 14
  case file = 17
  case folder = 19

  init(_ text: String) {
    self = text.hasPrefix("$") ? .variable : !text.hasPrefix("\"") ? .keyword : text.hasSuffix("/") ? .folder : .file
  }
}
