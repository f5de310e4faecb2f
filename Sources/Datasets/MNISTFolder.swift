import Engine

extension Dataset {
  /// Reads the four files of MNIST from a folder, each plain or gzipped; the folder's name is how messages call it.
  public init(mnistFolder path: String, name: String) throws(DataFileError) {
    let stems = [
      "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
    ]
    let found = stems.map { stem in ["", ".gz"].map { stem + $0 }.first { isFile(path + "/" + $0) } }
    let missing = zip(stems, found).filter { $0.1 == nil }.map { $0.0 + ".gz" }
    guard missing.isEmpty else {
      throw DataFileError(
        "the folder '\(name)' has no \(missing.joined(separator: ", "))",
        help: "MNIST's files come from http://yann.lecun.com/exdb/mnist/ and its mirror "
          + "https://storage.googleapis.com/cvdf-datasets/mnist/")
    }
    let files = found.compactMap { $0 }
    func samples(_ images: String, _ labels: String) throws(DataFileError) -> Samples {
      try Samples(
        images: (path + "/" + images, "\(name)/\(images)"), labels: (path + "/" + labels, "\(name)/\(labels)"))
    }
    let training = try samples(files[0], files[1])
    let test = try samples(files[2], files[3])
    guard training.inputs.columns == test.inputs.columns else {
      throw DataFileError(
        "the images of '\(name)' have \(training.inputs.columns) pixels to learn from and \(test.inputs.columns) to test on"
      )
    }
    self.init(name: "MNIST", inputs: training.inputs, targets: training.targets)
    self.test = test
  }

  /// Reads a pair of IDX files: samples along the first extent, and a label for each.
  public init(
    idxImages images: (path: String, name: String), labels: (path: String, name: String)
  ) throws(DataFileError) {
    let samples = try Samples(images: images, labels: labels)
    self.init(name: images.name, inputs: samples.inputs, targets: samples.targets)
  }
}

extension Dataset.Samples {
  fileprivate init(
    images: (path: String, name: String), labels: (path: String, name: String)
  ) throws(DataFileError) {
    let inputs = try IDXFile(path: images.path, name: images.name).rows
    let file = try IDXFile(path: labels.path, name: labels.name)
    guard let targets = file.labels else {
      throw DataFileError("\(labels.name) holds no labels: it has \(counted(file.shape.count, "extent")), not one")
    }
    guard inputs.rows == targets.rows else {
      throw DataFileError(
        "\(images.name) holds \(counted(inputs.rows, "sample")) but \(labels.name) \(counted(targets.rows, "label"))")
    }
    guard inputs.rows > 0, inputs.columns > 0 else { throw DataFileError("\(images.name) holds no samples") }
    self.init(inputs: inputs, targets: targets)
  }
}
