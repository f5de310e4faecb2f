import Datasets
import Engine
import Language
import Outputs
import WeightFiles

/// Weights that go to files and come from them.
extension State {
  /// The parameters and running statistics in declaration order, as files hold them.
  var tensors: [Tensor] {
    network.blocks.map { block in
      Tensor(
        name: ParameterName(block).description, shape: Self.shape(of: block), values: network.values(of: block).values,
        isSinglePrecision: network.precision == .float32)
    }
  }

  private static func shape(of block: ParameterBlock) -> [Int] {
    block.role.isMatrix ? [block.rows, block.columns] : [block.columns]
  }

  /// Replaces the parameters by those of a file, and says so; whatever is wrong with it is placed where it is named.
  mutating func loadWeights(
    _ file: (path: String, name: String), named path: String, at place: Span
  ) throws(Diagnostic) -> String {
    let bytes: [UInt8]
    do throws(DataFileError) {
      bytes = try Datasets.bytes(ofFile: file.path, named: file.name)
    } catch {
      throw Diagnostic(error.message, at: place, help: facts.files.helpInPlace(of: path))
    }
    let tensors: [Tensor]
    do throws(WeightFileError) {
      tensors = try WeightFile.read(bytes, name: file.name)
    } catch {
      throw Diagnostic(error.message, at: place, help: error.help)
    }
    let isSingleArray = WeightFile.Format(of: bytes) == .npy
    try requireFinite(tensors, isSingleArray: isSingleArray, file.name, place)
    network.replaceValues(
      isSingleArray ? try values(ofSingle: tensors[0], file.name, place) : try values(of: tensors, file.name, place))
    let what = isSingleArray ? "all parameters" : tensors.map(\.name).joined(separator: ", ")
    return "Loaded \(what) from \(file.name)."
  }

  private func requireFinite(
    _ tensors: [Tensor], isSingleArray: Bool, _ path: String, _ place: Span
  ) throws(Diagnostic) {
    for tensor in tensors {
      let held = network.precision == .float64 ? tensor.values : tensor.values.map { Double(Float($0)) }
      guard let index = held.firstIndex(where: { !$0.isFinite }) else { continue }
      let (name, value) = (isSingleArray ? path : "\(tensor.name) in \(path)", tensor.values[index])
      throw Diagnostic(
        value.isFinite
          ? "\(name) holds \(value), which is too large for float32" : "\(name) holds \(value); weights must be finite",
        at: place)
    }
  }

  /// The values of an array of all parameters, one after the other.
  private func values(ofSingle tensor: Tensor, _ path: String, _ place: Span) throws(Diagnostic) -> [Double] {
    guard tensor.values.count == network.parameterCount + network.statisticCount else {
      let statistics = network.statisticCount > 0 ? " and \(network.statisticCount) running statistics" : ""
      throw Diagnostic(
        "\(path) holds \(counted(tensor.values.count, "number")), but the network has "
          + "\(counted(network.parameterCount, "parameter"))\(statistics)", at: place)
    }
    return tensor.values
  }

  /// The values of arrays by name in declaration order, if they are the network's.
  private func values(of tensors: [Tensor], _ path: String, _ place: Span) throws(Diagnostic) -> [Double] {
    let blocks = network.blocks.map { (name: ParameterName($0).description, block: $0) }
    let foreign = ForeignWeights(tensors: tensors, blocks: blocks.map { ($0.name, Self.shape(of: $0.block)) })
    guard Set(tensors.map(\.name)) == Set(blocks.map(\.name)) else {
      let listed = tensors.prefix(20).map { String(reflecting: excerpt($0.name)).dropFirst().dropLast() }.joined(
        separator: ", ")
      throw Diagnostic(
        "\(path) holds \(listed.isEmpty ? "nothing" : listed), but the network has "
          + "\(blocks.map(\.name).joined(separator: ", "))", at: place, help: foreign.renaming)
    }
    var values: [Double] = []
    for (name, block) in blocks {
      guard let tensor = tensors.first(where: { $0.name == name }) else { continue }
      let shape = Self.shape(of: block)
      guard tensor.shape == shape || (!block.role.isMatrix && tensor.shape == [1] + shape) else {
        throw Diagnostic(
          "\(name) has shape \(Self.shown(tensor.shape)) in \(path), but \(Self.shown(shape)) in the network",
          at: place,
          help: foreign.reshaping(name) ?? Self.layer(of: tensor.shape, block))
      }
      if block.role.isVariance, tensor.values.contains(where: { $0 < 0 }) {
        throw Diagnostic("\(name) in \(path) holds a variance below 0", at: place)
      }
      values += tensor.values
    }
    return values
  }

  /// A shape as NumPy shows it: `()` is that of a number, `(1)` that of a row of one.
  /// Which layer has weights of a shape.
  private static func layer(of shape: [Int], _ block: ParameterBlock) -> String? {
    guard block.role.isMatrix, shape.count == 2 else { return nil }
    return "declare the layers that the file was saved from: 'layer affine \(shape[0]) \(shape[1])'"
  }

  private static func shown(_ shape: [Int]) -> String { "(\(shape.map(String.init).joined(separator: ", ")))" }
}

extension FileAccess {
  /// The affine layers that the weights of a file belong to, as they are declared; nil if it is not there, or not `save`'s.
  func affineLayers(of path: String) -> String? {
    guard let place = try? resolve(path), let bytes = try? bytes(ofFile: place, named: path),
      let tensors = try? WeightFile.read(bytes, name: path)
    else { return nil }
    let weights = tensors.compactMap { tensor in
      tensor.name.hasPrefix("W") ? Int(tensor.name.dropFirst()).map { (index: $0, shape: tensor.shape) } : nil
    }.sorted { $0.index < $1.index }
    guard !weights.isEmpty, weights.count <= 8, weights.allSatisfy({ $0.shape.count == 2 }) else { return nil }
    return weights.map { "'layer affine \($0.shape[0]) \($0.shape[1])'" }.joined(separator: ", ")
  }
}
