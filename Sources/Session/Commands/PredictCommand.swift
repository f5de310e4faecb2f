import Language
import Outputs

/// `predict 0 1`: shows the prediction for one sample.
struct PredictCommand: SessionCommand {
  private let inputs: [Double]

  static let form = Form(
    "predict", "show the prediction for one sample", [.positional("inputs", .numbers, "one number an input")],
    details: "A row of the data is shown with its prediction by `show predictions row 1`.",
    examples: ["predict 0 1"],
    misuses: [
      .init("predict", "predict needs numbers"),
      .init("predict 0 inf", "inputs must be finite numbers"),
    ])
  static let effect = Effect.looks
  static let needs: Set = [Part.widths]

  init(_ arguments: Arguments) { inputs = arguments.numbers("inputs") }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) {
    let network = try facts.requireNetwork(at)
    guard inputs.count == network.inputs else {
      throw Diagnostic(
        "the network takes \(counted(network.inputs, "input")), not \(inputs.count)", at: at.head,
        notes: [.init("the network's inputs were set here", at: network.first.inputsPlace)],
        help: "a row of the data needs no numbers: 'show predictions row 1'")
    }
  }

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) {
    context.emit(.table(state.prediction(for: inputs)))
  }
}
