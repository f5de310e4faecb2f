import Documents
import Outputs
import Report

/// A report in Markdown: the notebook byte for byte, with what its cells show after them.
struct MarkdownDraft: ReportDraft {
  var cells: [[ReportBlock]] = []

  static func rendered(_ output: Output) -> (block: ReportBlock, byteCount: Int) {
    let block = ReportBlock(output)
    return (block, block.byteCount)
  }

  func finished(_ document: Document, _ place: ReportPlace) -> FinishedReport {
    // The numbers at the end are no other cell's, whatever the labels are.
    let named = zip(document.cells, cells).map { ("\($0.header.label ?? "cell")-\($0.index)", $1) }
    let rendered = ReportBodies(named, figures: place.figures, stem: place.stem)
    return FinishedReport(
      bytes: document.report(bodies: rendered.bodies, figures: rendered.figureMode?.rawValue), figures: rendered.figures
    )
  }
}
