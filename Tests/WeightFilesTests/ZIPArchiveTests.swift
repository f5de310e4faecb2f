import Compression
import Testing

@testable import WeightFiles

/// ZIP archives beyond what NumPy writes: small ones put together here, with fields that lie.
@Suite struct ZIPArchiveTests {
  /// A member, and what its headers say of it where that is not the truth.
  private struct Member {
    var name = Array("W.npy".utf8)
    var ownName: [UInt8]?
    var flags = 0
    var method = 0
    var contents = number
    var checksum: UInt32?
    var compressedSize: Int?
    var size: Int?
    var offset: Int?
    var extra: [UInt8] = []
  }

  /// A `.npy` file of the number 7.
  private static let number: [UInt8] = {
    let header = Array("{'descr': '|u1', 'fortran_order': False, 'shape': ()}".utf8)
    return NPYHeader.magic + [1, 0] + littleEndian(header.count, 2) + header + [7]
  }()

  private static func archive(
    _ members: [Member], count: Int? = nil, disk: Int = 0, comment: [UInt8] = [], isDirectoryMoved: Bool = false
  ) -> [UInt8] {
    var (bytes, directory): ([UInt8], [UInt8]) = ([], [])
    for member in members {
      let checksum = Int(member.checksum ?? crc32(of: member.contents[...]))
      let sizes =
        littleEndian(member.compressedSize ?? member.contents.count, 4)
        + littleEndian(member.size ?? member.contents.count, 4)
      let common =
        littleEndian(20, 2) + littleEndian(member.flags, 2) + littleEndian(member.method, 2) + littleEndian(0, 4)
        + littleEndian(checksum, 4) + sizes + littleEndian(member.name.count, 2)
      directory += [0x50, 0x4B, 1, 2] + littleEndian(20, 2) + common + littleEndian(member.extra.count, 2)
      directory += littleEndian(0, 10) + littleEndian(member.offset ?? bytes.count, 4) + member.name + member.extra
      bytes += [0x50, 0x4B, 3, 4] + common + littleEndian(0, 2) + (member.ownName ?? member.name) + member.contents
    }
    let offset = bytes.count - (isDirectoryMoved ? 1 : 0)
    let counts = littleEndian(count ?? members.count, 2)
    bytes += directory + [0x50, 0x4B, 5, 6] + littleEndian(disk, 2) + littleEndian(0, 2) + counts + counts
    return bytes + littleEndian(directory.count, 4) + littleEndian(offset, 4) + littleEndian(comment.count, 2) + comment
  }

  private func message(_ member: Member) -> String? { failure(Self.archive([member]))?.message }

  @Test func storedMembersAndCommentsAreRead() throws {
    var other = Member()
    other.name = Array("b/重み.npy".utf8)
    let comment = Array("PK\u{5}\u{6}".utf8) + [UInt8](repeating: 0, count: 65_000)
    let tensors = try WeightFile.read(Self.archive([Member(), other], comment: comment), name: "file")
    #expect(tensors.map(\.name) == ["W", "b/重み"] && tensors.map(\.values) == [[7], [7]])
  }

  @Test func zip64SizesAreTakenWhereTheOthersAreFull() throws {
    let (wide, size) = (0xFFFF_FFFF, Self.number.count)
    let other = littleEndian(0x5455, 2) + littleEndian(5, 2) + littleEndian(0, 5)
    let extra = other + littleEndian(1, 2) + littleEndian(16, 2) + littleEndian(size, 8) + littleEndian(size, 8)
    let archive = Self.archive([Member(compressedSize: wide, size: wide, extra: extra)])
    #expect(try WeightFile.read(archive, name: "file").map(\.values) == [[7]])
    #expect(message(Member(size: wide, extra: other)) == "'W.npy' in file has no ZIP64 sizes where it should")
    #expect(message(Member(offset: wide)) == "'W.npy' in file has no ZIP64 sizes where it should")
    let huge = littleEndian(1, 2) + littleEndian(8, 2) + littleEndian(-1, 8)
    #expect(message(Member(size: wide, extra: huge)) == "file says it holds more than 2 GB")
    #expect(message(Member(compressedSize: wide, extra: huge)) == "'W.npy' in file is not where the directory says")
    #expect(message(Member(offset: wide, extra: huge)) == "'W.npy' in file is not where the directory says")
  }

