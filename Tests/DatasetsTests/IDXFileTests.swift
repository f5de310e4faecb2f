import Files
import Foundation
import Testing

@testable import Datasets

/// IDX files of every element type, whole and broken.
@Suite struct IDXFileTests {
  private static func bytes(_ type: UInt8, _ shape: [UInt32], _ elements: [UInt8]) -> [UInt8] {
    [0, 0, type, UInt8(shape.count)]
      + shape.flatMap { extent in (0..<4).map { UInt8(truncatingIfNeeded: extent >> (24 - 8 * UInt32($0))) } }
      + elements
  }

  private func read(_ bytes: [UInt8]) throws -> IDXFile { try IDXFile(bytes, name: "file") }

  @Test func everyElementTypeIsRead() throws {
    #expect(try read(Self.bytes(0x08, [2], [7, 255])).elements == .bytes([7, 255]))
    #expect(try read(Self.bytes(0x09, [2], [1, 0xFF])).elements == .numbers([1, -1]))
    #expect(try read(Self.bytes(0x0B, [2], [1, 2, 0xFF, 0xFE])).elements == .numbers([258, -2]))
    #expect(try read(Self.bytes(0x0C, [1], [0xFF, 0xFF, 0xFF, 0xF0])).elements == .numbers([-16]))
    #expect(try read(Self.bytes(0x0D, [1], [0xBF, 0xC0, 0, 0])).elements == .numbers([-1.5]))
    #expect(
      try read(Self.bytes(0x0E, [1], [0x40, 0x09, 0x21, 0xFB, 0x54, 0x44, 0x2D, 0x18])).elements == .numbers([.pi]))
  }

  /// A header that claims 4 GB, with nothing behind it: it alone is inflated.
  @Test func aCompressedFileIsNotInflatedWhereThereIsNoRoom() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).gz")
    defer { try? FileManager.default.removeItem(at: file) }
    // gzip -c of 0 0 8 1, the extent 4,000,000,000, and no element: stored, so that no library is needed to write it.
    let stored: [UInt8] = [0, 0, 8, 1, 0xEE, 0x6B, 0x28, 0x00]
    let block: [UInt8] = [1, 8, 0, 0xF7, 0xFF] + stored
    try Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + block + [0xD4, 0xC8, 0x6E, 0x9B, 8, 0, 0, 0]).write(to: file)
    let error = #expect(throws: DataFileError.self) { try IDXFile(Place(at: file.path, named: "f"), room: 1e9) }
    #expect(error?.need == 8_000_000_031)
  }

  @Test func everyRankIsRead() throws {
    #expect(try read(Self.bytes(0x08, [], [9])).shape == [])
    let cube = try read(Self.bytes(0x08, [2, 2, 3], Array(0..<12)))
    #expect(cube.shape == [2, 2, 3] && cube.rows.rows == 2 && cube.rows.columns == 6)
    #expect((0..<2).flatMap { cube.rows.row($0) } == (0..<12).map { Double($0) / 255 })
    #expect(cube.labels == nil)
    #expect(try read(Self.bytes(0x08, [3], [4, 0, 9])).labels?.values == [4, 0, 9])
    #expect(try read(Self.bytes(0x08, Array(repeating: 1, count: 255), [5])).shape.count == 255)
    #expect(try read(Self.bytes(0x08, [0, 28, 28], [])).rows.rows == 0)
  }

  @Test(arguments: [
    ([UInt8](), "file is no IDX file: it does not begin with two zeros, a type and a rank"),
    ([0, 0, 8], "file is no IDX file: it does not begin with two zeros, a type and a rank"),
    ([1, 0, 8, 1, 0, 0, 0, 0], "file is no IDX file: it does not begin with two zeros, a type and a rank"),
    ([0, 0, 0x0A, 1, 0, 0, 0, 0], "file has elements of the unknown type 10"),
    ([0, 0, 8, 2, 0, 0, 0, 1], "file ends within its header of 2 extents"),
    ([0, 0, 8, 1, 0, 0, 0, 3, 1, 2], "file holds 2 bytes of elements, but 3 elements of 1 byte need 3"),
    ([0, 0, 8, 1, 0, 0, 0, 1, 1, 2], "file holds 2 bytes of elements, but 1 elements of 1 byte need 1"),
  ])
  func brokenFilesSayWhatIsWrong(bytes: [UInt8], message: String) {
    #expect(throws: DataFileError(message)) { try read(bytes) }
  }

  @Test func extentsThatMultiplyBeyondAllBoundsAreRefused() {
    let bytes = Self.bytes(0x0E, [0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF], [])
    #expect(throws: DataFileError("file says it holds more elements than can be")) { try read(bytes) }
  }

  @Test func aFolderWithoutTheFilesNamesThemAll() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data().write(to: folder.appending(path: "t10k-images-idx3-ubyte"))
    let error = #expect(throws: DataFileError.self) {
      try Dataset(mnistFolder: Place(at: folder.path, named: "pictures"))
    }
    #expect(
      error?.message == "the folder 'pictures' has no train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, "
        + "t10k-labels-idx1-ubyte.gz")
    #expect(
      error?.help == "MNIST's files come from http://yann.lecun.com/exdb/mnist/ and its mirror "
        + "https://storage.googleapis.com/cvdf-datasets/mnist/")
  }

  @Test func theFourFilesOfAFolderAreBothParts() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, bytes) in [
      ("train-images-idx3-ubyte", Self.bytes(0x08, [3, 1, 2], [0, 51, 102, 153, 204, 255])),
      ("train-labels-idx1-ubyte", Self.bytes(0x08, [3], [2, 0, 1])),
      ("t10k-images-idx3-ubyte", Self.bytes(0x08, [2, 1, 2], [255, 0, 0, 255])),
      ("t10k-labels-idx1-ubyte", Self.bytes(0x08, [2], [1, 2])),
    ] {
      try Data(bytes).write(to: folder.appending(path: name))
    }
    let mnist = try Dataset(mnistFolder: Place(at: folder.path, named: "pictures"))
    #expect(mnist.name == "MNIST" && mnist.pictureShape == Dataset.PictureShape(rows: 1, columns: 2))
    #expect(mnist.inputs.values == [0, 0.2, 0.4, 0.6, 0.8, 1] && mnist.targets.values == [2, 0, 1])
    #expect(mnist.test?.inputs.values == [1, 0, 0, 1] && mnist.test?.targets.values == [1, 2])
  }

  @Test func imagesAndLabelsMustBeAsMany() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (images, labels) = (folder.appending(path: "i").path, folder.appending(path: "l").path)
    try Data(Self.bytes(0x08, [2, 1], [1, 2])).write(to: URL(filePath: images))
    try Data(Self.bytes(0x08, [3], [0, 1, 2])).write(to: URL(filePath: labels))
    #expect(throws: DataFileError("i holds 2 samples but l 3 labels")) {
      try Dataset(idxImages: Place(at: images, named: "i"), labels: Place(at: labels, named: "l"))
    }
    #expect(throws: DataFileError("i holds no labels: it has 2 extents, not one")) {
      try Dataset(idxImages: Place(at: images, named: "i"), labels: Place(at: images, named: "i"))
    }
  }

  @Test func picturesKeepTheirExtents() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func dataset(_ extents: [UInt32]) throws -> Dataset {
      let (images, labels) = (folder.appending(path: "i"), folder.appending(path: "l"))
      try Data(Self.bytes(0x08, extents, [UInt8](0..<12))).write(to: images)
      try Data(Self.bytes(0x08, [2], [0, 1])).write(to: labels)
      return try Dataset(idxImages: Place(at: images.path, named: "i"), labels: Place(at: labels.path, named: "l"))
    }
    let pictures = try dataset([2, 2, 3])
    #expect(pictures.pictureShape == Dataset.PictureShape(rows: 2, columns: 3))
    #expect(pictures.inputs.row(1) == (6..<12).map { Double($0) / 255 } && pictures.targets.values == [0, 1])
    #expect(try dataset([2, 6]).pictureShape == nil)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["NBRUN_MNIST"] != nil))
  func realPicturesAreRead() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["NBRUN_MNIST"])
    let mnist = try Dataset(mnistFolder: Place(at: folder, named: "mnist"))
    #expect(mnist.inputs.rows == 8000 && mnist.inputs.columns == 784 && mnist.test?.inputs.rows == 2000)
    #expect((0..<5).map { mnist.targets[$0, 0] } == [7, 2, 1, 0, 4])
    #expect(mnist.classCount == 10 && mnist.pictureShape == Dataset.PictureShape(rows: 28, columns: 28))
  }

  @Test func everyNumberIsFinite() {
    let error = #expect(throws: DataFileError.self) {
      try read(Self.bytes(0x0D, [3], [0, 0, 0, 0, 0x7F, 0xC0, 0, 0, 0x7F, 0x80, 0, 0]))
    }
    #expect(error?.message == "file, element 2 is nan, which is not a finite number")
  }
}
