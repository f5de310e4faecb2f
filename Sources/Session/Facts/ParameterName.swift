import Engine
import Language

/// The name of a parameter or of a running statistic: what it is, and the layer it belongs to.
struct ParameterName: Sendable, Equatable, Hashable, CustomStringConvertible {
  /// What it is to its layer.
  var role: Role
  /// The layer among those of its kind, counted from 1.
  var layer: Int

  /// What a name begins with.
  enum Role: String, Sendable, Equatable, CaseIterable {
    /// Of an affine layer.
    case weights = "W"
    case biases = "b"
    /// Of batch_norm.
    case scales = "gamma"
    case shifts = "beta"
    /// What batch_norm has seen of the batches.
    case runningMeans = "running_mean"
    case runningVariances = "running_var"

    /// Whether it belongs to an affine layer, and not to batch_norm.
    var isAffine: Bool { self == .weights || self == .biases }

    /// Whether it follows the batches, and no gradient.
    var isRunning: Bool { self == .runningMeans || self == .runningVariances }
  }

  /// Creates a name.
  init(_ role: Role, layer: Int) {
    self.role = role
    self.layer = layer
  }

  /// `W1`, `b2`, `gamma1`.
  var description: String { role.rawValue + String(layer) }
}

extension ParameterName {
  /// Reads `W1`, `b2`, `gamma1`; nil for any other word.
  init?(_ word: String) {
    for role in Role.allCases where word.hasPrefix(role.rawValue) {
      let number = word.dropFirst(role.rawValue.count)
      guard let layer = Int(number), layer > 0, String(layer) == number else { continue }
      self.init(role, layer: layer)
      return
    }
    return nil
  }
}

extension ParameterName {
  /// The words that are names of parameters.
  static let pattern = WordPattern("a parameter such as W1", placeholder: "PARAMETER", kind: .parameter) {
    ParameterName($0) != nil
  }

  /// The name of a block of a network.
  init(_ block: ParameterBlock) {
    let role: Role =
      switch block.role {
      case .weights: .weights
      case .biases: .biases
      case .scales: .scales
      case .shifts: .shifts
      case .runningMeans: .runningMeans
      case .runningVariances: .runningVariances
      }
    self.init(role, layer: block.index + 1)
  }
}
