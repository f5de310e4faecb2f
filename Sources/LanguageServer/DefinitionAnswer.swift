import JSONValues
import Session

/// The place where the value of the name at an offset was named.
func definitionAnswer(_ draft: NotebookDraft, _ document: OpenDocument, at offset: Int) -> JSON {
  guard let word = WrittenWord(at: offset, in: draft), case .variable(let name) = word.token.kind,
    let place = naming(of: name, before: offset, in: draft)
  else { return nil }
  return ["uri": .string(document.uri), "range": document.text.range(place)]
}
