import Language

/// `load "xor.safetensors"`: reads the weights from a file.
struct LoadCommand: SessionCommand {
  private let path: String

  static let form = Form(
    "load", "read the weights from a file",
    [
      .positional(
        "file", .path(.file(".safetensors", ".npz", ".npy")),
        "a .safetensors, .npz or .npy file in the notebook's folder or below it; typed, anywhere")
    ],
    details: """
      The file must hold all that `save` writes, by name and each of its shape; a bias may be one row. An .npy file holds \
      one array, which must be all of it one after the other. What an optimizer \
      remembers and the history are forgotten, and `rewind` goes back to the weights that were drawn. Rows kept back by \
      `split` are the same as before only after the same seed and the same commands.
      """,
    examples: ["load \"xor.safetensors\"", "load \"weights.npz\""],
    misuses: [.init("load", "load needs a file or folder in quotes")])
  static let effect = Effect.changes([.weights])
  static let needs: Set = [Part.widths]

  init(_ arguments: Arguments) { path = arguments.path("file") }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) {
    try facts.requireInside(path, at, "file")
    if facts.layers.isEmpty, let layers = facts.files.affineLayers(of: path) {
      throw Diagnostic(
        "there is no network yet", at: at.head,
        help: "its layers with weights are \(layers); declare them with what lies between them")
    }
    _ = try facts.requireNetwork(at)
    facts.isTrained = false
  }

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) throws(Diagnostic) {
    let file = try context.file(path, "file")
    context.note(try state.loadWeights(file, named: path, at: context.at["file"]))
    if state.stepsMade == 0, state.dataset?.test?.isDrawn ?? false {
      context.note(
        "The file does not tell which rows these weights were trained on: rows of this split's test part may be among them."
      )
    }
    state.forgetTraining()
    state.hasLoaded = true
    state.hasDrawnUnseeded = false  // nothing of what was drawn is left
  }
}
