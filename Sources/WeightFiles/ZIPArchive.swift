import Compression

/// A ZIP archive of stored and deflated members, with or without ZIP64 (PKWARE, "APPNOTE.TXT", version 6.3).
///
/// Everything is taken from the directory at the archive's end, so members written as a stream are read too.
struct ZIPArchive {
  /// A file in the archive.
  struct Member {
    /// Its path.
    let name: String
    /// Whether it is deflated; otherwise it is stored as it is.
    let isDeflated: Bool
    /// The CRC-32 of its contents.
    let checksum: UInt32
    /// The bytes it has in the archive.
    let compressedSize: Int
    /// The bytes of its contents.
    let size: Int
    /// Where its own header begins.
    let offset: Int
  }

  /// The most bytes all contents may have together.
  static let limit = 2_000_000_000

  /// The members, in the directory's order.
  let members: [Member]
  private let bytes: [UInt8]
  private let name: String
  private let directory: Range<Int>

  /// Reads an archive's directory; the name is how messages call the archive.
  init(_ bytes: [UInt8], name: String) throws(WeightFileError) {
    (self.bytes, self.name) = (bytes, name)
    let count: Int
    (directory, count) = try Self.directory(bytes, name: name)
    var reader = ByteReader(
      bytes[directory], at: directory.lowerBound, truncation: WeightFileError("the directory of \(name) is malformed"))
    var members: [Member] = []
    var names: Set<String> = []
    var total = 0
    while reader.position < directory.upperBound {
      let member = try Self.member(&reader, archive: name)
      guard names.insert(member.name).inserted else {
        throw WeightFileError("\(name) has two members named \(quoted(member.name))")
      }
      guard member.size <= Self.limit - total else {
        throw WeightFileError("\(name) says it holds more than \(Self.limit / 1_000_000_000) GB")
      }
      total += member.size
      members.append(member)
    }
    guard members.count == count else {
      throw WeightFileError("\(name) says it has \(counted(count, "member")), but its directory lists \(members.count)")
    }
    self.members = members
  }

  /// Where the directory lies and how many members it should list.
  private static func directory(_ bytes: [UInt8], name: String) throws(WeightFileError) -> (Range<Int>, count: Int) {
    let truncation = WeightFileError("\(name) is no whole ZIP archive: its directory is missing", help: cutShort)
    // The end record is the last thing in the file, but for a comment of up to 65535 bytes, whose length it gives.
    let last = bytes.count - 22
    guard
      let end = stride(from: last, through: max(0, last - 0xFFFF), by: -1).first(where: { place in
        bytes[place...].starts(with: [0x50, 0x4B, 5, 6])
          && Int(bytes[place + 20]) | Int(bytes[place + 21]) << 8 == last - place
      })
    else { throw truncation }
    var reader = ByteReader(bytes[...], at: end + 4, truncation: truncation)
    var disks = [try reader.integer(2), try reader.integer(2)]
    _ = try reader.integer(2)
    var (count, size, offset) = (try reader.integer(2), try reader.integer(4), try reader.integer(4))
    var limit = end

    // With ZIP64, a locator right before the end record points to a record with wider fields.
    if end >= 20, bytes[(end - 20)...].starts(with: [0x50, 0x4B, 6, 7]) {
      var locator = ByteReader(bytes[...], at: end - 12, truncation: truncation)
      limit = try locator.integer(8)
      reader = ByteReader(bytes[..<end], at: limit, truncation: truncation)
      guard try reader.integer(4) == 0x0606_4B50 else { throw truncation }
      _ = try reader.take(12)
      disks = [try reader.integer(4), try reader.integer(4)]
      _ = try reader.integer(8)
      (count, size, offset) = (try reader.integer(8), try reader.integer(8), try reader.integer(8))
    }
    guard disks == [0, 0] else { throw WeightFileError("\(name) is one part of an archive of several") }
    guard offset <= limit, size == limit - offset else {
      throw WeightFileError("\(name) is damaged: its directory is not where its end says", help: cutShort)
    }
    return (offset..<limit, count)
  }

