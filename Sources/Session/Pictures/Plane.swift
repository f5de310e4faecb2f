import Datasets
import Engine
import Language
import Outputs

/// The plane of two inputs: which they are, and the part of it that is drawn.
struct Plane: Sendable {
  private let written: [ColumnReference]?

  /// The words that choose it.
  static let parameters = [
    Parameter.keyword(
      "inputs", .columns, unlessSaid: "the first two", "the two inputs along the axes, by name or number")
  ]

  init(_ arguments: Arguments) { written = arguments.columns(ifGiven: "inputs") }

  /// Refuses a plane of other than two inputs, as far as that is known.
  func check(_ data: FoundData, _ at: Places) throws(Diagnostic) {
    if let written, written.count != 2 {
      throw Diagnostic("a plane has two inputs, not \(written.count)", at: at["inputs"], help: "write 'inputs 1 2'")
    }
    guard let facts = data.facts else { return }
    guard facts.inputs >= 2 else {
      throw Diagnostic(
        "a plane needs two inputs, but the data has \(facts.inputs)", at: at["picture"], notes: [facts.note],
        help: "`plot predictions` draws against one input")
    }
    for case .number(let number) in written ?? [] where number > facts.inputs {
      throw Diagnostic("there is no input \(number): the data has \(facts.inputs)", at: at["inputs"])
    }
  }

  /// The columns of the two inputs in a data set; what only its names can tell wrong is placed at the argument.
  func columns(_ dataset: Dataset, _ state: State, _ at: Places) throws(Diagnostic) -> (x: Int, y: Int) {
    guard let written else { return (0, 1) }
    let names = state.inputHeadings(dataset.inputs.columns)
    var columns: [Int] = []
    for reference in written {
      switch reference {
      case .number(let number): columns.append(number - 1)
      case .name(let name):
        guard let column = names.firstIndex(of: name) else {
          throw Diagnostic(
            "no input is called '\(name)'", at: at["inputs"],
            help: "choose from: \(names.prefix(12).joined(separator: ", "))")
        }
        columns.append(column)
      }
    }
    guard columns[0] != columns[1] else { throw Diagnostic("the two inputs are the same", at: at["inputs"]) }
    return (columns[0], columns[1])
  }
}

extension State {
  /// An axis of an input, which holds all rows of a data set, its test part's too, and a margin of a tenth around them.
  func axis(ofInput column: Int, _ dataset: Dataset) -> Plot.Axis {
    let parts = [dataset.inputs] + (dataset.test.map { [$0.inputs] } ?? [])
    let values = parts.lazy.flatMap { part in (0..<part.rows).lazy.map { part[$0, column] } }
    let name = inputHeadings(dataset.inputs.columns)[column]
    return Plot.Axis(
      dataset.normalisations.isEmpty ? name : "\(name) (normalized)",
      range: ClosedRange(around: values, share: 0.1, atLeast: 0.5))
  }

  /// Rows of inputs that lie on a grid over a plane, row after row from the top, with all other inputs at their means.
  func grid(_ x: (column: Int, axis: Plot.Axis), _ y: (column: Int, axis: Plot.Axis), side: Int, _ inputs: Matrix)
    -> Matrix
  {
    var row = (0..<inputs.columns).map { column in
      (0..<inputs.rows).reduce(0) { $0 + inputs[$1, column] } / Double(inputs.rows)
    }
    var values: [Double] = []
    for down in 0..<side {
      for across in 0..<side {
        row[x.column] = Self.middle(across, of: side, x.axis)
        row[y.column] = Self.middle(side - 1 - down, of: side, y.axis)
        values += row
      }
    }
    return Matrix(rows: side * side, columns: inputs.columns, values: values)
  }

  private static func middle(_ index: Int, of side: Int, _ axis: Plot.Axis) -> Double {
    guard let range = axis.range else { return 0 }
    return range.lowerBound + (range.upperBound - range.lowerBound) * (Double(index) + 0.5) / Double(side)
  }
}
