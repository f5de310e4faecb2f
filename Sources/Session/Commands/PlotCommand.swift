import Language

/// `plot loss`: draws a picture.
struct PlotCommand: SessionCommand {
  private let subject: any PlottedSubject

  static let form = Form(
    "plot", "draw a picture", [.positional("subject", SubjectTable.plotType, "what to draw")],
    details: "In a report on standard output a plot is text; with `-o` it is an SVG file beside the report.",
    examples: ["plot loss"],
    misuses: [.init("plot los", "unknown plot 'los'")])
  static let effect = Effect.looks
  static let needs = Set.results

  init(_ arguments: Arguments) { subject = SubjectTable.plotted(arguments.form("subject")) }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) { try subject.checkPicture(facts, at) }

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) {
    context.emit(subject.picture(state))
  }
}
