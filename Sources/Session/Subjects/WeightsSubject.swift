import Language
import Outputs

/// `show weights`: W of every affine layer.
struct WeightsSubject: Subject {
  static let form = Form("weights", "W of every affine layer")

  init(_ word: String, _ arguments: Arguments) {}

  var description: String { "weights" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) { _ = try facts.requireNetwork(at) }

  func shape(_ ready: Void, _ facts: Facts) -> SubjectShape { .rows(facts.rowLengths { $0.role == .weights }) }

  func value(_ ready: Void, _ state: State) -> SubjectValue { .rows(state.parameterRows { $0.role == .weights }) }

  func outputs(_ ready: Void, _ state: State, isFull: Bool) -> [Output] {
    state.parameterTables(isFull: isFull) { $0.role == .weights }
  }
}
