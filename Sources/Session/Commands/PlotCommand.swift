import Language

/// `plot loss`: draws a picture.
struct PlotCommand: SessionCommand {
  private let subject: any PlottedSubject

  static let form = Form(
    "plot", "draw a picture", [.positional("subject", SubjectTable.plotType, "what to draw")],
    details: """
      In a report on standard output a plot is text; with `-o` it is an SVG file beside the report. \
      The loss is drawn through the first and the last step and at most 512 evenly spread between them, beside the rows of \
      the log, however a training ended; over all trainings every other point goes where there are more than 65536. \
      Accuracy is looked at for the rows of the log: where a step sees all rows that there are, on these, and otherwise on \
      the first 1000 at most, no oftener than the steps between have seen as many.
      """,
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
