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
    let inputs = columns(ofInputs: dataset, seen, most: values == nil ? .max : Self.fewInputs)
    let parts = [inputs, columns(ofTargets: dataset, seen)] + (values.map { [$0] } ?? [])
    return sampleTable(parts, seen, caption, isFull: isFull, wholeWith: wholeWith)
  }

  /// A row a sample that is seen, with columns side by side.
  func sampleTable(
    _ parts: [Columns], _ seen: SeenRows, _ caption: String?, isFull: Bool, wholeWith: String? = "full"
  ) -> Table {
    Table(
      caption: caption, columns: parts.flatMap(\.headings),
      rows: seen.places.indices.map { position in
        if Interruption.isRequested { return [] }  // never shown
        return parts.flatMap { $0.cells(position) }
      }, isFull: isFull, leftOut: seen.leftOut, wholeWith: wholeWith)
  }

  /// Columns of what is known of samples, or of what the network makes of them.
  struct Columns {
    let headings: [Table.Column]
    /// The cells of a sample, counted from 0 among those that are seen.
    let cells: (_ position: Int) -> [Table.Value]
  }

  /// The most inputs that stand beside what the network makes of them.
  static let fewInputs = 8

  /// The most columns of targets or predictions that stay in a window too narrow for all.
  private static let fewColumns = 3

  /// Columns of the inputs where they are few; without them, or if it is asked for, the number of the row.
  func columns(ofInputs dataset: Dataset, _ seen: SeenRows, most: Int, isNumbered: Bool = false) -> Columns {
    let showsInputs = dataset.inputs.columns <= most
    let isNumbered = isNumbered || !showsInputs
    let number = toldApart(["row"], as: "number").map { Table.Column($0, isEssential: true) }
    let isWhole = showsInputs && areWhole(dataset.inputs)
    let inputs = showsInputs ? inputHeadings(dataset.inputs.columns).map { Table.Column($0) } : []
    return Columns(headings: (isNumbered ? number : []) + inputs) { position in
      let row = seen.places[position]
      let inputs = showsInputs ? dataset.inputs.row(row).map { self.cell($0, isWhole: isWhole) } : []
      return (isNumbered ? [.integer(row + 1)] : []) + inputs
    }
  }

  /// Columns of the targets, with the classes named where they have names.
  func columns(ofTargets dataset: Dataset, _ seen: SeenRows) -> Columns {
    let (hasNames, isWhole, headings) = (hasNamedTargets, areWhole(dataset.targets), targetHeadings)
    let isEssential = headings.count <= Self.fewColumns
    return Columns(
      headings: headings.map { Table.Column($0, isNumeric: !hasNames, isEssential: isEssential) }
    ) { position in
      dataset.targets.row(seen.places[position]).map { value in
        hasNames ? self.classCell(Int(value)) : self.cell(value, isWhole: isWhole)
      }
    }
  }

  /// Columns of the numbers of a matrix.
  func columns(_ headings: [String], _ matrix: Matrix, areEssential: Bool = false) -> Columns {
    Columns(headings: headings.map { Table.Column($0, isEssential: areEssential) }) { row in
      matrix.row(row).map { self.cell($0, isWhole: false) }
    }
  }

  /// Columns of predictions, and of the class that each row of them stands for.
  func columns(ofPredictions matrix: Matrix) -> Columns { columns(ofPredictions: matrix, loadedSamples) }

  /// The same by the samples that the network learned from; nil for those of the session.
  private func columns(ofPredictions matrix: Matrix, _ samples: SampleDescription?) -> Columns {
    let (classes, tellsClass) = (outputClasses(samples), predictsClasses(samples))
    let values = columns(
      outputHeadings(matrix.columns, asProbabilities: isSoftmaxed, classes), matrix,
      areEssential: !tellsClass && matrix.columns <= Self.fewColumns)
    guard tellsClass else { return values }
    let predicted = classColumn("predicted", classes) { predictedClass(matrix, row: $0) }
    return Columns(headings: values.headings + predicted.headings) { values.cells($0) + predicted.cells($0) }
  }

  /// A column of classes that the network tells; the class is that of a position among those that are seen.
  func classColumn(_ heading: String, _ index: @escaping (_ position: Int) -> Int) -> Columns {
    classColumn(heading, outputClasses(loadedSamples), index)
  }

  private func classColumn(
    _ heading: String, _ classes: [String]?, _ index: @escaping (_ position: Int) -> Int
  ) -> Columns {
    Columns(
      headings: toldApart([heading]).map { Table.Column($0, isNumeric: classes == nil, isEssential: true) }
    ) { [self.classCell(index($0), classes)] }
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
    matrix.allSatisfy { $0 == $0.rounded() && $0.magnitude < 1e9 }
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

  /// Rows at some places, all of which are shown.
  init(exactly places: [Int]) { (self.places, leftOut) = (places, .none(of: places.count)) }

  /// Rows at some places, as many of them as are shown.
  init(at all: [Int], isFull: Bool) {
    leftOut = isFull ? nil : .ofRows(all.count)
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
