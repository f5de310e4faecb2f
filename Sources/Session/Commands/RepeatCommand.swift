import Engine
import Language
import Outputs

/// `repeat 3 … end`: runs commands several times.
struct RepeatCommand: SessionCommand {
  private let count: Int
  private let body: Arguments.Body?

  static let form = Form(
    "repeat", "run commands several times, one time after the other",
    [.positional("count", .integer(0...1000), "how many times; none is allowed")],
    block: Form.Block(.commands),
    details: """
      The commands stand between it and `end`, and act on the session as if they were written so often. All of it is one \
      step for `undo`. In a sweep the count may be a name, so that depths are compared.
      """,
    examples: ["repeat 3\n  layer affine 8 8\n  layer relu\nend"],
    misuses: [
      .init("repeat", "repeat needs COUNT, a whole number"),
      .init("repeat 2", "the block is never closed"),
    ])
  static let effect = Effect.changes([.settings, .data, .widths, .weights, .loss, .training, .runs, .sweep])
  static let needs = Set.results.union([.settings, .weights])

  init(_ arguments: Arguments) { (count, body) = (arguments.integer("count"), arguments.body) }

  /// The most that the commands of nested blocks are run.
  private static let mostRepetitions = 10_000

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> Facts {
    let before = facts
    facts.repetitions *= max(count, 1)
    guard facts.repetitions <= Self.mostRepetitions else {
      throw Diagnostic(
        "the commands would be run \(facts.repetitions) times, and at most \(Self.mostRepetitions) times is allowed",
        at: at["count"], help: "'train 1000' repeats steps by itself")
    }
    for _ in 0..<count where !Interruption.isRequested { try body?.check(&facts) }
    facts.repetitions = before.repetitions
    return before
  }

  func run(_ before: Facts, _ state: inout State, _ context: inout RunContext) throws(Diagnostic) {
    state.facts = before
    for _ in 0..<count where !context.host.interruption.isRequested { try body?.run(&state, &context) }
  }
}
