import Language

/// What wrong commands leave unknown, so that later ones are not blamed for what may be a consequence.
struct Doubts {
  /// What a command may rest on.
  private enum Part: CaseIterable {
    case data, widths, loss, training, runs
  }

  private var parts: Set<Part> = []

  /// Whether a mistake in a command may be a consequence of one before.
  func concern(_ command: Command) -> Bool { !parts.isDisjoint(with: Self.needs(of: command.action)) }

  /// Takes note of a wrong command.
  mutating func add(_ attempt: Diagnostic.Attempt) {
    // A layer without a number, such as a function, leaves all widths as they are.
    guard attempt.command != "layer" || attempt.hasNumbers else { return }
    parts.formUnion(Self.effects(ofCommand: attempt.command))
  }

  /// Takes note of a command that is right but for what it rests on.
  mutating func add(_ command: Command) { parts.formUnion(Self.effects(of: command.action)) }

  /// Takes note of a command that is right, and may set something anew.
  mutating func settle(_ command: Command) {
    switch command.action {
    case .data: parts.remove(.data)
    case .reset: parts.subtract([.widths, .loss, .training])
    case .loss: parts.remove(.loss)
    case .train: parts.remove(.training)
    case .keep: parts.remove(.runs)
    default: break
    }
  }

  private static func effects(ofCommand name: String?) -> Set<Part> {
    switch name {
    case nil: Set(Part.allCases)
    case "data", "split", "take", "normalize", "shuffle": [.data]
    case "layer", "reset": [.widths]
    case "loss": [.loss]
    case "train": [.training]
    case "keep": [.runs]
    default: []
    }
  }

  private static func effects(of action: Action) -> Set<Part> {
    switch action {
    case .data, .split, .take, .normalize, .shuffle: [.data]
    case .layer: [.widths]
    case .train: [.training]
    case .keep: [.runs]
    default: []
    }
  }

  private static func needs(of action: Action) -> Set<Part> {
    switch action {
    case .split, .take, .normalize, .shuffle, .batch: [.data]
    case .layer, .predict, .save, .load, .rewind: [.widths]
    case .train: [.data, .widths, .loss]
    case .show, .expect, .plot, .keep: Set(Part.allCases)
    default: []
    }
  }
}
