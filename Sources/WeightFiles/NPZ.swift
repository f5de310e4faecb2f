/// NumPy's archive of arrays: a ZIP archive whose members are `.npy` files.
enum NPZ {
  /// The most numbers an archive may hold, which take 2 GB: a small archive can inflate to very much.
  static let limit = 250_000_000

  /// Reads the arrays in the archive's order; its name is how messages call it.
  static func read(_ bytes: [UInt8], name: String, limit: Int = limit) throws(WeightFileError) -> [Tensor] {
    let archive = try ZIPArchive(bytes, name: name)
    for member in archive.members where !member.name.hasSuffix(".npy") {
      throw WeightFileError(
        "\(name) holds \(quoted(member.name)), which is no .npy file",
        help: member.name.hasSuffix("data.pkl") ? WeightFile.pickled : nil)
    }
    var tensors: [Tensor] = []
    var count = 0
    for member in archive.members {
      let header = try NPYHeader(try archive.contents(of: member), name: "\(quoted(member.name)) in \(name)")
      count += header.data.count / header.type.size
      guard count <= limit else { throw WeightFileError("\(name) holds more than \(limit) numbers") }
      tensors.append(NPY.tensor(header, name: NPY.withoutEnding(member.name)))
    }
    return tensors
  }
}
