import Datasets
import Engine
import Language
import Outputs
import WeightFiles

/// Weights that go to files and come from them.
extension Session {
  /// The parameters and running statistics by name, in declaration order, with the shapes they have in files.
  private var named: [(name: String, role: ParameterBlock.Role, shape: [Int], values: [Double])] {
    network.blocks.map { block in
      let shape = block.role == .weights ? [block.rows, block.columns] : [block.columns]
      return (ParameterName(block).description, block.role, shape, network.values(of: block).values)
    }
  }

  /// Writes the parameters to a file by way of another beside it, so that no half a file is ever left.
  func save(_ path: String, _ command: Command) throws(Diagnostic) -> String {
    guard path.hasSuffix(".safetensors") else {
      throw Diagnostic(
        "weights are saved in the safetensors format", at: command.place(of: "file"),
        help: "name the file '\(stem(of: path, "weights")).safetensors'")
    }
    let (full, path) = (try resolve(path, command), files.name(of: path))
    let tensors = named.map {
      Tensor(name: $0.name, shape: $0.shape, values: $0.values, isSinglePrecision: network.precision == .float32)
    }
    do throws(DataFileError) {
      try write(WeightFile.write(tensors), toFile: full, named: path)
    } catch {
      throw Diagnostic(error.message, at: command.place(of: "file"))
    }
    return "Saved \(tensors.map(\.name).joined(separator: ", ")) to \(path)."
  }

  /// Replaces the parameters by those of a file; whatever is wrong with it leaves them as they are.
  mutating func load(_ path: String, _ command: Command) throws(Diagnostic) -> String {
    let (full, path) = (try resolve(path, command), files.name(of: path))
    let place = command.place(of: "file")
    let bytes: [UInt8]
    do throws(DataFileError) {
      bytes = try Datasets.bytes(ofFile: full, named: path)
    } catch {
      throw Diagnostic(error.message, at: place)
    }
    let tensors: [Tensor]
    do throws(WeightFileError) {
      tensors = try WeightFile.read(bytes, name: path)
    } catch {
      throw Diagnostic(error.message, at: place, help: error.help)
    }
    let isSingleArray = WeightFile.Format(of: bytes) == .npy
    network.replaceValues(try fitting(tensors, isSingleArray: isSingleArray, path, place))
    return "Loaded \(isSingleArray ? "all parameters" : tensors.map(\.name).joined(separator: ", ")) from \(path)."
  }

  /// The values of a file in declaration order, if they are the network's.
  private func fitting(
    _ tensors: [Tensor], isSingleArray: Bool, _ path: String, _ place: Span
  ) throws(Diagnostic) -> [Double] {
    for tensor in tensors {
      let held = network.precision == .float64 ? tensor.values : tensor.values.map { Double(Float($0)) }
      guard let index = held.firstIndex(where: { !$0.isFinite }) else { continue }
      let (name, value) = (isSingleArray ? path : "\(tensor.name) in \(path)", tensor.values[index])
      throw Diagnostic(
        value.isFinite
          ? "\(name) holds \(value), which is too large for float32" : "\(name) holds \(value); weights must be finite",
        at: place)
    }
    if isSingleArray {
      guard tensors[0].values.count == network.parameterCount + network.statisticCount else {
        let statistics = network.statisticCount > 0 ? " and \(network.statisticCount) running statistics" : ""
        throw Diagnostic(
          "\(path) holds \(counted(tensors[0].values.count, "number")), but the network has "
            + "\(counted(network.parameterCount, "parameter"))\(statistics)", at: place)
      }
      return tensors[0].values
    }
    let names = named.map(\.name)
    guard Set(tensors.map(\.name)) == Set(names) else {
      let listed = tensors.prefix(20).map { String(reflecting: excerpt($0.name)).dropFirst().dropLast() }.joined(
        separator: ", ")
      throw Diagnostic(
        "\(path) holds \(listed.isEmpty ? "nothing" : listed), but the network has \(names.joined(separator: ", "))",
        at: place)
    }
    var values: [Double] = []
    for (name, role, shape, _) in named {
      guard let tensor = tensors.first(where: { $0.name == name }) else { continue }
      guard tensor.shape == shape || (role != .weights && tensor.shape == [1] + shape) else {
        throw Diagnostic(
          "\(name) is \(Self.shown(tensor.shape)) in \(path), but \(Self.shown(shape)) in the network", at: place)
      }
      if role == .runningVariances, tensor.values.contains(where: { $0 < 0 }) {
        throw Diagnostic("\(name) in \(path) holds a variance below 0", at: place)
      }
      values += tensor.values
    }
    return values
  }

  /// A path without the ending of its file name; one that names no file gets a name.
  func stem(of path: String, _ name: String) -> Substring {
    if path.hasSuffix("/") { return (path + name)[...] }
    guard let dot = path.lastIndex(of: "."), path[dot...].allSatisfy({ $0 != "/" }), path.first != "." else {
      return path[...]
    }
    return path[..<dot]
  }

  private static func shown(_ shape: [Int]) -> String {
    shape.isEmpty ? "one number" : shape.map(String.init).joined(separator: " × ")
  }

  func resolve(_ path: String, _ command: Command) throws(Diagnostic) -> String {
    do throws(FileAccess.Refusal) {
      return try files.resolve(path)
    } catch {
      throw Diagnostic(error.message, at: command.place(of: "file"))
    }
  }
}
