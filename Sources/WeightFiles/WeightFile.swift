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

  /// What a file holds.
  public struct Contents: Sendable {
    /// What it is written in.
    public let format: Format
    /// The tensors in the file's order.
    public let tensors: [Tensor]
    /// What a safetensors file says of itself, by name.
    public let metadata: [String: String]
  }

  /// What a safetensors file says before its numbers.
  public struct Head: Sendable {
    /// The names and extents of the tensors, in the file's order.
    public let shapes: [(name: String, shape: [Int])]
    /// What it says of itself, by name.
    public let metadata: [String: String]
  }

  /// The metadata that says which program wrote a file.
  public static let program = (name: "format", text: "nbrun")

  /// The most bytes that the names and texts of metadata may have together.
  public static let metadataLimit = 8_000_000

  /// Reads the tensors of a file, in the file's order; its format is recognised by the content unless given.
  ///
  /// The name is how messages call the file, and what the tensor of a `.npy` file is called, without folders and ending.
  public static func read(
    _ bytes: [UInt8], as format: Format? = nil, name: String, room: Double = .infinity
  ) throws(WeightFileError) -> [Tensor] {
    try contents(of: bytes, as: format, name: name, room: room).tensors
  }

  /// Reads the tensors of a file and what it says of itself, if there is room for so many bytes.
  public static func contents(
    of bytes: [UInt8], as format: Format? = nil, name: String, room: Double = .infinity
  ) throws(WeightFileError) -> Contents {
    switch format ?? Format(of: bytes) {
    case .safetensors:
      let (tensors, metadata) = try Safetensors.read(bytes, name: name, room: room)
      return Contents(format: .safetensors, tensors: tensors, metadata: metadata)
    case .npz: return Contents(format: .npz, tensors: try NPZ.read(bytes, name: name, room: room), metadata: [:])
    case .npy:
      let file = name.split(separator: "/").last.map(String.init) ?? name
      let tensor = try NPY.read(bytes[...], name: NPY.withoutEnding(file), subject: name, room: room)
      return Contents(format: .npy, tensors: [tensor], metadata: [:])
    case nil:
      guard !bytes.isEmpty else { throw WeightFileError("\(name) is empty") }
      throw WeightFileError("\(name) is neither a safetensors, a .npz nor a .npy file", help: foreign(bytes))
    }
  }

  /// The bytes of a safetensors file up to its numbers, as far as its beginning tells; nil for a file of another format.
  public static func length(ofHead bytes: [UInt8], name: String) throws(WeightFileError) -> Int? {
    Format(of: bytes) == .safetensors ? try Safetensors.length(ofHead: bytes, name: name) : nil
  }

  /// Reads what a safetensors file says before its numbers, which may be missing.
  public static func head(_ bytes: [UInt8], name: String) throws(WeightFileError) -> Head {
    let header = try Safetensors.header(bytes, name: name)
    return Head(shapes: header.entries.map { ($0.name, $0.shape) }, metadata: header.metadata)
  }

  /// Writes tensors as a safetensors file, each in its precision; their names must differ and not be `__metadata__`.
  ///
  /// The metadata is written in its order, after the name of the program; its names must differ from that and each other.
  public static func write(_ tensors: [Tensor], metadata: [(name: String, text: String)] = []) -> [UInt8] {
    Safetensors.write(tensors, metadata: metadata)
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
