import Datasets
import Engine
import Language
import WeightFiles

/// What a file says of a network besides its numbers: all that is needed to build it again, and to predict as it did.
struct SavedModel: Sendable {
  let precision: Precision
  /// The layers, from the input up.
  let layers: [any Layer]
  let objective: Objective?
  /// The samples that the weights learned from; nil if that is not known.
  let samples: SampleDescription?

  /// The most layers that a file tells of.
  static let mostLayers = 2000

  /// The most bytes that a description takes, with a little room for what others add to it.
  static let mostBytes = WeightFile.metadataLimit - 1000

  /// The form that this description has; another one is not read.
  static let version = "1"

  /// The names of what the metadata of a file holds.
  enum Key: String {
    case version, precision, layers, loss
    case inputNames = "input_names"
    case targetNames = "target_names"
    case classNames = "class_names"
    case classLabels = "class_labels"
    case picture, normalize
  }

  /// The description as metadata: layers and loss as lines of the language, names and numbers as lists in JSON.
  var metadata: [(name: String, text: String)] {
    var entries = [
      (Key.version, Self.version), (.precision, precision.name),
      (.layers, layers.map(\.declaration).joined(separator: "\n")),
    ]
    if let objective { entries.append((.loss, objective.declaration)) }
    if let samples { entries += Self.entries(of: samples) }
    return entries.map { ($0.rawValue, $1) }
  }

  private static func entries(of samples: SampleDescription) -> [(Key, String)] {
    let names = [
      (Key.inputNames, samples.inputNames), (.targetNames, samples.targetNames), (.classNames, samples.classNames),
    ]
    var entries = names.compactMap { key, names in names.map { (key, JSON.array($0.map(JSON.string)).text) } }
    entries.append((.classLabels, String(samples.hasLabels)))
    if let picture = samples.pictureShape { entries.append((.picture, "[\(picture.rows),\(picture.columns)]")) }
    entries.append((.normalize, JSON.array(samples.normalisations.map(\.json)).text))
    return entries
  }
}

extension Normalisation {
  /// The kind and the numbers, an offset and a scale for each column.
  fileprivate var json: JSON {
    .object([
      .init("kind", .string(kind.rawValue)), .init("offsets", .array(offsets.map(JSON.number))),
      .init("scales", .array(scales.map(JSON.number))),
    ])
  }
}

extension Layer {
  /// The line that declares it, without the first values of its parameters.
  var declaration: String {
    let widths = shapes.map { [String($0.input.count), String($0.output.count)] } ?? []
    let numbers = settings.flatMap { setting in
      // `plain` has no sign for a nought.
      let number = setting.value == 0 ? String(describing: setting.value) : setting.value.plain
      return (setting.name.map { [$0] } ?? []) + [number]
    }
    return ([LayerCommand.form.name, word] + widths + numbers).joined(separator: " ")
  }
}

extension Objective {
  /// The line that chooses it.
  var declaration: String {
    "\(LossCommand.form.name) \(loss.name) reduction \(reduction == .mean ? "mean" : "sum")"
  }
}
