import Datasets
import Engine
import Language

/// What a session shows of samples: a row each, with what the network makes of it.
extension Session {
  var samples: [(inputs: [Double], targets: [Double])] {
    guard let dataset else { return [] }
    return (0..<dataset.inputs.rows).map { (dataset.inputs.row($0), dataset.targets.row($0)) }
  }

  var evaluation: Evaluation { Evaluation(network, inputs: dataset?.inputs ?? Matrix([])) }

  /// A row a sample: its inputs where they are few, its targets, and what the network makes of it.
  func sampleTable(
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
    let scaled = Matrix([dataset?.onScale(inputs) ?? inputs])
    let outputs = predictions(from: Evaluation(network, inputs: scaled).outputs)
    let headings = numbered("x", inputs.count) + outputHeadings(of: .predictions(row: nil))
    let cells = inputs.map { cell($0, isWhole: areWhole(sample)) } + outputs.values.map { cell($0, isWhole: false) }
    return Table(columns: headings.map { Table.Column($0) }, rows: [cells])
  }

  func cell(_ value: Double, isWhole: Bool) -> Table.Value {
    isWhole ? .integer(Int(value)) : .number(value, decimals: decimals)
  }

  func areWhole(_ matrix: Matrix) -> Bool {
    matrix.values.allSatisfy { $0 == $0.rounded() && $0.magnitude < 1e9 }
  }

  func numbered(_ name: String, _ count: Int) -> [String] {
    count == 1 && name != "x" ? [name] : (1...max(count, 1)).map { "\(name)\($0)" }
  }

  // MARK: - Outputs

  /// Whether predictions are probabilities of classes.
  var isSoftmaxed: Bool {
    objective?.loss == .softmaxCrossEntropy || network.layers.last == .activation(.softmax)
  }

  func outputHeadings(of subject: Subject) -> [String] {
    let width = network.outputWidth ?? 0
    if case .predictions = subject, isSoftmaxed { return (0..<width).map { "p(\($0))" } }
    return numbered("y", width)
  }

  func predictions(from outputs: Matrix) -> Matrix {
    guard objective?.loss == .softmaxCrossEntropy else { return outputs }
    return Evaluation.softmax(of: outputs, precision: network.precision)
  }

  func matrix(of subject: Subject) -> Matrix {
    if case .predictions = subject { predictions(from: evaluation.outputs) } else { evaluation.outputs }
  }

  func hiddenLayers(_ layer: Int?) -> [Int] {
    layer.map { [$0] } ?? Array(1..<network.affineCount)
  }

  /// What goes into the affine layer after the hidden layer counted from 1.
  func hiddenOutputs(_ hidden: Int) -> Matrix {
    let affine = network.layers.indices.filter { if case .affine = network.layers[$0] { true } else { false } }
    return evaluation.layerOutputs[affine[hidden] - 1]
  }

  func selected(_ matrix: Matrix, _ row: Int?) -> [[Double]] {
    row.map { [matrix.row($0 - 1)] } ?? allRows(matrix)
  }

  func allRows(_ matrix: Matrix) -> [[Double]] { (0..<matrix.rows).map { matrix.row($0) } }

  /// Which units of a hidden layer with ReLU are 0 on every row, in a sentence; nil if none is.
  func deadUnits(_ hidden: Int, _ matrix: Matrix) -> String? {
    let affine = network.layers.indices.filter { if case .affine = network.layers[$0] { true } else { false } }
    guard network.layers[affine[hidden - 1]..<affine[hidden]].contains(.activation(.relu)) else { return nil }
    let dead = (0..<matrix.columns).filter { unit in (0..<matrix.rows).allSatisfy { matrix[$0, unit] == 0 } }
    guard !dead.isEmpty else { return nil }
    let names = dead.prefix(20).map { "h\($0 + 1)" }.joined(separator: ", ") + (dead.count > 20 ? " …" : "")
    return "Dead on all \(counted(matrix.rows, "row")): \(names) (\(dead.count) of \(counted(matrix.columns, "unit")))."
  }
}
