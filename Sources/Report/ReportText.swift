import Language
import Notebook

/// A finished report: its bytes, and the pictures it refers to.
public struct ReportText: Sendable, Equatable {
  /// The Markdown file.
  public let bytes: [UInt8]
  /// The pictures, their names relative to the report.
  public let figures: [Figure]

  /// Renders what the cells of a notebook did.
  ///
  /// - Parameters:
  ///   - notebook: The notebook.
  ///   - results: One result a cell.
  ///   - mode: How plots are shown; recorded in the report if it has any.
  ///   - stem: The name of the report without its ending: pictures go to `STEM_files/`.
  public init(_ notebook: Notebook, _ results: [Notebook.CellResult], figures mode: FigureMode, stem: String) {
    var figures: [Figure] = []
    var hasPlots = false
    let bodies = zip(notebook.document.cells, results).map { cell, result -> String? in
      // The numbers at the end are no other cell's, whatever the labels are.
      let name = "\(cell.header.label ?? "cell")-\(cell.index)"
      let rendered = RenderedOutputs(result.outputs, figures: mode) { "\(stem)_files/\(name)-\($0).svg" }
      figures += rendered.figures
      hasPlots = hasPlots || result.outputs.contains { if case .plot = $0 { true } else { false } }
      return rendered.markdown.isEmpty ? nil : String(rendered.markdown.dropLast())
    }
    bytes = notebook.document.report(bodies: bodies, figures: hasPlots ? mode.rawValue : nil)
    self.figures = figures
  }
}
