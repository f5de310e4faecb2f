import Language
import Outputs

/// `plot loss`: draws a picture.
struct PlotCommand: SessionCommand {
  private let picture: any Picture
  private let title: String?

  static let form = Form(
    "plot", "draw a picture",
    [
      .positional("picture", PictureTable.type, "what to draw"),
      .keyword("title", .literal, unlessSaid: "what it shows", "what stands above it, in quotes"),
    ],
    details: """
      In a report on standard output a plot is text; with `-o` it is an SVG file beside the report. Below it, or as its \
      alternative text, stands in a sentence what is to be seen in it. A few values that are far larger than all others \
      are cut off, which a remark says. The loss is drawn through the first and the last step and at most 512 evenly \
      spread between them, beside the rows of the log, however a training ended; over all trainings every other point \
      goes where there are more than 65536. Accuracy is looked at for the rows of the log: where a step sees all rows \
      that there are, on these, and otherwise on the first 250 at most, no oftener than the steps between have seen as \
      many.
      """,
    examples: ["plot loss", "plot loss log title \"Descent\"", "plot runs from 100 to 1000 smooth 5"],
    misuses: [.init("plot los", "unknown plot 'los'")])
  static let effect = Effect.looks
  static let needs = Set.results

  init(_ arguments: Arguments) {
    picture = PictureTable.picture(arguments.form("picture"))
    title = arguments.literal(ifGiven: "title")?.text
  }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> Drawing {
    try picture.checked(facts, at)
  }

  func run(_ draw: Drawing, _ state: inout State, _ context: inout RunContext) throws(Diagnostic) {
    var plot = try draw(state)
    if let title { plot.title = title }
    context.emit(.plot(plot))
  }
}
