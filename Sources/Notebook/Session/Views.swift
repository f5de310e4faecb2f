import Datasets
import Engine
import Language

/// What a session shows: its values as tables and sentences, and its numbers as rows.
extension Session {
  /// The outputs of `show`.
  func outputs(of subject: Subject, isFull: Bool) -> [Output] {
    switch subject {
    case .loss, .trainingLoss, .accuracy:
      return [.note("\(title(of: subject)): \(shown(rows(of: subject)[0][0])).")]
    case .digest: return [.note("Digest of all weights and biases: \(digest).")]
    case .model: return [.table(modelTable)]
    case .data: return [.table(sampleTable(title(of: subject), values: nil, row: nil, isFull: isFull))]
    case .history: return [.table(historyTable(history.filter(\.isLogged), isFull: isFull))]
    case .outputs(let row), .predictions(let row):
      let values = (headings: outputHeadings(of: subject), matrix: matrix(of: subject))
      return [.table(sampleTable(title(of: subject), values: values, row: row, isFull: isFull))]
    case .hidden(let layer, let row):
      return hiddenLayers(layer).map { index in
        let matrix = hiddenOutputs(index)
        let title = "Outputs of hidden layer \(index), \(counted(matrix.columns, "unit"))."
        let headings = (1...matrix.columns).map { "h\($0)" }
        return .table(sampleTable(title, values: (headings, matrix), row: row, isFull: isFull))
      }
    case .weights, .biases, .parameter, .gradients:
      return parameters(of: subject).map { .table(parameterTable($0.name, $0.matrix, subject, isFull: isFull)) }
    }
  }

  /// The numbers of a subject, row by row, as an expectation states them.
  func rows(of subject: Subject) -> [[Double]] {
    switch subject {
    case .loss(let row): return [[gradients(row: row).loss]]
    case .trainingLoss: return [[history.last?.loss ?? .nan]]
    case .accuracy: return [[accuracy(of: evaluation.outputs, targets: fittedTargets())]]
    case .digest: return []
    case .model: return modelRows.map { $0.numbers.map(Double.init) }
    case .data: return samples.map { $0.inputs + $0.targets }
    case .history: return history.filter(\.isLogged).map { [Double($0.step), $0.loss] }
    case .outputs(let row), .predictions(let row): return selected(matrix(of: subject), row)
    case .hidden(let layer, let row): return hiddenLayers(layer).flatMap { selected(hiddenOutputs($0), row) }
    case .weights, .biases, .parameter, .gradients: return parameters(of: subject).flatMap { allRows($0.matrix) }
    }
  }

