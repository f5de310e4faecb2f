import Outputs

/// What a report in Markdown shows after each cell, and the pictures that it refers to.
public struct ReportBodies: Sendable, Equatable {
  /// For each cell the blocks after it.
  public let bodies: [[String]]
  /// The pictures, their names relative to the report.
  public let figures: [Figure]
  /// How plots are shown; nil if there are none.
  public let figureMode: FigureMode?

  /// Renders what the cells of a document did.
  ///
  /// - Parameters:
  ///   - cells: What each cell shows, and its name as a part of the names of its pictures.
  ///   - mode: How plots are shown.
  ///   - stem: The name of the report without its ending: pictures go to `STEM_files/`.
  public init(_ cells: [(name: String, blocks: [ReportBlock])], figures mode: FigureMode, stem: String) {
    let rendered = cells.map { cell in
      RenderedOutputs(cell.blocks, figures: mode) { "\(stem)_files/\(cell.name)-\($0).svg" }
    }
    bodies = rendered.map(\.blocks)
    figures = rendered.flatMap(\.figures)
    let hasPlots = cells.contains { $0.blocks.contains { if case .plot = $0 { true } else { false } } }
    figureMode = hasPlots ? mode : nil
  }
}
