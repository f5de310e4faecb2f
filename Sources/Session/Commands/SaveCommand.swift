import Datasets
import Files
import Language
import Outputs
import WeightFiles

/// `save "xor.safetensors"`, `save notebook "x.nnb"`, `save sweep "runs.csv"`: writes a file.
struct SaveCommand: SessionCommand {
  private let what: Content
  private let path: String
  private let replaces: Bool

  /// What a file is to hold.
  private enum Content: String { case weights, notebook, sweep }

  static let form = Form(
    "save", "write the weights, the session as a notebook, or the runs of a sweep to a file",
    [
      .positional(
        "what",
        .choice(
          "thing to save",
          [
            Form("weights", "all parameters and running statistics, as without this word"),
            Form("notebook", "the commands of the session"),
            Form("sweep", "the runs of the last sweep, a row each"),
          ]), isOptional: true, "what the file is to hold"),
      .positional(
        "file", .path(.file(".safetensors", ".nnb", ".csv")),
        "a file in the notebook's folder or below it; typed, anywhere"),
      .flag("replace", "replace a notebook or a table of that name"),
    ],
    details: """
      A file of weights ends in .safetensors and holds W1, b1, W2 and so on, W shaped inputs × outputs, in the network's \
      precision, and of batch_norm gamma1, beta1, running_mean1 and running_var1; Python's safetensors package reads \
      it, and a file of that name is replaced. Its metadata says the layers, the precision and the loss, and of the samples \
      that the weights learned from what columns and classes are called and what `normalize` did, so that `load` brings \
      all of it back. A notebook ends in .nnb and holds the commands that succeeded and were \
      not taken back; it gives the same numbers again, to the bit. A training that was interrupted, or left the finite \
      numbers, is written with the step at which it stopped. The runs of a sweep are a table that ends in .csv: the values \
      of its names, how each run ended, its results, steps and digest; one that a sweep has written is replaced.
      """,
    examples: ["save \"xor.safetensors\"", "save notebook \"session.nnb\"", "save sweep \"runs.csv\""],
    misuses: [
      .init("save xor", "file must be in quotes, not 'xor'"),
      .init("save \"\"", "file must not be empty"),
    ])
  static let effect = Effect.writes
  static let needs: Set = [Part.widths]

