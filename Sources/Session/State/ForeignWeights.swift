/// What to do in Python where a file holds the network's numbers under other names or in other shapes.
struct ForeignWeights {
  /// The arrays of the file in their order.
  let arrays: [(name: String, shape: [Int])]
  /// The arrays of the network in theirs.
  let blocks: [(name: String, shape: [Int])]

  /// The most arrays that a help spells out.
  private static let most = 4

  /// What to write where the names are others, if they can be told apart by their order and their shapes.
  var renaming: String? {
    guard arrays.count == blocks.count else { return countHelp }
    // PyTorch and Keras keep the layers in order, weights before biases; others sort by name, biases first.
    let weights = arrays.filter { $0.shape.count > 1 }
    let rest = arrays.filter { $0.shape.count <= 1 }
    var (nextWeights, nextRest) = (weights[...], rest[...])
    var assignments: [String] = []
    for block in blocks {
      guard let array = block.shape.count > 1 ? nextWeights.popFirst() : nextRest.popFirst(),
        let value = value(of: array, as: block.shape)
      else { return "the network's are declared with 'layer affine INPUTS OUTPUTS', one for each matrix of the file" }
      assignments.append("\(block.name)=\(value)")
    }
    return Self.saving(assignments)
  }

  private var countHelp: String? {
    guard let matrix = arrays.first(where: { $0.shape.count == 2 }) else { return nil }
    let shape = Self.isTransposed(matrix.name) ? matrix.shape.reversed() : matrix.shape
    return "the file is of another network: its '\(matrix.name)' belongs to 'layer affine \(shape[0]) \(shape[1])'"
  }

  /// What to write where an array of the same name has another shape, if it holds as many numbers.
  func reshaping(_ name: String) -> String? {
    guard let array = arrays.first(where: { $0.name == name }), let block = blocks.first(where: { $0.name == name }),
      let value = value(of: array, as: block.shape)
    else { return nil }
    let reason = value.hasSuffix(".T") ? "PyTorch keeps outputs × inputs; " : ""
    return reason + Self.saving(["\(name)=\(value)", "…"])
  }

  /// An array in Python, turned into a shape; nil if it holds other numbers.
  private func value(of array: (name: String, shape: [Int]), as shape: [Int]) -> String? {
    let plain = "w[\"\(array.name)\"]"
    let isSquare = shape.count == 2 && shape[0] == shape[1]
    if array.shape == shape, !(isSquare && Self.isTransposed(array.name)) { return plain }
    if shape.count == 2, array.shape == shape.reversed() { return plain + ".T" }
    guard array.shape.reduce(1, *) == shape.reduce(1, *) else { return nil }
    return plain + ".reshape(\(shape.map(String.init).joined(separator: ", ")))"
  }

  /// Whether a name is one of PyTorch's for a matrix of outputs × inputs.
  private static func isTransposed(_ name: String) -> Bool { name.hasSuffix("weight") }

  private static func saving(_ assignments: [String]) -> String {
    let shown = assignments.prefix(most) + (assignments.count > most ? ["…"] : [])
    return "in Python: np.savez(\"weights.npz\", \(shown.joined(separator: ", ")))"
  }
}
