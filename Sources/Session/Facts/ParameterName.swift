import Engine
import Language

/// The name of a parameter or of a running statistic: what it is, and the layer it belongs to.
struct ParameterName: Sendable, Equatable, Hashable, CustomStringConvertible {
  /// What it is to its layer.
  var role: ParameterRole
  /// The layer among those that have the same role, counted from 1.
  var layer: Int

  /// Creates a name.
  init(_ role: ParameterRole, layer: Int) {
    self.role = role
    self.layer = layer
  }

  /// The name of a block of a network.
  init(_ block: ParameterBlock) { self.init(block.role, layer: block.index + 1) }

  /// `W1`, `b2`, `gamma1`.
  var description: String { role.symbol + String(layer) }
}

extension ParameterName {
  /// Reads `W1`, `b2`, `gamma1`; nil for any other word.
  init?(_ word: String) {
    for role in LayerTable.roles where word.hasPrefix(role.symbol) {
      let number = word.dropFirst(role.symbol.count)
      guard let layer = Int(number), layer > 0, String(layer) == number else { continue }
      self.init(role, layer: layer)
      return
    }
    return nil
  }

  /// The words that are names of parameters.
  static let pattern = WordPattern("a parameter such as W1", placeholder: "PARAMETER", kind: .parameter) {
    ParameterName($0) != nil
  }
}
