import Datasets
import Engine
import Language
import WeightFiles

/// How the metadata of a file becomes a model: everything in it is somebody's text, and may be anything.
extension SavedModel {
  /// The most bytes of a line that a file gives.
  private static let longestLine = 300

  /// Reads the metadata of a file, which is what messages call it; nil if it tells of no model.
  init?(_ metadata: [String: String], of file: String) throws(WeightFileError) {
    guard metadata[WeightFile.program.name] == WeightFile.program.text, let version = metadata[Key.version.rawValue]
    else { return nil }
    guard version == Self.version else {
      throw WeightFileError(
        "\(file) describes its network in version '\(excerpt(version))', and version \(Self.version) is read",
        help: "a newer nbrun may have written it")
    }
    let facts = try Self.facts(metadata, file)
    guard let first = facts.layers.firstShaped?.shapes, let last = facts.layers.lastShaped?.shapes else {
      throw WeightFileError("the layers in the metadata of \(file) have no widths")
    }
    samples = try Self.samples(metadata, file)
    if let found = samples?.mismatch(inputs: first.inputs, outputs: last.outputs) {
      throw WeightFileError(
        "the metadata of \(file) contradicts itself: the network takes \(first.inputs) and gives \(last.outputs) values, "
          + "but the samples have \(found)")
    }
    (precision, layers) = (facts.precision, facts.layers.map(\.layer))
    objective = facts.loss?.objective
  }

  private static func text(
    _ key: Key, _ metadata: [String: String], _ file: String
  ) throws(WeightFileError) -> String {
    guard let text = metadata[key.rawValue] else {
      throw WeightFileError("the metadata of \(file) has no '\(key.rawValue)'")
    }
    return text
  }

  // MARK: - Layers and loss

  /// What is known of a session in which the lines for layers and loss were read, and nothing was drawn or run.
  private static func facts(_ metadata: [String: String], _ file: String) throws(WeightFileError) -> Facts {
    var facts = Facts(files: FileAccess(folder: "."), table: .standard)
    let word = try text(.precision, metadata, file)
    guard let precision = [Precision.float32, .float64].first(where: { $0.name == word }) else {
      throw WeightFileError("the metadata of \(file) has the unknown precision '\(excerpt(word))'")
    }
    facts.precision = precision
    let lines = try text(.layers, metadata, file).split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count <= mostLayers else {
      throw WeightFileError("the metadata of \(file) tells of \(lines.count) layers, which are more than \(mostLayers)")
    }
    for (index, line) in lines.enumerated() {
      try settle(LayerCommand.self, String(line), &facts, "layer \(index + 1) in the metadata of \(file)")
    }
    if let line = metadata[Key.loss.rawValue] {
      try settle(LossCommand.self, line, &facts, "the loss in the metadata of \(file)")
    }
    return facts
  }

  /// Does to facts what one command does, which must be of a kind; the subject is how messages call the line.
  private static func settle<Command: SessionCommand>(
    _ type: Command.Type, _ line: String, _ facts: inout Facts, _ subject: String
  ) throws(WeightFileError) {
    guard line.utf8.count <= longestLine else {
      throw WeightFileError("\(subject) has more than \(longestLine) characters")
    }
    let source = Source(name: "", text: line)
    let grammar = Grammar([type.form], advice: "", naming: "", assigning: "")
    var reader = CommandReader(source.lines, of: source, in: grammar)
    let items = [reader.next(names: [:]), reader.next(names: [:])].compactMap { $0?.item }
    do throws(Diagnostic) {
      switch items.first {
      case .command(let written)? where items.count == 1:
        try type.init(written.arguments).settle(&facts, written.places)
      case .mistake(let mistake)?: throw mistake
      case .command?, .comment?, nil: throw Diagnostic("one line with a command is needed", at: Span(0, 0))
      }
    } catch {
      throw WeightFileError("\(subject) is wrong: \(error.message)")
    }
  }

  // MARK: - Samples

  private static func samples(
    _ metadata: [String: String], _ file: String
  ) throws(WeightFileError) -> SampleDescription? {
    guard let scales = try json(.normalize, metadata, file) else { return nil }
    guard let normalisations = scales.list(Normalisation.init) else {
      throw WeightFileError(
        "'normalize' in the metadata of \(file) must be a list of kind, offsets and scales",
        help: "the kind is standard or minmax; every column has an offset and a scale, which is not below 0")
    }
    return SampleDescription(
      inputNames: try names(.inputNames, metadata, file), targetNames: try names(.targetNames, metadata, file),
      classNames: try names(.classNames, metadata, file), hasLabels: metadata[Key.classLabels.rawValue] == "true",
      pictureShape: try picture(metadata, file), normalisations: normalisations)
  }

  private static func json(
    _ key: Key, _ metadata: [String: String], _ file: String
  ) throws(WeightFileError) -> JSON? {
    guard let text = metadata[key.rawValue] else { return nil }
    return try JSON(text, subject: "'\(key.rawValue)' in the metadata of \(file)")
  }

  private static func names(
    _ key: Key, _ metadata: [String: String], _ file: String
  ) throws(WeightFileError) -> [String]? {
    guard let list = try json(key, metadata, file) else { return nil }
    guard let names = list.strings else {
      throw WeightFileError("'\(key.rawValue)' in the metadata of \(file) must be a list of strings")
    }
    return names
  }

  private static func picture(
    _ metadata: [String: String], _ file: String
  ) throws(WeightFileError) -> Dataset.PictureShape? {
    guard let list = try json(.picture, metadata, file) else { return nil }
    let extents = (list.numbers ?? []).compactMap { Int(exactly: $0) }
    guard extents.count == 2, extents.allSatisfy({ $0 > 0 }) else {
      throw WeightFileError("'picture' in the metadata of \(file) must be a list of rows and columns")
    }
    return Dataset.PictureShape(rows: extents[0], columns: extents[1])
  }
}

extension Normalisation {
  /// Reads a kind and its numbers; nil if they are none.
  fileprivate init?(_ json: JSON) {
    guard case .string(let word)? = json["kind"], let kind = Kind(rawValue: word),
      let offsets = json["offsets"]?.numbers, let scales = json["scales"]?.numbers, offsets.count == scales.count,
      scales.allSatisfy({ $0 >= 0 })
    else { return nil }
    self.init(kind: kind, offsets: offsets, scales: scales)
  }
}
