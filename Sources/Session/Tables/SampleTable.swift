import Datasets
import Engine
import Language
import Outputs

/// What a session shows of samples: a row each, with what the network makes of it.
extension State {
  /// A row a sample: its inputs where they are few, its targets, and what the network makes of it.
  func sampleTable(
    _ dataset: Dataset, _ seen: SeenRows, _ caption: String, values: Columns?, isFull: Bool, wholeWith: String? = "full"
  ) -> Table {
    let mostInputs = values == nil ? Int.max : 8
    let showsInputs = dataset.inputs.columns <= mostInputs
    let inputHeadings = showsInputs ? inputHeadings(dataset.inputs.columns) : ["row"]
    let wholeInputs = showsInputs && areWhole(dataset.inputs)
    let wholeTargets = areWhole(dataset.targets)
    let hasNames = hasNamedTargets
    return Table(
      caption: caption,
      columns: inputHeadings.map { Table.Column($0) }
        + targetHeadings.map { Table.Column($0, isNumeric: !hasNames) } + (values?.headings ?? []),
      rows: seen.places.enumerated().map { position, row in
        if Interruption.isRequested { return [] }  // never shown
        let inputs =
          showsInputs ? dataset.inputs.row(row).map { cell($0, isWhole: wholeInputs) } : [.integer(row + 1)]
        let targets = dataset.targets.row(row).map { value in
          hasNames ? classCell(Int(value)) : cell(value, isWhole: wholeTargets)
        }
        return inputs + targets + (values?.cells(position) ?? [])
      }, isFull: isFull, leftOut: seen.leftOut, wholeWith: wholeWith)
  }

  /// Columns of what the network makes of samples.
  struct Columns {
    let headings: [Table.Column]
    /// The cells of a sample, counted from 0 among those that are seen.
    let cells: (_ position: Int) -> [Table.Value]
  }

  /// Columns of the numbers of a matrix.
  func columns(_ headings: [String], _ matrix: Matrix) -> Columns {
    Columns(headings: headings.map { Table.Column($0) }) { row in
      matrix.row(row).map { self.cell($0, isWhole: false) }
    }
  }

  /// Columns of predictions, and of the class that each row of them stands for.
  func columns(ofPredictions matrix: Matrix) -> Columns { columns(ofPredictions: matrix, loadedSamples) }

  /// The same by the samples that the network learned from; nil for those of the session.
  private func columns(ofPredictions matrix: Matrix, _ samples: SampleDescription?) -> Columns {
    let classes = outputClasses(samples)
    let values = columns(outputHeadings(matrix.columns, asProbabilities: isSoftmaxed, classes), matrix)
    guard predictsClasses(samples) else { return values }
    let heading = Table.Column("predicted", isNumeric: classes == nil)
    return Columns(headings: values.headings + [heading]) { row in
      values.cells(row) + [self.classCell(predictedClass(matrix, row: row), classes)]
    }
  }

  /// The table of `predict`: the inputs go on the scale of those that the network learned from.
  func prediction(for inputs: [Double]) -> Table {
    let isWhole = areWhole(Matrix([inputs]))
    let samples = learned?.samples
    // Data of another width is not the network's.
    let data = dataset.flatMap { $0.inputs.columns == inputs.count ? $0 : nil }
    let scaled = samples?.onScale(inputs) ?? data?.onScale(inputs) ?? inputs
    let outputs = Evaluation(network, inputs: Matrix([scaled])).outputs
    let predicted = columns(ofPredictions: predictions(from: outputs), samples)
    return Table(
      columns: networkInputHeadings(inputs.count, samples).map { Table.Column($0) } + predicted.headings,
      rows: [inputs.map { cell($0, isWhole: isWhole) } + predicted.cells(0)], wholeWith: nil)
  }

  func cell(_ value: Double, isWhole: Bool) -> Table.Value {
    isWhole ? .integer(Int(value)) : .number(value, decimals: decimals)
  }

  func areWhole(_ matrix: Matrix) -> Bool {
    matrix.values.allSatisfy { $0 == $0.rounded() && $0.magnitude < 1e9 }
  }
}

/// The rows of data that a table shows; what is left out of it is not computed.
struct SeenRows {
  /// Their places, counted from 0.
  let places: [Int]
  let leftOut: Elision?

  /// As many of some rows, counted from 1, or of all as are shown.
  init(_ dataset: Dataset, _ chosen: ClosedRange<Int>? = nil, isFull: Bool) {
    let all = dataset.places(chosen)
    // What is asked for by its numbers is wanted whole.
    leftOut = isFull ? nil : chosen.map { .none(of: $0.count) } ?? .ofRows(all.count)
    places = leftOut?.places.map { all[$0] } ?? all
  }
}

extension State {
  /// What every layer gives for the rows of some samples that are seen.
  func evaluation(_ dataset: Dataset, _ seen: SeenRows) -> Evaluation {
    Evaluation(network, inputs: dataset.inputs.slice(rows: seen.places))
  }
}

extension Dataset {
  /// Some rows of the data, counted from 1, or all of them: their places counted from 0.
  func places(_ chosen: ClosedRange<Int>?) -> [Int] { chosen?.map { $0 - 1 } ?? Array(0..<inputs.rows) }
}

extension Matrix {
  /// Some rows, counted from 1, or all of them.
  func selected(_ chosen: ClosedRange<Int>?) -> [[Double]] { chosen?.map { row($0 - 1) } ?? allRows }

  /// All rows.
  var allRows: [[Double]] { (0..<rows).map { row($0) } }
}
