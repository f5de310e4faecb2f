import Engine

extension Dataset {
  /// Reads the four files of MNIST from a folder, each plain or gzipped; the folder's name is how messages call it.
  public init(mnistFolder path: String, name: String) throws(DataFileError) {
    let stems = [
      "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
    ]
    guard isFolder(path) else { throw DataFileError("there is no folder '\(name)'", help: Self.sourceOfMNIST) }
    let found = stems.map { stem in ["", ".gz"].map { stem + $0 }.first { isFile(path + "/" + $0) } }
    let missing = zip(stems, found).filter { $0.1 == nil }.map { $0.0 + ".gz" }
    guard missing.isEmpty else {
      throw DataFileError(
        "the folder '\(name)' has no \(missing.joined(separator: ", "))",
        help: Self.sourceOfMNIST)
    }
    let files = found.compactMap { $0 }
    func file(_ index: Int) -> (path: String, name: String) {
      (path + "/" + files[index], "\(name)/\(files[index])")
    }
    try self.init(idxImages: file(0), labels: file(1))
    let tested = try Dataset(idxImages: file(2), labels: file(3))
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
    idxImages images: (path: String, name: String), labels: (path: String, name: String)
  ) throws(DataFileError) {
    let array = try IDXFile(path: images.path, name: images.name)
    let inputs = array.rows
    let file = try IDXFile(path: labels.path, name: labels.name)
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
