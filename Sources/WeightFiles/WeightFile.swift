// WeightFiles: arrays in safetensors, .npz and .npy files. It knows nothing of networks.

/// Reads and writes files of named tensors.
public enum WeightFile {
  /// What a file of tensors is written in.
  public enum Format: Sendable, CaseIterable {
    /// Hugging Face's format: a header in JSON and bytes.
    case safetensors
    /// NumPy's archive of arrays.
    case npz
    /// NumPy's file of one array.
    case npy

    /// The format that bytes begin like, or nil.
    public init?(of bytes: [UInt8]) {
      if bytes.starts(with: NPYHeader.magic) {
        self = .npy
      } else if bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6]) {
        self = .npz
      } else if bytes.count > 8, bytes[8] == UInt8(ascii: "{") {
        self = .safetensors
      } else {
        return nil
      }
    }
  }

  /// Reads the tensors of a file, in the file's order; its format is recognised by the content unless given.
  ///
  /// The name is how messages call the file, and what the tensor of a `.npy` file is called, without folders and ending.
  public static func read(
    _ bytes: [UInt8], as format: Format? = nil, name: String
  ) throws(WeightFileError) -> [Tensor] {
    switch format ?? Format(of: bytes) {
    case .safetensors: return try Safetensors.read(bytes, name: name)
    case .npz: return try NPZ.read(bytes, name: name)
    case .npy:
      let file = name.split(separator: "/").last.map(String.init) ?? name
      return [try NPY.read(bytes[...], name: NPY.withoutEnding(file), subject: name)]
    case nil:
      guard !bytes.isEmpty else { throw WeightFileError("\(name) is empty") }
      throw WeightFileError("\(name) is neither a safetensors, a .npz nor a .npy file", help: foreign(bytes))
    }
  }

  /// Writes tensors as a safetensors file, each in its precision; their names must differ and not be `__metadata__`.
  public static func write(_ tensors: [Tensor]) -> [UInt8] {
    Safetensors.write(tensors)
  }

  /// What helps with a file of another kind, if its kind is known.
  private static func foreign(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0x80]) { return pickled }
    if bytes.starts(with: [0x89, 0x48, 0x44, 0x46]) {
      return "this is an HDF5 file, as Keras writes it: save the weights with numpy.savez or safetensors instead"
    }
    return nil
  }

  /// What helps with pickled files.
  static let pickled =
    "this is a pickled file, as torch.save writes it, and reading one runs it as a program: save the weights with "
    + "safetensors.torch.save_file or numpy.savez instead"
}
