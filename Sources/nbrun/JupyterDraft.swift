import Documents
import Jupyter
import Outputs

/// A report as a notebook of Jupyter: the one that was run with other outputs, or one made of the document.
struct JupyterDraft: ReportDraft {
  var cells: [[NotebookOutput]] = []

  static func rendered(_ output: Output) -> (block: NotebookOutput, byteCount: Int) {
    let block = NotebookOutput(output)
    return (block, block.byteCount)
  }

  func finished(_ document: Document, _ place: ReportPlace) -> FinishedReport {
    let shown = cells.enumerated().map { place.ran.contains($0) ? $1 : nil }
    let notebook =
      if let imported = place.jupyter, let codeCells = imported.codeCells {
        imported.notebook.showing(shown, in: codeCells, figures: place.figures, isCopy: !place.isNotebook)
      } else {
        JupyterNotebook(document, showing: shown, figures: place.figures)
      }
    return FinishedReport(bytes: notebook.bytes, hasCompanions: false)
  }
}