  /// The hash of all parameters as 16 hexadecimal digits.
  var digest: String {
    let digits = String(network.digest, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// A number for a sentence, with the session's decimals.
  private func shown(_ value: Double) -> String { formatted(value, decimals: decimals) }

  private func title(of subject: Subject) -> String {
    switch subject {
    case .data: return "Data: \(dataset?.name ?? ""), \(counted(dataset?.inputs.rows ?? 0, "row"))."
    case .outputs: return "Outputs of the last layer."
    case .predictions: return isSoftmaxed ? "Predicted probability of each class." : "Predictions."
    case .loss(let row): return row.map { "Loss on row \($0)" } ?? "Loss"
    case .trainingLoss: return "Loss before the last update"
    case .accuracy: return "Accuracy"
    default: return ""
    }
  }

  // MARK: - Samples

  private var samples: [(inputs: [Double], targets: [Double])] {
    guard let dataset else { return [] }
    return (0..<dataset.inputs.rows).map { (dataset.inputs.row($0), dataset.targets.row($0)) }
  }

  private var evaluation: Evaluation { Evaluation(network, inputs: dataset?.inputs ?? Matrix([])) }

  /// A row a sample: its inputs where they are few, its targets, and what the network makes of it.
  private func sampleTable(
    _ caption: String, values: (headings: [String], matrix: Matrix)?, row: Int?, isFull: Bool
  ) -> Table {
    guard let dataset else { return Table(columns: [], rows: []) }
    let mostInputs = values == nil || isFull ? Int.max : 8
    let showsInputs = dataset.inputs.columns <= mostInputs
    let rows = row.map { [$0 - 1] } ?? Array(0..<dataset.inputs.rows)
    var headings = showsInputs ? numbered("x", dataset.inputs.columns) : ["row"]
    headings += numbered("t", dataset.targets.columns) + (values?.headings ?? [])
    let wholeInputs = areWhole(dataset.inputs)
    let wholeTargets = areWhole(dataset.targets)
    return Table(
      caption: caption, columns: headings.map { Table.Column($0) },
      rows: rows.map { row in
        let inputs =
          showsInputs ? dataset.inputs.row(row).map { cell($0, isWhole: wholeInputs) } : [.integer(row + 1)]
        let targets = dataset.targets.row(row).map { cell($0, isWhole: wholeTargets) }
        return inputs + targets + (values?.matrix.row(row).map { cell($0, isWhole: false) } ?? [])
      }, isFull: isFull)
  }

  /// The table of `predict`.
  func prediction(for inputs: [Double]) -> Table {
    let sample = Matrix([inputs])
    let outputs = predictions(from: Evaluation(network, inputs: sample).outputs)
    let headings = numbered("x", inputs.count) + outputHeadings(of: .predictions(row: nil))
    let cells = inputs.map { cell($0, isWhole: areWhole(sample)) } + outputs.values.map { cell($0, isWhole: false) }
    return Table(columns: headings.map { Table.Column($0) }, rows: [cells])
  }

  private func cell(_ value: Double, isWhole: Bool) -> Table.Value {
    isWhole ? .integer(Int(value)) : .number(value, decimals: decimals)
  }

  private func areWhole(_ matrix: Matrix) -> Bool {
    matrix.values.allSatisfy { $0 == $0.rounded() && $0.magnitude < 1e9 }
  }

  private func numbered(_ name: String, _ count: Int) -> [String] {
    count == 1 && name != "x" ? [name] : (1...max(count, 1)).map { "\(name)\($0)" }
  }

  // MARK: - Outputs

  /// Whether predictions are probabilities of classes.
  private var isSoftmaxed: Bool {
    objective?.loss == .softmaxCrossEntropy || network.layers.last == .activation(.softmax)
  }

  private func outputHeadings(of subject: Subject) -> [String] {
    let width = network.outputWidth ?? 0
    if case .predictions = subject, isSoftmaxed { return (0..<width).map { "p(\($0))" } }
    return numbered("y", width)
  }

  private func predictions(from outputs: Matrix) -> Matrix {
    guard objective?.loss == .softmaxCrossEntropy else { return outputs }
    return Evaluation.softmax(of: outputs, precision: network.precision)
  }

  private func matrix(of subject: Subject) -> Matrix {
    if case .predictions = subject { predictions(from: evaluation.outputs) } else { evaluation.outputs }
  }

  private func hiddenLayers(_ layer: Int?) -> [Int] {
    layer.map { [$0] } ?? Array(1..<network.affineCount)
  }

  /// What goes into the affine layer after the hidden layer counted from 1.
  private func hiddenOutputs(_ hidden: Int) -> Matrix {
    let affine = network.layers.indices.filter { if case .affine = network.layers[$0] { true } else { false } }
    return evaluation.layerOutputs[affine[hidden] - 1]
  }

  private func selected(_ matrix: Matrix, _ row: Int?) -> [[Double]] {
    row.map { [matrix.row($0 - 1)] } ?? allRows(matrix)
  }

  private func allRows(_ matrix: Matrix) -> [[Double]] { (0..<matrix.rows).map { matrix.row($0) } }

  // MARK: - Parameters

  private func gradients(row: Int?) -> Gradients {
    var (inputs, targets) = (dataset?.inputs ?? Matrix([]), fittedTargets())
    if let row { (inputs, targets) = (inputs.slice(row: row - 1), targets.slice(row: row - 1)) }
    let objective = objective ?? Objective(loss: .meanSquaredError, reduction: .mean)
    return Gradients(network, inputs: inputs, targets: targets, objective: objective)
  }

  private func parameters(of subject: Subject) -> [(name: ParameterName, matrix: Matrix)] {
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
  private func parameterTable(_ name: ParameterName, _ matrix: Matrix, _ subject: Subject, isFull: Bool) -> Table {
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

  // MARK: - Model and history

  private var modelRows: [(name: String, numbers: [Int])] {
    let widths = network.layerWidths
    return network.layers.enumerated().map { index, layer in
      let inputs = index == 0 ? network.inputWidth ?? 0 : widths[index - 1]
      let parameters = if case .affine = layer { (inputs + 1) * widths[index] } else { 0 }
      return (layer.name, [inputs, widths[index], parameters])
    }
  }

  private var modelTable: Table {
    let precision = network.precision == .float64 ? "float64" : "float32"
    let loss = outline.loss.map { ", loss \($0.name.rawValue)" } ?? ""
    return Table(
      caption: "Network: \(network.parameterCount) parameters, \(precision)\(loss).",
      columns: [
        Table.Column("layer", isNumeric: false), Table.Column("inputs"), Table.Column("outputs"),
        Table.Column("parameters"),
      ], rows: modelRows.map { row in [.text(row.name)] + row.numbers.map { .integer($0) } })
  }

  /// A row a logged step: the step and the loss before its update.
  func historyTable(_ entries: [Entry], isFull: Bool) -> Table {
    Table(
      columns: [Table.Column("step"), Table.Column("loss")],
      rows: entries.filter(\.isLogged).map { [.integer($0.step), .number($0.loss, decimals: decimals)] }, isFull: isFull
    )
  }

  /// The loss before each recorded step.
  var lossCurve: Plot {
    let points = history.map { Plot.Point(x: Double($0.step), y: $0.loss) }
    return Plot(
      title: "Loss", xLabel: "step", yLabel: "loss", series: [Plot.Series(name: "loss", points: points)])
  }
}

/// A count with its noun: `1 row`, `2 rows`.
package func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