  init(_ arguments: Arguments) {
    what = arguments.form(ifGiven: "what").flatMap { Content(rawValue: $0.name) } ?? .weights
    (path, replaces) = (arguments.path("file"), arguments.has("replace"))
  }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) {
    switch what {
    case .notebook: try requireEnding(".nnb", "a notebook ends in .nnb", "session", at)
    case .sweep:
      try requireEnding(".csv", "the runs of a sweep are a table that ends in .csv", "runs", at)
      _ = try facts.requireSweep(at)
    case .weights: try checkWeights(facts, at)
    }
    try facts.requireInside(path, at, "file")
    if what == .notebook, let file = try? facts.files.place(of: path), facts.running.contains(file.absolutePath) {
      throw Self.runs(path, at)
    }
    if what == .weights { facts.willSave(to: path) }
  }

  private func requireEnding(
    _ ending: String, _ message: String, _ name: String, _ at: Places
  ) throws(Diagnostic) {
    guard !path.hasSuffix(ending) else { return }
    throw Diagnostic(message, at: at["file"], help: "name the file '\(stem(name))\(ending)'")
  }

  private func checkWeights(_ facts: Facts, _ at: Places) throws(Diagnostic) {
    if let place = at.given("replace") {
      throw Diagnostic(
        "'replace' is for notebooks and tables: a file of weights is replaced without it", at: place,
        help: "leave out 'replace'")
    }
    _ = try facts.requireNetwork(at)
    guard facts.layers.count <= SavedModel.mostLayers else {
      throw Diagnostic(
        "a file of weights tells of at most \(SavedModel.mostLayers) layers, and the network has "
          + "\(facts.layers.count)", at: at.head)
    }
    let help =
      path.hasSuffix(".nnb")
      ? "write 'save notebook \"\(path)\"'"
      : path.hasSuffix(".csv") && facts.sweep != nil
        ? "write 'save sweep \"\(path)\"'" : "name the file '\(stem("weights")).safetensors'"
    guard path.hasSuffix(".safetensors") else {
      throw Diagnostic("weights are saved in the safetensors format", at: at["file"], help: help)
    }
  }

  /// Writes the file; of a part of a run only weights, which are the same in each.
  ///
  /// A part has not all runs, and of parts that are made side by side only the first could write a notebook: the merge does.
  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) throws(Diagnostic) {
    guard what == .weights || !context.host.sharding.isPart else { return }
    switch what {
    case .weights: try saveWeights(&state, &context)
    case .notebook: try saveNotebook(state.transcript, &context)
    case .sweep: try saveSweep(state, &context)
    }
  }

  /// Writes the runs of the last sweep to a new table, or over one that a sweep has written.
  private func saveSweep(_ state: State, _ context: inout RunContext) throws(Diagnostic) {
    guard let sweep = state.sweep else { preconditionFailure("a check has found a sweep where there is none") }
    let file = try context.file(path, "file")
    guard replaces || file.kind == nil || SweepFile.wasWritten(file) else {
      throw Diagnostic(
        "there is a file '\(path)' already that no sweep has written", at: context.at["file"],
        help: "choose another name, or write 'save sweep \"\(path)\" replace'")
    }
    try context.write(SweepFile.bytes(of: sweep), to: file, "file")
    context.note("Saved \(counted(sweep.made.count, "run")) to \(file.name).")
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
    guard replaces(file) else {
      throw Diagnostic(
        "there is a file '\(path)' already that holds no weights", at: context.at["file"], help: "choose another name")
    }
    try context.write(WeightFile.write(tensors, metadata: metadata), to: file, "file")
    state.facts.saved = [:]  // whatever was to be written is there
    let scale = model.samples?.isNormalized == true ? ", with the scale of the inputs" : ""
    context.note("Saved \(tensors.map(\.name).joined(separator: ", ")) to \(file.name)\(scale).")
  }

  private static func runs(_ path: String, _ at: Places) -> Diagnostic {
    Diagnostic(
      "'\(path)' is the notebook that these commands are from, and its prose would be lost", at: at["file"],
      help: "choose another name")
  }

  /// Whether there is nothing but a file of weights, or an empty one.
  private func replaces(_ file: Place) -> Bool {
    guard file.kind == .file else { return true }
    guard let start = try? file.open().start(9) else { return false }
    return start.isEmpty || WeightFile.Format(of: start) == .safetensors
  }

  /// Writes the commands to a new file, or over a notebook that this session wrote before.
  private func saveNotebook(_ transcript: Transcript, _ context: inout RunContext) throws(Diagnostic) {
    context.isRecorded = false
    let (at, count) = (context.at["file"], transcript.commands.count)
    guard count > 0 else { throw Diagnostic("there is nothing to save yet", at: context.at.head) }
    let file = try context.file(path, "file")
    guard
      context.host.written.contains(file.absolutePath)
        || !context.host.notebooks.contains(file.absolutePath)
    else { throw Self.runs(path, context.at) }
    guard replaces || context.host.written.contains(file.absolutePath) || file.kind == nil else {
      throw Diagnostic(
        "there is a file '\(path)' already", at: at,
        help: "choose another name, or write 'save notebook \"\(path)\" replace'")
    }
    let title = path.split(separator: "/").last?.dropLast(4) ?? ""
    let folder = FileAccess.folder(of: file.absolutePath)
    let text = try transcript.notebook(title: String(title)) { line throws(Diagnostic) in
      if let text = line.text(in: folder) { return text }
      throw Diagnostic(
        "a notebook there would not find what '\(line.firstLine)' names", at: at,
        help: "a notebook names files in its own folder and below it: save it beside them")
    }
    try context.write(Array(text.utf8), to: file, "file")
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