  /// Takes one member's entry of the directory.
  private static func member(_ reader: inout ByteReader, archive: String) throws(WeightFileError) -> Member {
    guard try reader.integer(4) == 0x0201_4B50 else {
      throw WeightFileError("the directory of \(archive) is malformed at byte \(reader.position - 4)")
    }
    _ = try reader.take(4)
    let (flags, method) = (try reader.integer(2), try reader.integer(2))
    _ = try reader.take(4)
    let checksum = UInt32(truncatingIfNeeded: try reader.integer(4))
    var (compressedSize, size) = (try reader.integer(4), try reader.integer(4))
    let (nameLength, extraLength) = (try reader.integer(2), try reader.integer(2))
    let commentLength = try reader.integer(2)
    _ = try reader.take(8)
    var offset = try reader.integer(4)
    let nameBytes = try reader.take(nameLength)
    let extra = try reader.take(extraLength)
    _ = try reader.take(commentLength)

    let name = String(decoding: nameBytes, as: UTF8.self)
    // Decoding puts U+FFFD where the bytes are no UTF-8.
    guard name.utf8.elementsEqual(nameBytes) else {
      throw WeightFileError("\(archive) has a member whose name is not UTF-8")
    }
    let subject = "\(quoted(name)) in \(archive)"
    try widen(&size, &compressedSize, &offset, from: extra, subject: subject)
    guard flags & 0x2041 == 0 else { throw WeightFileError("\(subject) is encrypted") }
    guard method == 0 || method == 8 else {
      throw WeightFileError(
        "\(subject) is compressed by the method \(method), which is not read",
        help: "write the archive with numpy.savez or numpy.savez_compressed")
    }
    return Member(
      name: name, isDeflated: method == 8, checksum: checksum, compressedSize: compressedSize, size: size,
      offset: offset)
  }

  /// Replaces the fields that are all ones by those of the ZIP64 extra field, which has them in this order.
  private static func widen(
    _ size: inout Int, _ compressedSize: inout Int, _ offset: inout Int, from extra: ArraySlice<UInt8>, subject: String
  ) throws(WeightFileError) {
    let wide = 0xFFFF_FFFF
    guard size == wide || compressedSize == wide || offset == wide else { return }
    var reader = ByteReader(
      extra, at: extra.startIndex, truncation: WeightFileError("\(subject) has no ZIP64 sizes where it should"))
    while try reader.integer(2) != 1 { _ = try reader.take(try reader.integer(2)) }
    _ = try reader.integer(2)
    if size == wide { size = try reader.integer(8) }
    if compressedSize == wide { compressedSize = try reader.integer(8) }
    if offset == wide { offset = try reader.integer(8) }
  }

  /// The contents of a member, their size and checksum verified.
  func contents(of member: Member) throws(WeightFileError) -> ArraySlice<UInt8> {
    let subject = "\(quoted(member.name)) in \(name)"
    var reader = ByteReader(
      bytes[..<directory.lowerBound], at: member.offset,
      truncation: WeightFileError("\(subject) is not where the directory says", help: cutShort))
    guard try reader.integer(4) == 0x0403_4B50 else {
      throw WeightFileError("\(subject) is not where the directory says")
    }
    _ = try reader.take(22)
    let (nameLength, extraLength) = (try reader.integer(2), try reader.integer(2))
    guard try reader.take(nameLength).elementsEqual(member.name.utf8) else {
      throw WeightFileError("\(subject) has another name in its own header")
    }
    _ = try reader.take(extraLength)
    var contents = try reader.take(member.compressedSize)
    if member.isDeflated { contents = try inflated(contents, to: member.size, subject: subject) }
    guard contents.count == member.size else {
      throw WeightFileError("\(subject) has \(counted(contents.count, "byte")), not the \(member.size) it declares")
    }
    guard crc32(of: contents) == member.checksum else {
      throw WeightFileError("\(subject) is damaged: its checksum is another")
    }
    return contents
  }

  private func inflated(
    _ compressed: ArraySlice<UInt8>, to size: Int, subject: String
  ) throws(WeightFileError) -> ArraySlice<UInt8> {
    do {
      return try inflate(compressed, as: .raw, limit: size)[...]
    } catch {
      switch error {
      case .damaged: throw WeightFileError("\(subject) is damaged: it does not inflate")
      case .truncated: throw WeightFileError("\(subject) is damaged: its compressed data is not whole")
      case .tooLarge: throw WeightFileError("\(subject) inflates to more than the \(counted(size, "byte")) it declares")
      }
    }
  }
}
