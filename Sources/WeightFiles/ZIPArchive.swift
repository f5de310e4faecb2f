import Compression

/// A ZIP archive of .npy files, stored or deflated: NumPy's .npz (PKWARE's APPNOTE 6.3).
struct ZIPArchive {
  private let bytes: [UInt8]

  /// The most bytes that all members may come to.
  private static let limit = 2_000_000_000

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The arrays of all members, in the order of the directory.
  func arrays() throws(WeightFileError) -> [Tensor] {
    var tensors: [Tensor] = []
    var names: Set<String> = []
    var total = 0
    for member in try members() {
      let name = member.name.hasSuffix(".npy") ? String(member.name.dropLast(4)) : member.name
      guard names.insert(name).inserted else { throw WeightFileError("the archive holds '\(name)' twice") }
      guard member.size <= Self.limit - total else { throw WeightFileError("the archive holds more than 2 GB") }
      total += member.size
      tensors.append(try NPYFile.read(try contents(of: member)[...], name: name))
    }
    return tensors
  }

  /// A member as the directory describes it.
  private struct Member {
    let name: String
    let isDeflated: Bool
    let checksum: UInt32
    let compressedSize: Int
    let size: Int
    let place: Int
  }

  private func number(_ place: Int, _ size: Int) throws(WeightFileError) -> Int {
    guard place >= 0, place <= bytes.count - size else { throw WeightFileError("the archive is cut off or damaged") }
    let value = littleEndian(bytes[place..<(place + size)])
    guard value <= UInt64(Int.max / 2) else {
      throw WeightFileError("the archive is damaged: a size is beyond all bounds")
    }
    return Int(value)
  }

  /// The directory lies before a record at the very end, which a comment may follow.
  private func members() throws(WeightFileError) -> [Member] {
    let last = stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 65535), by: -1)
      .first { bytes[$0...].starts(with: [0x50, 0x4B, 5, 6]) }
    guard bytes.count >= 22, let end = last else {
      throw WeightFileError("the archive has no directory: it is cut off")
    }
    let count = try number(end + 10, 2)
    var place = try number(end + 16, 4)
    guard count < 0xFFFF, place < 0xFFFF_FFFF else {
      throw WeightFileError("the archive has more members than an .npz file")
    }
    var members: [Member] = []
    for _ in 0..<count {
      guard try number(place, 4) == 0x0201_4B50 else { throw WeightFileError("the archive's directory is damaged") }
      let (flags, method) = (try number(place + 8, 2), try number(place + 10, 2))
      let (nameSize, extraSize) = (try number(place + 28, 2), try number(place + 30, 2))
      let commentSize = try number(place + 32, 2)
      _ = try number(place + 46 + nameSize + extraSize + commentSize, 0)
      let name = String(decoding: bytes[(place + 46)..<(place + 46 + nameSize)], as: UTF8.self)
      guard flags & 1 == 0 else { throw WeightFileError("'\(name)' is encrypted") }
      guard method == 0 || method == 8 else {
        throw WeightFileError("'\(name)' is compressed by the unknown method \(method)")
      }
      var sizes = [try number(place + 24, 4), try number(place + 20, 4), try number(place + 42, 4)]
      try widen(&sizes, extra: (place + 46 + nameSize)..<(place + 46 + nameSize + extraSize))
      members.append(
        Member(
          name: name, isDeflated: method == 8, checksum: UInt32(try number(place + 16, 4)), compressedSize: sizes[1],
          size: sizes[0], place: sizes[2]))
      place += 46 + nameSize + extraSize + commentSize
    }
    return members
  }

  /// Replaces sizes that do not fit 32 bits by those of the ZIP64 field.
  private func widen(_ sizes: inout [Int], extra: Range<Int>) throws(WeightFileError) {
    var place = extra.lowerBound
    while place + 4 <= extra.upperBound {
      let (id, size) = (try number(place, 2), try number(place + 2, 2))
      var field = place + 4
      for index in sizes.indices where id == 1 && sizes[index] == 0xFFFF_FFFF && field + 8 <= place + 4 + size {
        sizes[index] = try number(field, 8)
        field += 8
      }
      place += 4 + size
    }
  }

  private func contents(of member: Member) throws(WeightFileError) -> [UInt8] {
    guard try number(member.place, 4) == 0x0403_4B50 else {
      throw WeightFileError("'\(member.name)' is not where the archive's directory says")
    }
    let start = member.place + 30 + (try number(member.place + 26, 2)) + (try number(member.place + 28, 2))
    guard start <= bytes.count, member.compressedSize <= bytes.count - start else {
      throw WeightFileError("'\(member.name)' is cut off")
    }
    let stored = bytes[start..<(start + member.compressedSize)]
    let contents: [UInt8]
    if member.isDeflated {
      do throws(InflateFailure) {
        contents = try inflate(stored, as: .raw, limit: member.size)
      } catch {
        throw WeightFileError(
          error == .tooLarge ? "'\(member.name)' holds more than it says" : "'\(member.name)' is damaged")
      }
    } else {
      contents = Array(stored)
    }
    guard contents.count == member.size else { throw WeightFileError("'\(member.name)' holds less than it says") }
    guard checksum(contents) == member.checksum else {
      throw WeightFileError("'\(member.name)' is damaged: its checksum is another")
    }
    return contents
  }
}
