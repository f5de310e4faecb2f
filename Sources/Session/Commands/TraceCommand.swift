import Engine
import Language

/// `trace row 2 lr 0.5`: follows a row through the network and back, number by number.
struct TraceCommand: SessionCommand {
  /// The row, counted from 1; nil for all of them.
  private let row: Int?
  private let learningRate: Double?
  private let isFull: Bool

  static let form = Form(
    "trace", "follow a row through the network and back, number by number",
    [
      .positional(
        "what",
        .choice(
          "thing to trace",
          [
            Form(
              "row", "one row of the data",
              [.positional("number", .integer(1...Int(Int32.max)), "the row, counted from 1")]),
            Form("batch", "all rows of the data, whose gradients are summed as a step on all of them does"),
          ]), "what to follow"),
      .keyword(
        "lr", synonyms: ["learning_rate"], .number(.positive),
        "the learning rate of a step of plain descent, which is shown too"),
      .flag("full", "every row and column, however many there are"),
    ],
    details: """
      Nothing is changed by it. Above each table stand its formulas, in which x is an input, z the sum of a unit, h what a \
      hidden unit gives, y an output and t its target; L is the loss that is followed, delta is ∂L/∂z. The gradients are those of `show gradients \
      row 2`, or for a batch of `show gradients`, to the bit, and the new values those that `train 1` gives with `optimizer \
      sgd`. Dropout drops nothing and batch_norm takes its running statistics.
      """,
    examples: ["trace row 1", "trace row 2 lr 0.5", "trace batch lr 0.1"],
    misuses: [
      .init("trace", "trace needs a thing to trace"),
      .init("trace row 0", "number must be at least 1"),
      .init("trace row 1 lr 0", "lr must be greater than 0"),
    ])
  static let effect = Effect.looks
  static let needs: Set = [Part.data, .widths, .loss]

  init(_ arguments: Arguments) {
    row = arguments.form("what").arguments.integer(ifGiven: "number")
    (learningRate, isFull) = (arguments.number(ifGiven: "lr"), arguments.has("full"))
  }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> FoundObjective {
    let objective = try facts.requireObjective(at, rows: row.map { _ in 1 })
    try facts.requireRow(row, at, "number")
    return objective
  }

  func run(_ objective: FoundObjective, _ state: inout State, _ context: inout RunContext) {
    let tables = TraceTables(state, objective, row: row, learningRate: learningRate, isFull: isFull)
    context.emit(tables.outputs)
  }
}
