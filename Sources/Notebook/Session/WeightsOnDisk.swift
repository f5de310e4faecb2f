import Datasets
import Engine
import Language
import WeightFiles

/// Weights that go to files and come from them.
extension Session {
  /// The parameters by name, in declaration order.
  var named: [(name: ParameterName, values: Matrix)] {
    (0..<network.affineCount).flatMap { index in
      [
        (ParameterName(isBias: false, layer: index + 1), network.weights(index)),
        (ParameterName(isBias: true, layer: index + 1), network.biases(index)),
      ]
    }
  }

  /// Writes the parameters to a file by way of another beside it, so that no half a file is ever left.
  func save(_ path: String, _ command: Command) throws(Diagnostic) -> String {
    guard path.hasSuffix(".safetensors") else {
      throw Diagnostic(
        "weights are saved in the safetensors format", at: command.place(of: "file"),
        help: "name the file '\(path).safetensors'")
    }
    let full = try resolve(path, command)
    let tensors = named.map { name, values in
      Tensor(
        name: name.description, shape: name.isBias ? [values.columns] : [values.rows, values.columns],
        values: values.values, isSinglePrecision: network.precision == .float32)
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
    let full = try resolve(path, command)
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
    network.replaceParameters(try fitting(tensors, isSingleArray: isSingleArray, path, place))
    return "Loaded \(isSingleArray ? "all parameters" : tensors.map(\.name).joined(separator: ", ")) from \(path)."
  }

  /// The values of a file in declaration order, if they are the network's.
  private func fitting(
    _ tensors: [Tensor], isSingleArray: Bool, _ path: String, _ place: Span
  ) throws(Diagnostic) -> [Double] {
    if isSingleArray {
      guard tensors[0].values.count == network.parameterCount else {
        throw Diagnostic(
          "\(path) holds \(counted(tensors[0].values.count, "number")), but the network has "
            + "\(counted(network.parameterCount, "parameter"))", at: place)
      }
      return tensors[0].values
    }
    let names = named.map(\.name.description)
    guard Set(tensors.map(\.name)) == Set(names) else {
      let listed = tensors.map { String(reflecting: $0.name).dropFirst().dropLast() }.prefix(20).joined(separator: ", ")
      throw Diagnostic(
        "\(path) holds \(listed.isEmpty ? "nothing" : listed), but the network has \(names.joined(separator: ", "))",
        at: place)
    }
    var values: [Double] = []
    for (name, matrix) in named {
      guard let tensor = tensors.first(where: { $0.name == name.description }) else { continue }
      let shape = name.isBias ? [matrix.columns] : [matrix.rows, matrix.columns]
      guard tensor.shape == shape || (name.isBias && tensor.shape == [1] + shape) else {
        throw Diagnostic(
          "\(name) is \(Self.shown(tensor.shape)) in \(path), but \(Self.shown(shape)) in the network", at: place)
      }
      values += tensor.values
    }
    return values
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
