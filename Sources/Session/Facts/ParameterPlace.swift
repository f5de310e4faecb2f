import Engine
import Language

/// One value of a parameter, as it is written: `W1[2,1]`, of a vector `b1[2]`.
struct ParameterPlace: Sendable, Equatable, CustomStringConvertible {
  let name: ParameterName
  /// Row and column, or of a vector the place in it, counted from 1.
  let indices: [Int]

  /// `W1[2,1]`.
  var description: String { "\(name)[\(indices.map(String.init).joined(separator: ","))]" }

  /// The words that begin one.
  static let pattern = WordPattern("a value of a parameter such as W1[1,1]", placeholder: "VALUE", kind: .parameter) {
    ParameterName($0) != nil
  }

  /// Takes what was written; nil if it is not one value.
  init?(_ written: (word: String, indices: [Int])) {
    guard let name = ParameterName(written.word), !written.indices.isEmpty else { return nil }
    (self.name, indices) = (name, written.indices)
  }

  /// Where it is among all values of its parameter.
  func offset(in block: ParameterBlock) -> Int {
    indices.count == 1 ? indices[0] - 1 : (indices[0] - 1) * block.columns + indices[1] - 1
  }
}
