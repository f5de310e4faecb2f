import Language
import Outputs

/// `show W1`: one parameter or running statistic.
struct ParameterSubject: Subject {
  private let name: ParameterName

  static let form = Form(
    "W1", "one parameter, also b1, W2 and so on; of batch_norm gamma1, beta1, running_mean1, running_var1",
    pattern: ParameterName.pattern)

  init(_ word: String, _ arguments: Arguments) {
    guard let name = ParameterName(word) else { preconditionFailure("'\(word)' is no parameter's name") }
    self.name = name
  }

  var description: String { name.description }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) { try facts.requireParameter(name, at, "subject") }

  func shape(_ ready: Void, _ facts: Facts) -> SubjectShape { .rows(facts.rowLengths { $0 == name }) }

  func value(_ ready: Void, _ state: State) -> SubjectValue { .rows(state.parameterRows { $0 == name }) }

  func outputs(_ ready: Void, _ state: State, isFull: Bool) -> [Output] {
    state.parameterTables(isFull: isFull) { $0 == name }
  }
}

extension Facts {
  /// A parameter or running statistic of the network.
  func requireParameter(_ name: ParameterName, _ at: Places, _ argument: String) throws(Diagnostic) {
    _ = try requireNetwork(at)
    guard !parameters.contains(where: { $0.name == name }) else { return }
    let kind = "\(name.role.layer) layer"
    let last = parameters.last { $0.name.role == name.role }?.name
    throw Diagnostic(
      "there is no \(name): the network has \(last.map { counted($0.layer, kind) } ?? "no \(kind)")",
      at: at[argument], help: last.map { "the last one is \($0)" } ?? "add one: 'layer batch_norm'")
  }

  /// The lengths of the rows of some parameters, one after the other.
  func rowLengths(where isMeant: (ParameterName) -> Bool) -> [Int] {
    parameters.filter { isMeant($0.name) }.flatMap { Array(repeating: $0.columns, count: $0.rows) }
  }
}
