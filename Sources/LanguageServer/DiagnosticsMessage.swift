import JSONValues
import Language
import Report
import Session

/// What is wrong with a document, as `nbrun lint` says it.
func diagnosticsMessage(_ document: OpenDocument, _ draft: NotebookDraft) -> JSON {
  // A Markdown file without a cell is no notebook, unless its name says so.
  let isNotebook = !draft.document.cells.isEmpty || document.uri.hasSuffix(".nnb")
  let mistakes = isNotebook ? draft.mistakes : []
  let warnings = draft.document.lookalikes.filter { !mistakes.contains($0) }
  let all = mistakes.map { ($0, Severity.error) } + warnings.map { ($0, Severity.warning) }
  return Message.notification(
    "textDocument/publishDiagnostics",
    [
      "uri": .string(document.uri), "version": document.version,
      "diagnostics": .array(all.map { description(of: $0, $1, in: document) }),
    ])
}

/// How much a diagnostic matters, by the protocol's numbers.
private enum Severity: Int { case error = 1, warning }

private func description(of diagnostic: Diagnostic, _ severity: Severity, in document: OpenDocument) -> JSON {
  let help = diagnostic.help.map { "\nhelp: \(visible($0))" } ?? ""
  return [
    "range": document.text.range(diagnostic.span),
    "severity": .int(severity.rawValue),
    "source": "nbrun",
    "message": .string(visible(diagnostic.message) + help),
    "relatedInformation": .array(
      diagnostic.notes.map { note in
        [
          "location": ["uri": .string(document.uri), "range": document.text.range(note.span)],
          "message": .string(visible(note.message)),
        ]
      }),
  ]
}
