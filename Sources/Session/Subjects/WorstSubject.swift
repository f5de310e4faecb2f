import Datasets
import Engine
import Language
import Outputs

/// `show worst 5`: the rows with the largest loss of their own, the largest first.
struct WorstSubject: Subject {
  private let count: Int
  private let rows: ChosenRows

  static let form = Form(
    "worst", "the rows with the largest loss of their own, the largest first",
    [
      .positional("count", .integer(1...Int(Int32.max)), default: "10", "how many of them, if there are so many"),
      ChosenRows.test,
    ])

  init(_ word: String, _ arguments: Arguments) {
    (count, rows) = (arguments.integer("count"), ChosenRows(arguments))
  }

  var description: String { "worst \(count)\(rows)" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundObjective {
    let objective = try facts.requireObjective(at)
    try rows.check(objective.fit.data, facts, at)
    return objective
  }

  func shape(_ objective: FoundObjective, _ facts: Facts) -> SubjectShape {
    let lengths = rows.lengths(objective.fit.network.outputs + 2, of: objective.fit.data)
    return .rows(lengths.map { Array($0.prefix(count)) })
  }

  func value(_ objective: FoundObjective, _ state: State) -> SubjectValue {
    let found = worst(of: rows.dataset(objective.fit.data, state), objective, state)
    return .rows(
      found.places.enumerated().map { position, place in
        [Double(place + 1)] + found.predictions.row(position) + [found.losses[position]]
      })
  }

  func outputs(_ objective: FoundObjective, _ state: State, isFull: Bool) -> [Output] {
    let dataset = rows.dataset(objective.fit.data, state)
    let found = worst(of: dataset, objective, state)
    let seen = SeenRows(exactly: found.places)
    let heading = state.toldApart(["loss"]).map { Table.Column($0, isEssential: true) }
    let losses = State.Columns(headings: heading) { [state.cell(found.losses[$0], isWhole: false)] }
    return [
      .table(
        state.sampleTable(
          [
            state.columns(ofInputs: dataset, seen, most: State.fewInputs, isNumbered: true),
            state.columns(ofTargets: dataset, seen), state.columns(ofPredictions: found.predictions), losses,
          ], seen, caption(of: found.places.count, dataset.inputs.rows), isFull: isFull))
    ]
  }

  private func caption(of count: Int, _ all: Int) -> String {
    guard count > 1 else { return "The row\(rows.place) with the largest loss of its own." }
    let which = "\(count == all ? "All" : "The") \(count) rows\(rows.place)"
    return "\(which) \(count == all ? "by the" : "with the largest") loss of their own, the largest first."
  }

  /// Rows, counted from 0, with what is predicted for them and the loss of each.
  private struct Found {
    let places: [Int]
    let predictions: Matrix
    let losses: [Double]
  }

  /// The rows with the largest loss; those with the same loss in their order.
  private func worst(of dataset: Dataset, _ objective: FoundObjective, _ state: State) -> Found {
    let losses = Assessment.rowLosses(
      state.network, inputs: dataset.inputs, targets: state.fitted(dataset.targets, objective.fit),
      objective: objective.objective)
    // What is no number is as bad as can be.
    let ranks = losses.map { $0.isNaN ? .infinity : $0 }
    let order = ranks.indices.sorted { (-ranks[$0], $0) < (-ranks[$1], $1) }
    let places = Array(order.prefix(count))
    return Found(
      places: places,
      predictions: state.predictions(
        from: Evaluation(state.network, inputs: dataset.inputs.slice(rows: places)).outputs),
      losses: places.map { losses[$0] })
  }
}
