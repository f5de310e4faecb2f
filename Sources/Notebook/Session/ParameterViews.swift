import Engine
import Language

/// What a session shows of parameters and their gradients.
extension Session {
  func gradients(row: Int?) -> Gradients {
    var (inputs, targets) = (dataset?.inputs ?? Matrix([]), fittedTargets())
    if let row { (inputs, targets) = (inputs.slice(row: row - 1), targets.slice(row: row - 1)) }
    let objective = objective ?? Objective(loss: .meanSquaredError, reduction: .mean)
    return Gradients(network, inputs: inputs, targets: targets, objective: objective)
  }

  func parameters(of subject: Subject) -> [(name: ParameterName, matrix: Matrix)] {
    var names = (1...network.affineCount).flatMap {
      [ParameterName(isBias: false, layer: $0), ParameterName(isBias: true, layer: $0)]
    }
    var gradients: Gradients?
    switch subject {
    case .weights: names.removeAll(where: \.isBias)
    case .biases: names.removeAll { !$0.isBias }
    case .parameter(let name): names = [name]
    case .gradients(let name, let row):
      if let name { names = [name] }
      gradients = self.gradients(row: row)
    default: names = []
    }
    return names.map { name in
      let index = name.layer - 1
      let values = name.isBias ? gradients?.biases(index) : gradients?.weights(index)
      return (name, values ?? (name.isBias ? network.biases(index) : network.weights(index)))
    }
  }

  /// A weight matrix with a row a value that comes in and a column a unit, or a bias with one row.
  func parameterTable(_ name: ParameterName, _ matrix: Matrix, _ subject: Subject, isFull: Bool) -> Table {
    let isLast = name.layer == network.affineCount
    let headings = (1...matrix.columns).map { isLast ? "y\($0)" : "h\($0)" }
    let labels = name.isBias ? ["bias"] : (1...matrix.rows).map { name.layer == 1 ? "x\($0)" : "h\($0)" }
    let units = counted(matrix.columns, "unit")
    let shape = name.isBias ? units : "\(counted(matrix.rows, "input")) × \(units)"
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
