import Engine
import Language

/// `load "xor.safetensors"`: reads the weights from a file, and the network where there is none.
struct LoadCommand: SessionCommand {
  private let path: String

  static let form = Form(
    "load", "read the weights from a file, and the network where there is none",
    [
      .positional(
        "file", .path(.file(".safetensors", ".npz", ".npy")),
        "a .safetensors, .npz or .npy file in the notebook's folder or below it; typed, anywhere")
    ],
    details: """
      Where there is no network yet, that of the file is built: its layers, its precision and its loss, as `save` has \
      written them. Otherwise the file must hold all that `save` writes, by name and each of its shape; a bias may be one \
      row. An .npy file holds one array, which must be all of it one after the other. What the file says of the samples \
      that the weights learned from comes back too: `predict` names columns and classes as they were, and normalizes its \
      inputs as they were normalized. Data that `normalize` has not touched, here and chosen later, is put on the same \
      scale. What an optimizer remembers and the history are forgotten, and `rewind` goes back to the weights that were \
      drawn, or to those of a network that was built from the file. Rows kept back by `split` are the same as before only \
      after the same seed and the same commands.
      """,
    examples: ["load \"xor.safetensors\"", "load \"weights.npz\""],
    misuses: [
      .init("load", "load needs a file or folder in quotes"),
      .init("load xor", "file must be in quotes, not 'xor'"),
    ])
  // Raw data may go on another scale too, but it was counted when it was chosen, and is no part that a mistake here leaves unknown.
  static let effect = Effect.changes([.widths, .weights, .loss])
  static let needs: Set = [Part.widths]

  init(_ arguments: Arguments) { path = arguments.path("file") }

  /// Finds out whether the network is to be built.
  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> Bool {
    try facts.requireInside(path, at, "file")
    let file = try facts.savedFile(path, at: at["file"])
    let builds = facts.layers.isEmpty
    if builds {
      if file == nil { try facts.requireFile(path, at: at["file"]) }
      if let model = file?.model {
        facts.declare(model, at)
      } else if let layers = facts.files.affineLayers(of: path) {
        throw Diagnostic(
          "there is no network yet", at: at.head,
          help: "its layers with weights are \(layers); declare them with what lies between them")
      }
    }
    _ = try facts.requireNetwork(at)
    if let file { try facts.requireArrays(file.shapes, in: facts.files.name(of: path), at: at["file"]) }
    if let model = file?.model { facts.takeLoss(of: model, at) }
    facts.isTrained = false
    facts.takeScale(isNormalized: file?.isNormalized, asInitial: builds, at)
    return builds
  }

  func run(_ builds: Bool, _ state: inout State, _ context: inout RunContext) throws(Diagnostic) {
    let (file, place) = (try context.file(path, "file"), context.at["file"])
    let (contents, model) = try state.readWeights(file, named: path, at: place)
    if builds {
      guard let model, state.facts.declares(model) else {
        throw Diagnostic("\(file.name) is another file than it was a moment ago", at: place, help: "load it again")
      }
      let values = try state.values(in: contents, of: file.name, at: place)
      state.network = Network(model.layers, model.precision)
      state.network.replaceValues(values)
      state.network.keepAsInitial()
    } else {
      state.network.replaceValues(try state.values(in: contents, of: file.name, at: place))
    }
    let what = contents.format == .npy ? "all parameters" : contents.tensors.map(\.name).joined(separator: ", ")
    context.note("Loaded \(what) from \(file.name).")
    for remark in state.remarks(on: model, of: file.name, isBuilt: builds, before: context.before) {
      context.note(remark)
    }
    if state.stepsMade == 0, state.dataset?.test?.isDrawn ?? false {
      context.note(
        "The file does not tell which rows these weights were trained on: rows of this split's test part may be among them."
      )
    }
    state.forgetTraining()
    state.hasLoaded = true
    state.hasDrawnUnseeded = false  // nothing of what was drawn is left
    state.learned = model?.samples.map { State.Learned(samples: $0, isFromFile: true) }
    if builds { state.initiallyLearned = state.learned }
    state.facts.takeScale(isNormalized: model?.samples?.isNormalized, asInitial: builds, context.at)
    if model?.samples == nil, state.dataset?.normalisations.isEmpty == false {
      context.note(
        "\(file.name) does not tell on which scale the inputs were that these weights learned from; those of the data are "
          + "normalized.")
    }
    try state.fitDataToLoadedWeights(&context)
  }
}
