import Engine
import Files

extension Dataset {
  /// Reads the four files of MNIST from a folder, each plain or gzipped.
  public init(mnistFolder folder: Place, room: Double = .infinity) throws(DataFileError) {
    let stems = [
      "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
    ]
    let name = folder.name
    guard folder.kind == .folder else { throw DataFileError("there is no folder '\(name)'", help: Self.sourceOfMNIST) }
    let found = stems.map { stem in
      ["", ".gz"].lazy.map { folder.member(stem + $0) }.first { ![nil, .folder].contains($0.kind) }
    }
    let missing = zip(stems, found).filter { $0.1 == nil }.map { $0.0 + ".gz" }
    guard missing.isEmpty else {
      throw DataFileError(
        "the folder '\(name)' has no \(missing.joined(separator: ", "))",
        help: Self.sourceOfMNIST)
    }
    let files = found.compactMap { $0 }
    try self.init(idxImages: files[0], labels: files[1], room: room)
    let tested = try Dataset(idxImages: files[2], labels: files[3], room: room - Double(byteCount))
    guard inputs.columns == tested.inputs.columns else {
      throw DataFileError(
        "the images of '\(name)' have \(inputs.columns) pixels to learn from and \(tested.inputs.columns) to test on")
    }
    self.name = "MNIST"
    test = Samples(inputs: tested.inputs, targets: tested.targets)
  }

  private static let sourceOfMNIST =
    "MNIST's files come from http://yann.lecun.com/exdb/mnist/ and its mirror "
    + "https://storage.googleapis.com/cvdf-datasets/mnist/"

  /// Reads a pair of IDX files: samples along the first extent, and a label for each.
  public init(
    idxImages images: Place, labels: Place, room: Double = .infinity
  ) throws(DataFileError) {
    let array = try IDXFile(images, room: room)
    let inputs = array.rows
    let file = try IDXFile(labels, room: room - Double(inputs.byteCount))
    guard let targets = file.labels else {
      throw DataFileError("\(labels.name) holds no labels: it has \(counted(file.shape.count, "extent")), not one")
    }
    guard inputs.rows == targets.rows else {
      throw DataFileError(
        "\(images.name) holds \(counted(inputs.rows, "sample")) but \(labels.name) \(counted(targets.rows, "label"))")
    }
    guard inputs.rows > 0, inputs.columns > 0 else { throw DataFileError("\(images.name) holds no samples") }
    self.init(name: images.name, inputs: inputs, targets: targets)
    if array.shape.count == 3 { pictureShape = PictureShape(rows: array.shape[1], columns: array.shape[2]) }
  }
}
