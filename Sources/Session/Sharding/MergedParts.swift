import Outputs

/// Parts that were made from one notebook, put together.
public struct MergedParts: Sendable {
  /// What all parts have in common.
  public let first: PartFile
  /// The sweeps with all of their runs.
  public let sweeps: [SweepRecord]

  /// Puts parts together; a mismatch, a gap or a duplicate is refused by the names of the files.
  public init(_ parts: [(name: String, file: PartFile)], program: String) throws(PartFileError) {
    guard let reference = parts.first else { throw PartFileError(message: "there are no parts") }
    first = reference.file
    for (name, file) in parts {
      guard file.program == program else {
        throw PartFileError(message: "\(name) was made by nbrun \(file.program), and this is \(program)")
      }
      if let difference = Self.difference(file, reference.file) {
        throw PartFileError(message: "\(name) and \(reference.name) do not belong together: \(difference)")
      }
    }
    var byNumber: [Int: String] = [:]
    for (name, file) in parts {
      guard let other = byNumber.updateValue(name, forKey: file.shard.number) else { continue }
      throw PartFileError(message: "\(other) and \(name) are both part \(file.shard)")
    }
    let missing = (1...first.shard.count).filter { byNumber[$0] == nil }
    guard missing.isEmpty else {
      let named = missing.prefix(20).map(String.init).joined(separator: ", ") + (missing.count > 20 ? " …" : "")
      throw PartFileError(
        message: "\(missing.count == 1 ? "part" : "parts") \(named) of \(first.shard.count) "
          + "\(missing.count == 1 ? "is" : "are") missing",
        help: Shard(missing[0], of: first.shard.count).map(first.command))
    }
    var sweeps = first.sweeps
    for (_, file) in parts.dropFirst() {
      for (index, sweep) in file.sweeps.enumerated() {
        sweeps[index].runs.merge(sweep.runs) { mine, _ in mine }
        sweeps[index].traits.formUnion(sweep.traits)
      }
    }
    self.sweeps = sweeps
  }

  /// What two parts do not have in common; nil if they belong together.
  private static func difference(_ part: PartFile, _ other: PartFile) -> String? {
    if part.digest != other.digest { return "they were made from different notebooks" }
    if Set(part.parameters) != Set(other.parameters) {
      func written(_ part: PartFile) -> String {
        part.parameters.isEmpty ? "none" : part.options.joined(separator: " ")
      }
      return "their parameters differ, \(written(part)) and \(written(other))"
    }
    if part.shard.count != other.shard.count {
      return "one is of \(part.shard.count) parts, the other of \(other.shard.count)"
    }
    guard part.sweeps.count == other.sweeps.count else {
      return "one has \(counted(part.sweeps.count, "sweep")), the other \(other.sweeps.count)"
    }
    let places = part.sweeps.indices.filter {
      part.sweeps[$0].count != other.sweeps[$0].count || part.sweeps[$0].fingerprint != other.sweeps[$0].fingerprint
    }
    return places.first.map { "sweep \($0 + 1) began from other data or another network" }
  }
}
