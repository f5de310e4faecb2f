import Datasets
import Engine
import Language

/// What a network's file must hold, as far as its names and extents tell.
extension Facts {
  /// The arrays of a file, which is what messages call it, if they are the network's: a bias may be one row.
  func requireArrays(
    _ held: [(name: String, shape: [Int])], in file: String, at place: Span
  ) throws(Diagnostic) {
    let arrays = arrays
    let foreign = ForeignWeights(arrays: held, blocks: arrays.map { ($0.name.description, $0.shape) })
    guard Set(held.map(\.name)) == Set(arrays.map(\.name.description)) else {
      let listed = held.prefix(20).map { String(reflecting: excerpt($0.name)).dropFirst().dropLast() }.joined(
        separator: ", ")
      throw Diagnostic(
        "\(file) holds \(listed.isEmpty ? "nothing" : listed), but the network has "
          + "\(arrays.map(\.name.description).joined(separator: ", "))", at: place, help: foreign.renaming)
    }
    for (name, shape) in arrays {
      guard let array = held.first(where: { $0.name == name.description }) else { continue }
      guard array.shape == shape || (!name.role.isMatrix && array.shape == [1] + shape) else {
        throw Diagnostic(
          "\(name) has shape \(Self.shown(array.shape)) in \(file), but \(Self.shown(shape)) in the network",
          at: place, help: foreign.reshaping(name.description) ?? Self.layer(of: array.shape, name.role))
      }
    }
  }

  /// Which layer has weights of a shape.
  private static func layer(of shape: [Int], _ role: ParameterRole) -> String? {
    guard role.isMatrix, shape.count == 2 else { return nil }
    return "declare the layers that the file was saved from: 'layer affine \(shape[0]) \(shape[1])'"
  }

  /// A shape as NumPy shows it: `()` is that of a number, `(1)` that of a row of one.
  private static func shown(_ shape: [Int]) -> String { "(\(shape.map(String.init).joined(separator: ", ")))" }
}
