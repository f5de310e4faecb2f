import Language

extension Document {
  /// Writes the report: the document byte for byte, with the output of each cell after it.
  ///
  /// Reading the report gives the same prose and cells, and writing it again with the same bodies the same bytes.
  ///
  /// - Parameters:
  ///   - bodies: for each cell its output, none or some Markdown blocks that end within themselves, their lines separated
  ///     by `\n`, no line end after the last. The cell's own line ends are used in the report.
  ///   - figures: how pictures are drawn, recorded in every output marker: `text`, `svg`, `none` or nil.
  public func report(bodies: [[String]], figures: String? = nil) -> [UInt8] {
    precondition(bodies.count == cells.count, "a report needs one body a cell")
    let markers = [OutputMarker.opening(figures: figures), OutputMarker.closing]
    var report: [UInt8] = []
    // Bodies may take most of the memory that there is, so that they are not to be copied as the report grows.
    let size = bodies.joined().reduce(bodies.count * 100) { $0 + $1.utf8.count + 4 }
    report.reserveCapacity(source.bytes.count + size)
    for part in parts {
      report += source.bytes[part.span.lower..<part.span.upper]
      guard case .cell(let cell) = part, !bodies[cell.index - 1].isEmpty else { continue }
      report += cell.completion.utf8
      for block in [markers[0]] + bodies[cell.index - 1] + [markers[1]] {
        report += cell.lineEnd.utf8
        for byte in block.utf8 { if byte == 0x0A { report += cell.lineEnd.utf8 } else { report.append(byte) } }
        report += cell.lineEnd.utf8
      }
    }
    return report
  }
}
