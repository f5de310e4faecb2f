import Language

/// `diagnose`: says what is wrong with a run, with the numbers that say so and a cure; `diagnose try` tries the cures.
struct DiagnoseCommand: SessionCommand {
  private let tries: Bool

  static let form = Form(
    "diagnose", "say what is wrong with a run, with evidence and cures",
    [.flag("try", "try each cure in a copy of the session, and say what it changes")],
    details: """
      The last training is looked at with all its numbers: the course of its loss, the outputs and the gradients of every \
      layer now and at the start, the length of its steps. Each finding says what was measured and where. The one that is \
      the cause has a cure that can be typed as it stands; what comes of it, and what no cure is known of, has none. What is no failure is not told: units that are dead in a network that has learned \
      what there was to learn do no harm. `try` runs the cures in a copy, each for at most \
      \(Thresholds.mostTrialSteps) steps, and leaves the session as it is. The kinds of findings are \
      \(Finding.Kind.allCases.map(\.rawValue).joined(separator: ", ")); `expect findings = "plateau"` holds a notebook to \
      them, and `expect findings = "none"` to a healthy run.
      """,
    examples: ["diagnose", "diagnose try"],
    misuses: [.init("diagnose all", "unexpected 'all'")])
  static let effect = Effect.looks
  static let needs: Set = [Part.data, .widths, .loss, .training]

  init(_ arguments: Arguments) { tries = arguments.has("try") }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> FoundObjective {
    try facts.requireDiagnosable(at)
  }

  func run(_ objective: FoundObjective, _ state: inout State, _ context: inout RunContext) throws(Diagnostic) {
    guard let diagnosis = state.diagnosis(objective) else { return }
    context.emit(diagnosis.outputs)
    guard tries else { return }
    CureTrials(diagnosis, state, objective).run(&context)
  }
}