  @Test func wrongMembersSayWhatIsWrong() {
    #expect(message(Member(flags: 1)) == "'W.npy' in file is encrypted")
    #expect(message(Member(method: 99)) == "'W.npy' in file is compressed by the method 99, which is not read")
    #expect(message(Member(method: 8, contents: [7])) == "'W.npy' in file is damaged: it does not inflate")
    #expect(message(Member(checksum: 1)) == "'W.npy' in file is damaged: its checksum is another")
    #expect(message(Member(size: 2_000_000_001)) == "file says it holds more than 2 GB")
    #expect(message(Member(size: 10)) == "'W.npy' in file has 64 bytes, not the 10 it declares")
    #expect(message(Member(compressedSize: 65)) == "'W.npy' in file is not where the directory says")
    #expect(message(Member(offset: 1)) == "'W.npy' in file is not where the directory says")
    #expect(message(Member(offset: 1 << 30)) == "'W.npy' in file is not where the directory says")
    #expect(message(Member(ownName: Array("V.npy".utf8))) == "'W.npy' in file has another name in its own header")
    #expect(message(Member(name: [0xFF])) == "file has a member whose name is not UTF-8")
    #expect(message(Member(name: Array("W.txt".utf8))) == "file holds 'W.txt', which is no .npy file")
    #expect(message(Member(contents: [])) == "'W.npy' in file is no .npy file")
    #expect(
      message(Member(contents: Self.number.dropLast())) == "'W.npy' in file has 0 bytes of elements, but its shape "
        + "(no extents) and type '|u1' need 1")
  }

  @Test func aPickledCheckpointIsRecognised() {
    var pickle = Member()
    pickle.name = Array("archive/data.pkl".utf8)
    #expect(
      failure(Self.archive([pickle]))
        == WeightFileError("file holds 'archive/data.pkl', which is no .npy file", help: WeightFile.pickled))
  }

  @Test func whatInflatesMustHaveTheDeclaredSize() {
    var member = Member(
      method: 8, contents: Self.deflatedZeros, checksum: crc32(of: [UInt8](repeating: 0, count: 1000)[...]))
    member.size = 999
    #expect(message(member) == "'W.npy' in file inflates to more than the 999 bytes it declares")
    member.size = 1001
    #expect(message(member) == "'W.npy' in file has 1000 bytes, not the 1001 it declares")
    member.size = 1000
    #expect(message(member) == "'W.npy' in file is no .npy file")
    member.contents = Self.deflatedZeros.dropLast()
    #expect(message(member) == "'W.npy' in file is damaged: its compressed data is not whole")
  }

  /// What zlib deflates 1,000 zeros to.
  private static let deflatedZeros: [UInt8] = [0x63, 0x60, 0x18, 0x05, 0xA3, 0x60, 0x14, 0x0C, 0x77, 0x00, 0x00]

  @Test func wrongDirectoriesSayWhatIsWrong() {
    let twice = Self.archive([Member(), Member()])
    #expect(failure(twice) == WeightFileError("file has two members named 'W.npy'"))
    let tooFew = Self.archive([Member()], count: 2)
    #expect(failure(tooFew)?.message == "file says it has 2 members, but its directory lists 1")
    #expect(failure(Self.archive([Member()], disk: 1))?.message == "file is one part of an archive of several")
    let moved = Self.archive([Member()], isDirectoryMoved: true)
    #expect(failure(moved)?.message == "file is damaged: its directory is not where its end says")
    let directory = Self.number.count + 35
    var damaged = Self.archive([Member()])
    damaged[directory] = 0
    #expect(failure(damaged)?.message == "the directory of file is malformed at byte \(directory)")
    damaged = Self.archive([Member()])
    damaged[directory + 28] = 200
    #expect(failure(damaged)?.message == "the directory of file is malformed")
    let missing = "file is no whole ZIP archive: its directory is missing"
    #expect(failure([0x50, 0x4B, 3, 4])?.message == missing)
    #expect(failure(Self.archive([Member()]) + [0])?.message == missing)
  }

  @Test func allMembersCountAgainstTheLimit() {
    let half = Member(size: 1_500_000_000)
    var other = half
    other.name = Array("V.npy".utf8)
    #expect(failure(Self.archive([half, other]))?.message == "file says it holds more than 2 GB")
  }

  @Test func anArchiveIsNotReadWhereThereIsNoRoom() throws {
    let bytes = try Fixture.bytes("deflated.npz")
    let need = Double(bytes.count + 24 * 16)
    // The last member holds its bytes beside them while it is read.
    let tensors = try NPZ.read(bytes, name: "file", room: need + 300)
    #expect(tensors.count == 5 && tensors.map(\.values.count).reduce(0, +) == 24)
    let error = #expect(throws: WeightFileError.self) { try NPZ.read(bytes, name: "file", room: need) }
    #expect(error?.need ?? 0 > need)
  }
}
