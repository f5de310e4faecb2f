import Engine
import Language

/// `precision float32`: chooses the floating-point type of the network.
struct PrecisionCommand: SessionCommand {
  private let precision: Precision

  private static let types = Options<Precision>(
    "precision",
    [
      .init(Form("float64", synonyms: ["double"], "64 bits, about 16 decimal digits; the default")) { _ in .float64 },
      .init(Form("float32", synonyms: ["single"], "32 bits, about 7 decimal digits")) { _ in .float32 },
    ])

  static let form = Form(
    "precision", "choose the floating-point type of the network",
    [.positional("type", types.type, "the type of weights, activations and gradients")],
    details: "It must stand before the first layer. Random values are drawn in float64 and rounded.",
    examples: ["precision float32"],
    misuses: [.init("precision float16", "unknown precision 'float16'")])
  static let effect = Effect.sets([.settings])
  static let needs: Set<Part> = []

  init(_ arguments: Arguments) { precision = Self.types.value(arguments.form("type")) }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) {
    if let first = facts.layers.first {
      throw Diagnostic(
        "the precision must be chosen before the first layer", at: at.head,
        notes: [.init("the first layer was declared here", at: first.place)], help: "'reset' removes the network")
    }
    facts.precision = precision
  }

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) {
    state.network = Network(precision: precision)
  }
}

extension Precision {
  /// The precision as the language names it.
  var name: String {
    switch self {
    case .float32: "float32"
    case .float64: "float64"
    }
  }
}
