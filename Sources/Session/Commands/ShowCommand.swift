import Language

/// `show hidden`: shows a value.
struct ShowCommand: SessionCommand {
  let subject: any Subject
  private let isFull: Bool

  static let form = Form(
    "show", "show a value",
    [
      .positional("subject", SubjectTable.type, "what to show"),
      .flag("full", "every row and column, however many there are"),
    ],
    examples: ["show hidden", "show W1", "show gradients W1 row 2", "show history full"],
    misuses: [
      .init("show wieghts", "unknown value 'wieghts'"),
      .init("show hidden 0", "layer must be at least 1"),
    ])
  static let effect = Effect.looks
  static let needs = Set.results

  init(_ arguments: Arguments) {
    (subject, isFull) = (SubjectTable.subject(arguments.form("subject")), arguments.has("full"))
  }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> CheckedSubject {
    try subject.checked(facts, at)
  }

  func run(_ checked: CheckedSubject, _ state: inout State, _ context: inout RunContext) {
    context.emit(checked.outputs(state, isFull))
  }
}
