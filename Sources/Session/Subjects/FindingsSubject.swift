import Language
import Outputs

/// `show findings`: the kinds of what is wrong with the run, as `diagnose` finds it.
struct FindingsSubject: Subject {
  static let form = Form("findings", "what diagnose finds wrong, in words; none for a healthy run")

  init(_ word: String, _ arguments: Arguments) {}

  var description: String { "findings" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundObjective {
    let objective = try facts.requireDiagnosable(at)
    guard !facts.hasOtherData else {
      throw Diagnostic(Diagnosis.otherData, at: at.head, help: "train again: 'train 1000 lr 0.1'")
    }
    return objective
  }

  func shape(_ objective: FoundObjective, _ facts: Facts) -> SubjectShape { .text }

  func value(_ objective: FoundObjective, _ state: State) -> SubjectValue { .text(words(objective, state)) }

  func outputs(_ objective: FoundObjective, _ state: State, isFull: Bool) -> [Output] {
    [.note("Findings: \(words(objective, state)).")]
  }

  private func words(_ objective: FoundObjective, _ state: State) -> String {
    state.diagnosis(objective)?.words ?? "none"
  }
}

extension Facts {
  /// Data, a network and a loss that fit, and a training that has used them.
  func requireDiagnosable(_ at: Places) throws(Diagnostic) -> FoundObjective {
    let objective = try requireObjective(at)
    try requireHistory(at)
    return objective
  }
}

extension State {
  /// What is wrong with the run; nil if there was no training.
  func diagnosis(_ found: FoundObjective) -> Diagnosis? { lastTraining.map { Diagnosis(self, found, $0) } }
}
