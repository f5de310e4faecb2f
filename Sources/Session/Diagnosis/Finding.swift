/// One thing that is wrong with a run: what it is, the numbers that say so, and what may cure it.
struct Finding: Sendable, Equatable {
  let kind: Kind
  /// What is to be seen, in numbers and with its place: one or more sentences.
  let evidence: String
  /// What may cure it; nil where another finding is the cause, and has the cure.
  var cure: Cure?

  /// What can be wrong, in the order in which it is told: what came of it first, then what it comes from.
  enum Kind: String, Sendable, CaseIterable {
    case divergence
    case oscillation
    case plateau
    case oneClass = "one_class"
    case unscaled
    case symmetric
    case deadAtStart = "dead_at_start"
    case died
    case saturated
    case smallWeights = "small_weights"
    case vanishing
    case exploding
    case smallRate = "rate_too_small"
    case smallUpdates = "small_updates"
    case largeUpdates = "large_updates"
    case overfitting

    /// What it is called in a sentence.
    var title: String {
      switch self {
      case .divergence: "Divergence"
      case .oscillation: "Oscillation"
      case .plateau: "Plateau"
      case .oneClass: "One class"
      case .unscaled: "Unscaled inputs"
      case .symmetric: "Symmetric units"
      case .deadAtStart: "Units dead at the start"
      case .died: "Units that died"
      case .saturated: "Saturated units"
      case .smallWeights: "Weights too small at the start"
      case .vanishing: "Vanishing gradient"
      case .exploding: "Exploding gradient"
      case .smallRate: "Learning rate too small"
      case .smallUpdates: "Updates too small"
      case .largeUpdates: "Updates too large"
      case .overfitting: "Overfitting"
      }
    }
  }
}

/// Commands that may cure what was found, as they are typed.
struct Cure: Sendable, Equatable {
  /// What they do, to follow "A cure to try:".
  let what: String
  /// The lines to type.
  let commands: [String]
  /// The words by which a trial of it is told, such as `lr 1`.
  let name: String
  /// What a trial looks at.
  var measure = Measure.loss

  /// What is to become smaller.
  enum Measure: Sendable {
    case loss, testLoss
    /// Nothing that a trial could tell: the rows are others afterwards.
    case nothing
  }
}
