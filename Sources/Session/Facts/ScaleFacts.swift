import Language

/// What is known of the scale of the data's inputs, and of that of the inputs which the weights learned from.
struct ScaleFacts: Sendable {
  /// The scale of the data's inputs.
  private(set) var inputs = Inputs.raw
  /// What the weights learned from; nil if they have not learned, or that is not known.
  private var weights: Weights?
  /// What the initial weights learned from.
  private var initialWeights: Weights?

  /// The scales that inputs can be on.
  enum Inputs: Sendable {
    /// Their own.
    case raw
    /// That of `normalize`.
    case normalized
    /// That of the weights which a command has loaded.
    case loaded(Span)
  }

  private struct Weights {
    let isNormalized: Bool
    /// The command that loaded them, if none has trained them since.
    let place: Span?
  }

  /// Whether what the weights learned from was normalized; as long as they have not learned, whether the data is.
  var isNormalized: Bool {
    if let weights { return weights.isNormalized }
    if case .raw = inputs { return false }
    return true
  }

  /// Takes note of other data.
  mutating func choose() { inputs = .raw }

  /// Takes note that the data was brought to a scale of its own.
  mutating func normalize() { inputs = .normalized }

  /// Takes note of weights from a file, of which may be known whether they learned from normalized inputs.
  mutating func load(isNormalized: Bool?, asInitial: Bool, at place: Span) {
    weights = isNormalized.map { Weights(isNormalized: $0, place: place) }
    if asInitial { initialWeights = weights }
  }

  /// Takes note of a training on the data.
  mutating func train() {
    if case .loaded = inputs { inputs = .normalized }
    weights = nil
    weights = Weights(isNormalized: isNormalized, place: nil)
  }

  /// Takes note that the weights are the initial ones.
  mutating func rewind() { weights = initialWeights }

  /// Takes note that there are no weights.
  mutating func reset() {
    if case .loaded = inputs { inputs = .normalized }
    (weights, initialWeights) = (nil, nil)
  }

  /// Takes note that data of a network's width goes on the scale of loaded weights, if it was brought to none.
  mutating func settle() {
    if case .raw = inputs, let weights, weights.isNormalized, let place = weights.place { inputs = .loaded(place) }
  }
}

extension Facts {
  /// Takes note that the data goes on the scale of loaded weights, if it is their data as far as is known.
  mutating func settleScale() {
    if let data = knownData, data.inputs == layers.firstShaped?.shapes?.inputs { scales.settle() }
  }

  /// Data that is not on the scale of loaded weights already.
  func refuseLoadedScale(_ at: Places) throws(Diagnostic) {
    guard case .loaded(let place) = scales.inputs else { return }
    throw Diagnostic(
      "the data is on the scale of the loaded network already", at: at.head,
      notes: [.init("the network was loaded here", at: place)],
      help: "leave out 'normalize'; for a scale of the data's own, normalize before 'load'")
  }
}
