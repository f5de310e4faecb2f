import Datasets
import Engine
import Files
import Language
import Outputs
import WeightFiles

/// Weights that go to files and come from them.
extension State {
  /// The parameters and running statistics in declaration order, as files hold them.
  var tensors: [Tensor] {
    zip(facts.arrays, network.blocks).map { array, block in
      Tensor(
        name: array.name.description, shape: array.shape, values: network.values(of: block).values,
        isSinglePrecision: network.precision == .float32)
    }
  }

  /// What a file says of the network besides.
  var savedModel: SavedModel {
    SavedModel(
      precision: network.precision, layers: network.layers, objective: facts.loss?.objective, samples: savedSamples)
  }

  /// The samples that the weights learned from, or are to learn from.
  private var savedSamples: SampleDescription? {
    if let learned { return learned.samples }
    guard let dataset, let inputs = network.inputWidth, let outputs = network.outputWidth,
      dataset.inputs.columns == inputs
    else { return nil }
    let samples = SampleDescription(dataset)
    return samples.mismatch(inputs: inputs, outputs: outputs) == nil ? samples : nil
  }

  /// Reads a file of weights and what it says of its network; whatever is wrong with it is placed where it is named.
  func readWeights(
    _ file: Place, named path: String, at place: Span
  ) throws(Diagnostic) -> (contents: WeightFile.Contents, model: SavedModel?) {
    let (bytes, room): ([UInt8], Double) = (try contents(of: file, named: path, at: place), facts.memoryLeft)
    do throws(WeightFileError) {
      let contents = try WeightFile.contents(of: bytes, name: file.name, room: room)
      return (contents, try SavedModel(contents.metadata, of: file.name))
    } catch {
      let message = error.need.map { facts.lackOfMemory($0, for: file.name) } ?? error.message
      throw Diagnostic(message, at: place, help: error.help)
    }
  }

  private func contents(of file: Place, named path: String, at place: Span) throws(Diagnostic) -> [UInt8] {
    func placed<Value>(_ work: () throws(FileError) -> Value) throws(Diagnostic) -> Value {
      do throws(FileError) {
        return try work()
      } catch {
        throw Diagnostic(error.message, at: place, help: facts.files.helpInPlace(of: path))
      }
    }
    let opened = try placed { () throws(FileError) in try file.open() }
    try facts.requireMemoryBeside(MemoryNeed(bytes: Double(opened.size ?? 0)), for: file.name, at: place)
    return try placed { () throws(FileError) in try opened.bytes() }
  }

  /// The values that a file has for the network's parameters and running statistics, one array after the other.
  func values(in contents: WeightFile.Contents, of file: String, at place: Span) throws(Diagnostic) -> [Double] {
    try requireFinite(contents, file, place)
    guard contents.format != .npy else { return try values(ofSingle: contents.tensors[0], file, place) }
    try facts.requireArrays(contents.tensors.map { ($0.name, $0.shape) }, in: file, at: place)
    var values: [Double] = []
    for (name, _) in facts.arrays {
      guard let tensor = contents.tensors.first(where: { $0.name == name.description }) else { continue }
      if name.role.isVariance, tensor.values.contains(where: { $0 < 0 }) {
        throw Diagnostic("\(name) in \(file) holds a variance below 0", at: place)
      }
      values += tensor.values
    }
    return values
  }

  private func requireFinite(
    _ contents: WeightFile.Contents, _ path: String, _ place: Span
  ) throws(Diagnostic) {
    for tensor in contents.tensors {
      let held = facts.precision == .float64 ? tensor.values : tensor.values.map { Double(Float($0)) }
      guard let index = held.firstIndex(where: { !$0.isFinite }) else { continue }
      let (name, value) = (contents.format == .npy ? path : "\(tensor.name) in \(path)", tensor.values[index])
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
}

extension Network {
  /// Builds a network of layers whose values are to come from elsewhere.
  init(_ layers: [any Layer], _ precision: Precision) {
    self.init(precision: precision)
    for layer in layers { append(layer) }
  }

  private mutating func append(_ layer: some Layer) { add(layer) }
}

extension FileAccess {
  /// The affine layers that the weights of a file belong to, as they are declared; nil if it is not there, or not `save`'s.
  func affineLayers(of path: String) -> String? {
    guard let bytes = try? place(of: path).open().bytes(),
      let tensors = try? WeightFile.read(bytes, name: path)
    else { return nil }
    let weights = tensors.compactMap { tensor in
      tensor.name.hasPrefix("W") ? Int(tensor.name.dropFirst()).map { (index: $0, shape: tensor.shape) } : nil
    }.sorted { $0.index < $1.index }
    guard !weights.isEmpty, weights.count <= 8, weights.allSatisfy({ $0.shape.count == 2 }) else { return nil }
    return weights.map { "'layer affine \($0.shape[0]) \($0.shape[1])'" }.joined(separator: ", ")
  }
}
