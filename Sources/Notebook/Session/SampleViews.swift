import Datasets
import Engine
import Language
import Outputs

/// What a session shows of samples: a row each, with what the network makes of it.
extension Session {
  var evaluation: Evaluation { Evaluation(network, inputs: dataset?.inputs ?? Matrix([])) }

  /// A row a sample: its inputs where they are few, its targets, and what the network makes of it.
  func sampleTable(_ caption: String, values: Columns?, row: Int?, isFull: Bool) -> Table {
    guard let dataset else { return Table(columns: [], rows: []) }
    let mostInputs = values == nil || isFull ? Int.max : 8
    let showsInputs = dataset.inputs.columns <= mostInputs
    let inputHeadings = showsInputs ? inputHeadings(dataset.inputs.columns) : ["row"]
    let wholeInputs = areWhole(dataset.inputs)
    let wholeTargets = areWhole(dataset.targets)
    let hasNames = hasNamedTargets
    return Table(
      caption: caption,
      columns: inputHeadings.map { Table.Column($0) }
        + targetHeadings.map { Table.Column($0, isNumeric: !hasNames) } + (values?.headings ?? []),
      rows: chosenRows(row).map { row in
        let inputs =
          showsInputs ? dataset.inputs.row(row).map { cell($0, isWhole: wholeInputs) } : [.integer(row + 1)]
        let targets = dataset.targets.row(row).map { value in
          hasNames ? classCell(Int(value)) : cell(value, isWhole: wholeTargets)
        }
        return inputs + targets + (values?.cells(row) ?? [])
      }, isFull: isFull)
  }

  /// Columns of what the network makes of samples.
  struct Columns {
    let headings: [Table.Column]
    /// The cells of a sample, counted from 0.
    let cells: (_ row: Int) -> [Table.Value]
  }

  /// Columns of the numbers of a matrix.
  func columns(_ headings: [String], _ matrix: Matrix) -> Columns {
    Columns(headings: headings.map { Table.Column($0) }) { row in
      matrix.row(row).map { self.cell($0, isWhole: false) }
    }
  }

  /// Columns of predictions, and of the class that each row of them stands for.
  func columns(ofPredictions matrix: Matrix) -> Columns {
    let values = columns(outputHeadings(matrix.columns, asProbabilities: isSoftmaxed), matrix)
    guard predictsClasses else { return values }
    let heading = Table.Column("predicted", isNumeric: dataset?.classNames == nil)
    return Columns(headings: values.headings + [heading]) { row in
      values.cells(row) + [self.classCell(predictedClass(matrix, row: row))]
    }
  }

  /// One row of the data, or all of them, counted from 0.
  func chosenRows(_ row: Int?) -> [Int] { row.map { [$0 - 1] } ?? Array(0..<(dataset?.inputs.rows ?? 0)) }

  /// The table of `predict`.
  func prediction(for inputs: [Double]) -> Table {
    let isWhole = areWhole(Matrix([inputs]))
    let scaled = Matrix([dataset?.onScale(inputs) ?? inputs])
    let predicted = columns(ofPredictions: predictions(from: Evaluation(network, inputs: scaled).outputs))
    return Table(
      columns: inputHeadings(inputs.count).map { Table.Column($0) } + predicted.headings,
      rows: [inputs.map { cell($0, isWhole: isWhole) } + predicted.cells(0)])
  }

  func cell(_ value: Double, isWhole: Bool) -> Table.Value {
    isWhole ? .integer(Int(value)) : .number(value, decimals: decimals)
  }

  func areWhole(_ matrix: Matrix) -> Bool {
    matrix.values.allSatisfy { $0 == $0.rounded() && $0.magnitude < 1e9 }
  }

  // MARK: - Outputs

  /// Whether predictions are probabilities of classes.
  var isSoftmaxed: Bool {
    objective?.loss == .softmaxCrossEntropy || network.layers.last == .activation(.softmax)
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
