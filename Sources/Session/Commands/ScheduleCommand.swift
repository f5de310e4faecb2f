import Engine
import Language

/// `schedule cosine`: chooses how the learning rate changes over a training.
struct ScheduleCommand: SessionCommand {
  private let schedule: State.Schedule

  private static let kinds = Options<LearningRate.Schedule>(
    "schedule",
    [
      .init(Form("constant", "always lr, until this command")) { _ in .constant },
      .init(
        Form(
          "step", "multiplied by a factor after every so many steps (StepLR)",
          [
            .positional("every", .integer(1...1_000_000_000_000), "the steps"),
            .positional("factor", .number(.positive), "the factor"),
          ])
      ) { .step(every: $0.integer("every"), factor: $0.number("factor")) },
      .init(
        Form(
          "exponential", "multiplied by a factor after every step (ExponentialLR)",
          [.positional("factor", .number(.positive), "the factor")])
      ) { .exponential(factor: $0.number("factor")) },
      .init(
        Form("cosine", "half a cosine from lr down to 0 over the training (Loshchilov and Hutter 2017)")
      ) { _ in .cosine },
    ])

  static let form = Form(
    "schedule", "choose how the learning rate changes over a training",
    [
      .positional("kind", kinds.type, "the change"),
      .keyword("warmup", .integer(1...1_000_000_000_000), "steps at the start in which the rate grows in equal parts"),
    ],
    details: "Steps are counted from the start of each training.",
    examples: ["schedule cosine warmup 100", "schedule step 1000 0.5", "schedule constant"],
    misuses: [
      .init("schedule cosin", "unknown schedule 'cosin'"),
      .init("schedule step 0 0.5", "every must be at least 1"),
    ])
  static let effect = Effect.sets([.settings])
  static let needs: Set<Part> = []

  init(_ arguments: Arguments) {
    schedule = State.Schedule(
      schedule: Self.kinds.value(arguments.form("kind")), warmUp: arguments.integer(ifGiven: "warmup") ?? 0)
  }

  func check(_ facts: inout Facts, _ at: Places) {}

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) { state.schedule = schedule }
}
