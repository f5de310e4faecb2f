import Datasets
import Engine
import Language
import Outputs

// What a file says of its network and the session have to do with each other.

extension Facts {
  /// Declares the layers of a file, in its precision.
  mutating func declare(_ model: SavedModel, _ at: Places) {
    precision = model.precision
    layers = DeclaredLayers(model.layers.map { DeclaredLayer($0, at) })
  }

  /// Whether the layers and the precision are those of a file.
  func declares(_ model: SavedModel) -> Bool {
    precision == model.precision && layers.count == model.layers.count
      && zip(layers, model.layers).allSatisfy { $0.layer.isEqual(to: $1) }
  }

  /// Chooses the loss of a file that tells of these layers, where none was chosen.
  mutating func takeLoss(of model: SavedModel, _ at: Places) {
    guard loss == nil, declares(model), let objective = model.objective else { return }
    loss = PlacedLoss(objective: objective, place: at.head)
  }

  /// Takes note of the scale that loaded weights learned from, and of the data that goes on it.
  mutating func takeScale(isNormalized: Bool?, asInitial: Bool, _ at: Places) {
    scales.load(isNormalized: isNormalized, asInitial: asInitial, at: at.head)
    settleScale()
  }
}

extension State {
  /// The most layers, columns or classes that a sentence lists.
  private static let mostListed = 10

  /// What is to be said of a network that was built from a file, or of one into which the weights of another were loaded.
  func remarks(on model: SavedModel?, of file: String, isBuilt: Bool, before: State) -> [String] {
    guard let model else { return [] }
    let layers = Self.listed(model.layers.map { String($0.declaration.dropFirst(LayerCommand.form.name.count + 1)) })
    var remarks: [String] = []
    if isBuilt {
      let loss = facts.loss.map { ", with the loss \($0.objective.words)" } ?? ""
      remarks.append("The network is that of \(file): \(layers)\(before.facts.loss == nil ? loss : "").")
      if before.facts.precision != model.precision {
        remarks.append("The precision is \(model.precision.name) from here on, as in \(file).")
      }
    } else if !network.layers.elementsEqual(model.layers, by: { $0.isEqual(to: $1) }) {
      remarks.append("\(file) was saved from a network of other layers: \(layers).")
    }
    if network.precision != model.precision {
      remarks.append("\(file) was saved in \(model.precision.name); the network computes in \(network.precision.name).")
    }
    if let objective = model.objective, let loss = facts.loss?.objective, loss != objective {
      remarks.append("\(file) was saved with the loss \(objective.words); the session's, \(loss.words), stays.")
    }
    if let samples = model.samples, samples.isNormalized, isBuilt || dataset == nil {
      remarks.append(
        "The network learned from normalized inputs (\(samples.scaleNames)), and `predict` normalizes its own so.")
    }
    return remarks
  }

  /// Puts raw data on the scale of the inputs that loaded weights learned from, and says where the data is not theirs.
  mutating func fitDataToLoadedWeights(_ context: inout RunContext) throws(Diagnostic) {
    guard let samples = loadedSamples, let old = dataset, old.inputs.columns == network.inputWidth else { return }
    if old.normalisations.isEmpty, samples.isNormalized {
      var changed = old
      do throws(DatasetError) {
        for normalisation in samples.normalisations { try changed.normalize(by: normalisation) }
      } catch {
        throw Diagnostic(error.message, at: context.at.head, help: error.help)
      }
      dataset = changed
      context.note(
        "The inputs of \(old.name) were put on the scale of those that the network learned from (\(samples.scaleNames))."
      )
    }
    for remark in remarksOnDifferences(from: samples) { context.note(remark) }
  }

  /// What is to be said of data that is not like the samples that loaded weights learned from.
  private func remarksOnDifferences(from samples: SampleDescription) -> [String] {
    guard let dataset else { return [] }
    var remarks = remarkOnScale(of: samples).map { [$0] } ?? []
    let names = [
      ("columns", dataset.inputNames, samples.inputNames), ("classes", dataset.classNames, samples.classNames),
    ]
    for case (let what, let here?, let there?) in names where here != there {
      remarks.append(
        "The \(what) of \(dataset.name) are \(Self.listed(here)); those that the network learned from were "
          + "\(Self.listed(there)).")
    }
    return remarks
  }

  /// What is to be said of data on another scale than that of the samples that loaded weights learned from.
  func remarkOnScale(of samples: SampleDescription) -> String? {
    guard let dataset, dataset.inputs.columns == network.inputWidth, dataset.normalisations != samples.normalisations
    else { return nil }
    return samples.isNormalized
      ? "The inputs of \(dataset.name) were normalized by other numbers than those that the network learned from: "
        + "choose the data again without `normalize`, and it is put on the network's scale."
      : "The network learned from inputs as they are, and those of \(dataset.name) are normalized: "
        + "choose the data again without `normalize`."
  }

  private static func listed(_ names: [String]) -> String {
    names.prefix(mostListed).map(excerpt).joined(separator: ", ") + (names.count > mostListed ? ", …" : "")
  }
}

extension SampleDescription {
  /// The words for the scales of the inputs.
  fileprivate var scaleNames: String { normalisations.prefix(5).map(\.kind.rawValue).joined(separator: ", ") }
}

extension Objective {
  /// The loss as it is chosen: `mse`, or `mse reduction sum` where that is not the loss's own.
  fileprivate var words: String {
    self == loss.objective ? loss.name : String(declaration.dropFirst(LossCommand.form.name.count + 1))
  }
}
