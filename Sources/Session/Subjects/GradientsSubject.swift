import Engine
import Language
import Outputs

/// `show gradients`: the gradient of the loss at the present weights.
struct GradientsSubject: Subject {
  /// The parameter, nil for all that have a gradient.
  private let name: ParameterName?
  private let row: Int?

  static let form = Form(
    "gradients", synonyms: ["gradient"], "the gradient of the loss at the present weights",
    [.positional("parameter", .word(ParameterName.pattern), isOptional: true, "of this parameter only"), .row])

  init(_ word: String, _ arguments: Arguments) {
    name = arguments.word(ifGiven: "parameter").flatMap { ParameterName($0) }
    row = arguments.integer(ifGiven: "row")
  }

  var description: String { "gradients" + (name.map { " \($0)" } ?? "") + onRow(row) }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundObjective {
    let objective = try facts.requireObjective(at)
    if let name {
      try facts.requireParameter(name, at, "parameter")
      guard name.role.isLearnt else {
        throw Diagnostic(
          "\(name) follows the batches and has no gradient", at: at["parameter"],
          help: "gamma\(name.layer) and beta\(name.layer) have one")
      }
    }
    try facts.requireRow(row, at)
    return objective
  }

  func shape(_ objective: FoundObjective, _ facts: Facts) -> SubjectShape { .rows(facts.rowLengths(where: isMeant)) }

  func value(_ objective: FoundObjective, _ state: State) -> SubjectValue {
    .rows(blocks(objective, state).flatMap { $0.matrix.allRows })
  }

  func outputs(_ objective: FoundObjective, _ state: State, isFull: Bool) -> [Output] {
    blocks(objective, state).map { block, matrix -> Output in
      let suffix = row.map { " on row \($0)" } ?? ""
      return .table(state.parameterTable(block, matrix, of: "Gradient of ", on: suffix, isFull: isFull))
    }
  }

  private func isMeant(_ parameter: ParameterName) -> Bool {
    name.map { $0 == parameter } ?? parameter.role.isLearnt
  }

  private func blocks(
    _ objective: FoundObjective, _ state: State
  ) -> [(block: ParameterBlock, matrix: Matrix)] {
    let gradients = state.gradients(objective, row: row)
    return state.blocks(where: isMeant).map { ($0, gradients.values(of: $0)) }
  }
}

extension State {
  /// The gradients on all rows, or on one of them counted from 1.
  func gradients(_ found: FoundObjective, row: Int?) -> Gradients {
    let dataset = dataset(found.fit.data)
    var (inputs, targets) = (dataset.inputs, fitted(dataset.targets, found.fit))
    if let row { (inputs, targets) = (inputs.slice(row: row - 1), targets.slice(row: row - 1)) }
    return Gradients(network, inputs: inputs, targets: targets, objective: found.objective)
  }
}
