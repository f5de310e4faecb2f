import Engine
import Language
import Outputs

/// What a session shows of parameters and their gradients.
extension Session {
  func gradients(row: Int?) -> Gradients {
    var (inputs, targets) = (dataset?.inputs ?? Matrix([]), fittedTargets())
    if let row { (inputs, targets) = (inputs.slice(row: row - 1), targets.slice(row: row - 1)) }
    let objective = objective ?? Objective(loss: .meanSquaredError, reduction: .mean)
    return Gradients(network, inputs: inputs, targets: targets, objective: objective)
  }

  /// The parameters that a subject stands for, or their gradients.
  func parameters(of subject: Subject) -> [(block: ParameterBlock, matrix: Matrix)] {
    let isMeant: (ParameterBlock) -> Bool =
      switch subject {
      case .weights: { $0.role == .weights }
      case .biases: { $0.role == .biases }
      case .parameter(let name), .gradients(let name?, _): { ParameterName($0) == name }
      case .gradients(nil, _): { $0.role.hasGradient }
      default: { _ in false }
      }
    let gradients: Gradients? = if case .gradients(_, let row) = subject { self.gradients(row: row) } else { nil }
    return network.blocks.filter(isMeant).map { ($0, gradients?.values(of: $0) ?? network.values(of: $0)) }
  }

  /// A weight matrix with a row a value that comes in and a column a unit, or a vector with one row.
  func parameterTable(_ block: ParameterBlock, _ matrix: Matrix, _ subject: Subject, isFull: Bool) -> Table {
    let name = ParameterName(block)
    let isLast = block.affine == network.affineCount - 1
    let headings = isLast ? outputHeadings(matrix.columns) : hiddenHeadings(matrix.columns)
    let labels =
      switch block.role {
      case .weights: block.affine == 0 ? inputHeadings(matrix.rows) : hiddenHeadings(matrix.rows)
      case .biases: ["bias"]
      case .scales: ["gamma"]
      case .shifts: ["beta"]
      case .runningMeans: ["mean"]
      case .runningVariances: ["variance"]
      }
    let units = counted(matrix.columns, "unit")
    let shape = block.role == .weights ? "\(counted(matrix.rows, "input")) × \(units)" : units
    var caption = "\(name), \(shape)."
    if case .gradients(_, let row) = subject {
      caption = "Gradient of \(name)\(row.map { " on row \($0)" } ?? ""), \(shape)."
    }
    let rows = zip(labels, allRows(matrix)).map { label, row in
      [.text(label)] + row.map { Table.Value.number($0, decimals: decimals) }
    }
    return Table(
      caption: caption,
      columns: [Table.Column(name.description, isNumeric: false)] + headings.map { Table.Column($0) }, rows: rows,
      isFull: isFull)
  }
}
