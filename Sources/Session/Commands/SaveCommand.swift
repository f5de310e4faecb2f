import Datasets
import Language
import Outputs
import WeightFiles

/// `save "xor.safetensors"`, `save notebook "x.nnb"`: writes the weights, or the session as a notebook, to a file.
struct SaveCommand: SessionCommand {
  private let isNotebook: Bool
  private let path: String
  private let replaces: Bool

  static let form = Form(
    "save", "write the weights, or the session as a notebook, to a file",
    [
      .positional(
        "what",
        .choice(
          "thing to save",
          [
            Form("weights", "all parameters and running statistics, as without this word"),
            Form("notebook", "the commands of the session"),
          ]), isOptional: true, "what the file is to hold"),
      .positional(
        "file", .path(.file(".safetensors", ".nnb")), "a file in the notebook's folder or below it; typed, anywhere"),
      .flag("replace", "replace a notebook of that name"),
    ],
    details: """
      A file of weights ends in .safetensors and holds W1, b1, W2 and so on, W shaped inputs × outputs, in the network's \
      precision, and of batch_norm gamma1, beta1, running_mean1 and running_var1; Python's safetensors package reads \
      it, and a file of that name is replaced. Its metadata says the layers, the precision and the loss, and of the samples \
      that the weights learned from what columns and classes are called and what `normalize` did, so that `load` brings \
      all of it back. A notebook ends in .nnb and holds the commands that succeeded and were \
      not taken back; it gives the same numbers again, to the bit. A training that was interrupted, or left the finite \
      numbers, is written with the step at which it stopped.
      """,
    examples: ["save \"xor.safetensors\"", "save notebook \"session.nnb\""],
    misuses: [
      .init("save xor", "file must be in quotes, not 'xor'"),
      .init("save \"\"", "file must not be empty"),
    ])
  static let effect = Effect.writes
  static let needs: Set = [Part.widths]

  init(_ arguments: Arguments) {
    isNotebook = arguments.form(ifGiven: "what")?.name == "notebook"
    (path, replaces) = (arguments.path("file"), arguments.has("replace"))
  }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) {
    if isNotebook {
      guard path.hasSuffix(".nnb") else {
        throw Diagnostic("a notebook ends in .nnb", at: at["file"], help: "name the file '\(stem("session")).nnb'")
      }
    } else {
      if let place = at.given("replace") {
        throw Diagnostic(
          "'replace' is for notebooks: a file of weights is replaced without it", at: place,
          help: "leave out 'replace'")
      }
      _ = try facts.requireNetwork(at)
      guard facts.layers.count <= SavedModel.mostLayers else {
        throw Diagnostic(
          "a file of weights tells of at most \(SavedModel.mostLayers) layers, and the network has "
            + "\(facts.layers.count)", at: at.head)
      }
      guard path.hasSuffix(".safetensors") else {
        throw Diagnostic(
          "weights are saved in the safetensors format", at: at["file"],
          help: path.hasSuffix(".nnb")
            ? "write 'save notebook \"\(path)\"'" : "name the file '\(stem("weights")).safetensors'")
      }
    }
    try facts.requireInside(path, at, "file")
    if !isNotebook { facts.willSave(to: path) }
  }

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) throws(Diagnostic) {
    guard isNotebook else { return try saveWeights(&state, &context) }
    try saveNotebook(state.transcript, &context)
  }

  /// Writes the weights, and what is needed to build the network again and to predict as it does.
  private func saveWeights(_ state: inout State, _ context: inout RunContext) throws(Diagnostic) {
    let file = try context.file(path, "file")
    let (tensors, model) = (state.tensors, state.savedModel)
    let metadata = model.metadata
    guard metadata.reduce(0, { $0 + $1.name.utf8.count + $1.text.utf8.count }) <= SavedModel.mostBytes else {
      throw Diagnostic(
        "the scale of the inputs and the names of columns and classes are more than \(SavedModel.mostBytes / 1_000_000) MB",
        at: context.at["file"])
    }
    try context.write(WeightFile.write(tensors, metadata: metadata), to: file, "file")
    state.facts.saved = [:]  // whatever was to be written is there
    let scale = model.samples?.isNormalized == true ? ", with the scale of the inputs" : ""
    context.note("Saved \(tensors.map(\.name).joined(separator: ", ")) to \(file.name)\(scale).")
  }

  /// Writes the commands to a new file, or over a notebook that this session wrote before.
  private func saveNotebook(_ transcript: Transcript, _ context: inout RunContext) throws(Diagnostic) {
    context.isRecorded = false
    let (at, count) = (context.at["file"], transcript.commands.count)
    guard count > 0 else { throw Diagnostic("there is nothing to save yet", at: context.at.head) }
    let file = try context.file(path, "file")
    guard replaces || context.host.savedNotebooks.contains(file.path) || !isTaken(file.path) else {
      throw Diagnostic(
        "there is a file '\(path)' already", at: at,
        help: "choose another name, or write 'save notebook \"\(path)\" replace'")
    }
    let title = path.split(separator: "/").last?.dropLast(4) ?? ""
    let folder = FileAccess.folder(of: FileAccess.absolute(file.path))
    let text = try transcript.notebook(title: String(title)) { line throws(Diagnostic) in
      if let text = line.text(in: folder) { return text }
      throw Diagnostic(
        "a notebook there would not find what '\(line.firstLine)' names", at: at,
        help: "a notebook names files in its own folder and below it: save it beside them")
    }
    try context.write(Array(text.utf8), to: (file.path, path), "file")
    context.host.savedNotebooks.insert(file.path)
    let place = context.before.facts.files.isHere ? "" : ", in the notebook's folder"
    context.note("Saved \(counted(count, "command")) to \(path)\(place).")
  }

  /// The path without the ending of its file name; one that names no file gets a name.
  private func stem(_ name: String) -> Substring {
    if path.hasSuffix("/") { return (path + name)[...] }
    guard let dot = path.lastIndex(of: "."), path[dot...].allSatisfy({ $0 != "/" }), path.first != "." else {
      return path[...]
    }
    return path[..<dot]
  }
}
