import Engine
import Language

/// `check gradients`: holds the gradient of every parameter against differences of the loss.
struct CheckCommand: SessionCommand {
  static let form = Form(
    "check", "hold what the network computes against another way of computing it",
    [
      .positional(
        "what",
        .choice(
          "thing to check",
          [Form("gradients", synonyms: ["gradient"], "the gradient of every parameter against differences of the loss")]
        ),
        "what to check")
    ],
    details: """
      A gradient a is held against n, the central difference of the loss as the parameter moves a little to either side; \
      both in float64. The relative error is |a - n| / max(|a| + |n|, m), where m is a hundredth of the largest gradient, \
      or what rounding alone makes of n if that is more. Gradients agree up to \(GradientCheck.tolerance.plain). Where a unit of relu, leaky_relu or \
      elu changes sides within the step, its slope jumps and n says nothing: such values are counted and set aside. The loss is \
      taken over the first \(GradientCheck.mostRows) rows, or fewer, and of large networks some values of every parameter are checked, spread \
      evenly; the table says how many. Dropout drops nothing and batch_norm takes its running statistics, as in `show \
      gradients`. `gradient_error` is the largest relative error: `expect gradient_error < 1e-6`.
      """,
    examples: ["check gradients"],
    misuses: [
      .init("check", "check needs a thing to check"),
      .init("check weights", "unknown thing to check 'weights'"),
    ])
  static let effect = Effect.looks
  static let needs: Set = [Part.data, .widths, .loss]

  init(_ arguments: Arguments) {}

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> FoundObjective { try facts.requireObjective(at) }

  func run(_ objective: FoundObjective, _ state: inout State, _ context: inout RunContext) {
    context.emit(state.outputs(of: state.gradientCheck(objective)))
  }
}
