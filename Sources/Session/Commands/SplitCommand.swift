import Datasets
import Language

/// `split test 0.2`: keeps some rows of the data back to test on.
struct SplitCommand: SessionCommand {
  private let share: Double

  /// The share unless another is said.
  static let standard = "0.2"

  static let form = Form(
    "split", "keep some rows of the data back to test on",
    [.keyword("test", .number(.share), default: standard, "the share of the rows, between 0 and 1")],
    details: """
      The rows kept back are the last ones of a permutation drawn from the random stream. Trainings do not see them; the \
      log shows the loss and the accuracy on them. Split before training, and where saved weights are to be tested, after the \
      same commands as before: the stream decides which rows are kept back.
      """,
    examples: ["split test 0.2"],
    misuses: [.init("split test 1", "test must be less than 1"), .init("split 0.2", "unexpected '0.2'")])
  static let effect = Effect.changes([.data])
  static let needs: Set = [Part.data]

  init(_ arguments: Arguments) { share = arguments.number("test") }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> FoundData {
    try facts.refuseFixedBatch(at)
    let found = try facts.requireDataToCopy(at)
    facts.hasOtherData = true
    guard var data = found.facts else { return found }
    if data.hasTest {
      throw Diagnostic(
        "the data has a test part already", at: at.head, notes: [data.note],
        help: "for another one choose the data again, and then split it")
    }
    guard data.rows > 1 else { throw Diagnostic("one row cannot be split", at: at.head, notes: [data.note]) }
    data.split(test: share)
    facts.data = .known(data)
    return found
  }

  func run(_ found: FoundData, _ state: inout State, _ context: inout RunContext) throws(Diagnostic) {
    context.noteMissingSeed(&state)
    if state.stepsMade > 0 || state.hasLoaded {
      context.note(
        "The weights are older than this split: rows that are now for testing may be among those they were trained on.")
    }
    try state.changeRows(found, &context) { dataset, stream throws(DatasetError) in
      try dataset.split(test: share, from: &stream)
    }
  }
}
