/// NumPy's archive of arrays: a ZIP archive whose members are `.npy` files.
enum NPZ {
  /// Reads the arrays in the archive's order; its name is how messages call it.
  ///
  /// A small archive can inflate to very much: no member is inflated, nor made numbers of, for which there is no room.
  static func read(_ bytes: [UInt8], name: String, room: Double = .infinity) throws(WeightFileError) -> [Tensor] {
    let archive = try ZIPArchive(bytes, name: name)
    for member in archive.members where !member.name.hasSuffix(".npy") {
      throw WeightFileError(
        "\(name) holds \(quoted(member.name)), which is no .npy file",
        help: member.name.hasSuffix("data.pkl") ? WeightFile.pickled : nil)
    }
    var tensors: [Tensor] = []
    var count = 0
    for member in archive.members {
      try WeightFileError.require(bytes: bytes.count + member.size, numbers: count, of: room, for: name)
      let header = try NPYHeader(try archive.contents(of: member), name: "\(quoted(member.name)) in \(name)")
      count += header.count
      try WeightFileError.require(bytes: bytes.count + member.size, numbers: count, of: room, for: name)
      tensors.append(NPY.tensor(header, name: NPY.withoutEnding(member.name)))
    }
    return tensors
  }
}
