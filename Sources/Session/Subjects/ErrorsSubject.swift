import Datasets
import Engine
import Language
import Outputs

/// `show errors`: the rows that are taken for another class than theirs; as a number, how many they are.
struct ErrorsSubject: Subject {
  private let rows: ChosenRows

  static let form = Form(
    "errors", "how many rows are taken for another class, and which; pictures as pictures", [ChosenRows.test])

  init(_ word: String, _ arguments: Arguments) { rows = ChosenRows(arguments) }

  var description: String { "errors\(rows)" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundObjective {
    let objective = try facts.requireObjective(at)
    if !objective.fit.tellsClasses, let data = objective.fit.data.facts {
      throw Diagnostic(
        "errors are of classes, but the targets are numbers", at: at["subject"], notes: [data.note],
        help: "'show worst' shows the rows with the largest loss of their own")
    }
    try rows.check(objective.fit.data, facts, at)
    return objective
  }

  func shape(_ objective: FoundObjective, _ facts: Facts) -> SubjectShape { .number }

  func value(_ objective: FoundObjective, _ state: State) -> SubjectValue {
    .rows([[Double(Classification(rows.dataset(objective.fit.data, state), objective, state).errors.count)]])
  }

  func outputs(_ objective: FoundObjective, _ state: State, isFull: Bool) -> [Output] {
    let dataset = rows.dataset(objective.fit.data, state)
    let found = Classification(dataset, objective, state)
    let (count, all) = (found.errors.count, counted(dataset.inputs.rows, "row"))
    let share = formatted(100 * Double(count) / Double(dataset.inputs.rows), decimals: 2)
    let remark = count == 0 ? "" : " (\(share) %)"
    let sentence = "\(count) of \(all)\(rows.place) \(count == 1 ? "is" : "are") taken for another class\(remark)."
    return [.note(sentence)] + (count == 0 ? [] : [list(of: found, dataset, state, isFull: isFull)])
  }

  /// The rows themselves.
  private func list(of found: Classification, _ dataset: Dataset, _ state: State, isFull: Bool) -> Output {
    guard let shape = dataset.pictureShape else {
      return .table(table(of: found, dataset, state, isFull: isFull))
    }
    let name = { (index: Int) in state.className(index) ?? String(index) }
    var pictures = state.pictures(dataset, shape, rows: found.errors, areAllWanted: isFull) { row in
      "\(name(found.classes[row])) taken for \(name(found.predicted[row]))"
    }
    pictures.areTitlesWhole = true
    return .pictures(pictures)
  }

  /// A row each, with both classes and what the network gives for them.
  private func table(of found: Classification, _ dataset: Dataset, _ state: State, isFull: Bool) -> Table {
    let seen = SeenRows(at: found.errors, isFull: isFull)
    let predictions = state.predictions(from: state.evaluation(dataset, seen).outputs)
    let classes = { (position: Int) in
      let row = seen.places[position]
      return (own: found.classes[row], predicted: found.predicted[row])
    }
    let values: State.Columns
    if predictions.columns == 1 {
      values = state.columns(state.outputHeadings(1), predictions)
    } else {
      let symbol = state.isSoftmaxed ? "p" : "y"
      let headings = state.toldApart(["\(symbol)(true)", "\(symbol)(predicted)"])
      values = State.Columns(headings: headings.map { Table.Column($0) }) { position in
        let (own, predicted) = classes(position)
        return [own, predicted].map { state.cell(predictions[position, $0], isWhole: false) }
      }
    }
    return state.sampleTable(
      [
        state.columns(ofInputs: dataset, seen, most: State.fewInputs, isNumbered: true),
        state.classColumn("true") { classes($0).own }, state.classColumn("predicted") { classes($0).predicted },
        values,
      ], seen, nil, isFull: isFull)
  }
}

/// The class of every row, and the one that it is taken for.
private struct Classification {
  /// The class of every row, counted from 0.
  let classes: [Int]
  /// The class that every row is taken for.
  let predicted: [Int]
  /// The places of the rows where these differ.
  let errors: [Int]

  init(_ dataset: Dataset, _ found: FoundObjective, _ state: State) {
    let targets = state.fitted(dataset.targets, found.fit)
    let assessment = Assessment(state.network, inputs: dataset.inputs, targets: targets, objective: found.objective)
    let classes = (0..<targets.rows).map { predictedClass(targets, row: $0) }
    (self.classes, predicted) = (classes, assessment.classes)
    errors = classes.indices.filter { classes[$0] != assessment.classes[$0] }
  }
}
