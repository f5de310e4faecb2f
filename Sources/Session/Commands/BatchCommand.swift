import Engine
import Language

/// `batch 100`: chooses the rows that the steps of the trainings to come see.
struct BatchCommand: SessionCommand {
  private let request: BatchRequest

  static let form = Form(
    "batch", "choose the rows that the steps of the trainings to come see",
    [.positional("size", .integer(1...10_000_000), "rows of a step")]
      + BatchRequest.flags([
        .shuffle: "every row once an epoch, in a new order",
        .replace: "drawn for every step with replacement, as NumPy's choice does",
        .fixed: "drawn now, with replacement, and the same in every step",
      ]),
    details: """
      `train … batch` says the same for one training, and draws a fixed batch when it starts. Where the rows of a fixed \
      batch are drawn before the weights, use this command before the layers. New data, and reset, end it; split, take and \
      shuffle would change the rows that a fixed batch was drawn from, and are errors after it.
      """,
    examples: ["batch 100", "batch 10 replace", "batch 10 fixed"],
    misuses: [.init("batch 0", "size must be at least 1"), .init("batch 10 random", "unexpected 'random'")])
  static let effect = Effect.sets([.settings])
  static let needs: Set = [Part.data]

  init(_ arguments: Arguments) { request = BatchRequest(size: arguments.integer("size"), arguments) }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> FoundData {
    let data = try facts.requireData(at)
    facts.batch = try facts.requireBatch(request, at)
    if request.order == .fixed { facts.batch?.fixedAt = at.head }
    return data
  }

  func run(_ data: FoundData, _ state: inout State, _ context: inout RunContext) {
    state.batchOrder = state.order(of: request, data, &context)
  }
}
