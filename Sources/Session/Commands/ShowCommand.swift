import Engine
import Language
import Outputs

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
    details: """
      r2 is 1 - SS_res / SS_tot of each target column, averaged over the columns, as scikit-learn's r2_score: 1 where all is \
      right, 0 where the mean of the targets does as well, and less where it does better. A column whose targets are all \
      the same counts as 1 where every prediction is right, and as 0 otherwise. The loss of a row of its own is that of \
      data that has this row alone, as `show loss row 2` shows it. Where a column of the data has the name of one \
      of the network's, the network's is followed by `(network)`. Where not all columns fit, those in the middle are left \
      out; targets and the class predicted stay as long as there is room for them.
      """,
    examples: [
      "show hidden", "show W1", "show gradients W1 row 2", "show history full", "show errors", "show worst 5 test",
      "show test_r2",
    ],
    misuses: [
      .init("show wieghts", "unknown value 'wieghts'"),
      .init("show hidden 0", "layer must be at least 1"),
      .init("show worst 0", "count must be at least 1"),
      .init("show worst 1..3", "unexpected '..'"),
      .init("show errors row 2", "unexpected 'row'"),
    ])
  static let effect = Effect.looks
  static let needs = Set.results

  init(_ arguments: Arguments) {
    (subject, isFull) = (SubjectTable.subject(arguments.form("subject")), arguments.has("full"))
  }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> CheckedSubject {
    let checked = try subject.checked(facts, at)
    if isFull, case .rows(let lengths?) = checked.shape {
      let count = lengths.reduce(0, +)
      try facts.requireMemoryBeside(
        MemoryNeed(tableOf: 1, by: count), for: "a table of \(counted(count, "value"))", at: at.head)
    }
    return checked
  }

  func run(_ checked: CheckedSubject, _ state: inout State, _ context: inout RunContext) {
    context.emit(checked.outputs(state, isFull))
  }
}
