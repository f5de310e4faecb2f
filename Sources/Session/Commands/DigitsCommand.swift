import Language

/// `digits 8`: sets the decimals of the numbers shown.
struct DigitsCommand: SessionCommand, Equatable {
  let number: Int

  /// The decimals until this command.
  static let standard = 4

  static let form = Form(
    "digits", "set the decimals of the numbers shown",
    [.positional("number", .integer(0...17), "decimals after the point; \(standard) until this command")],
    details: """
      Numbers stand with fixed decimals; where that would show nothing but zeros of a number that is not zero, or more \
      digits than a number has, the number is shown as in 3.1134e-06.
      """,
    examples: ["digits 8"],
    misuses: [.init("digits 30", "number must be at most 17")])
  static let effect = Effect.sets([.settings])
  static let needs: Set<Part> = []

  init(_ arguments: Arguments) { number = arguments.integer("number") }

  func check(_ facts: inout Facts, _ at: Places) {}

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) { state.decimals = number }
}
