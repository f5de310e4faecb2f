import Language

extension Document {
  /// Writes the report: the document byte for byte, with the output of each cell after it.
  ///
  /// Reading the report gives the same prose and cells, and writing it again with the same bodies the same bytes.
  ///
  /// - Parameters:
  ///   - bodies: for each cell its output, or nil for none: Markdown blocks that end within the body, lines separated
  ///     by `\n`, no line end after the last. The cell's own line ends are used in the report.
  ///   - figures: how pictures are drawn, recorded in every output marker: `text`, `svg`, `none` or nil.
  public func report(bodies: [String?], figures: String? = nil) -> [UInt8] {
    precondition(bodies.count == cells.count, "a report needs one body a cell")
    var report: [UInt8] = []
    for part in parts {
      report += source.bytes[part.span.lower..<part.span.upper]
      if case .cell(let cell) = part, let body = bodies[cell.index - 1] {
        let block = "\n\(OutputMarker.opening(figures: figures))\n\n\(body)\n\n\(OutputMarker.closing)"
        report += cell.completion.utf8
        for line in block.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
          report += line
          report += cell.lineEnd.utf8
        }
      }
    }
    return report
  }
}
