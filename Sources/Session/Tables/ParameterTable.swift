import Engine
import Outputs

/// What is shown of parameters and their gradients.
extension State {
  /// The parameters and running statistics of some names, in declaration order.
  func blocks(where isMeant: (ParameterName) -> Bool) -> [ParameterBlock] {
    network.blocks.filter { isMeant(ParameterName($0)) }
  }

  /// The rows of some parameters, one after the other.
  func parameterRows(where isMeant: (ParameterName) -> Bool) -> [[Double]] {
    blocks(where: isMeant).flatMap { network.values(of: $0).allRows }
  }

  /// A table for each of some parameters.
  func parameterTables(isFull: Bool, where isMeant: (ParameterName) -> Bool) -> [Output] {
    blocks(where: isMeant).map { .table(parameterTable($0, network.values(of: $0), isFull: isFull)) }
  }

  /// A weight matrix with a row a value that comes in and a column a unit, or a vector with one row.
  ///
  /// - Parameters:
  ///   - block: the parameter.
  ///   - matrix: its values, or others of its shape.
  ///   - prefix: the beginning of the caption, which says what the values are of the parameter.
  ///   - suffix: what they are on.
  func parameterTable(
    _ block: ParameterBlock, _ matrix: Matrix, of prefix: String = "", on suffix: String = "", isFull: Bool
  ) -> Table {
    let name = ParameterName(block)
    let headings = unitHeadings(block.depth, matrix.columns)
    let labels = block.role.label.map { [$0] } ?? unitHeadings(block.depth - 1, matrix.rows)
    let elision = isFull ? nil : Elision.ofRows(labels.count)
    return Table(
      caption: "\(prefix)\(name)\(suffix), \(block.shapeInWords).",
      columns: [Table.Column(name.description, isNumeric: false)] + headings.map { Table.Column($0) },
      rows: (elision?.places ?? Array(labels.indices)).map { row in
        if Interruption.isRequested { return [] }  // never shown
        return [.text(labels[row])] + matrix.row(row).map { .number($0, decimals: decimals) }
      }, isFull: isFull, leftOut: elision)
  }
}

extension ParameterBlock {
  /// Its extents: `2 inputs × 4 units`, or of a vector `4 units`.
  var shapeInWords: String {
    let units = counted(columns, "unit")
    return role.isMatrix ? "\(counted(rows, "input")) × \(units)" : units
  }
}
