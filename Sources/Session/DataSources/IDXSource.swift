import Datasets
import Language

/// A pair of IDX files.
struct IDXSource: DataSource {
  private let images: String
  private let labels: String

  static let forms = [
    Form(
      "idx", "a pair of IDX files",
      [
        .positional("images", .path(.anyFile), "samples along the first extent; bytes are divided by 255"),
        .positional("labels", .path(.anyFile), "a label for each sample"),
      ])
  ]

  init(_ name: String, _ arguments: Arguments, outer: Arguments) {
    (images, labels) = (arguments.path("images"), arguments.path("labels"))
  }

  func facts(_ facts: Facts, _ at: Places) throws(Diagnostic) -> DataFacts? {
    try facts.requireDataFile(images, at, "images")
    try facts.requireDataFile(labels, at, "labels")
    return nil
  }

  func dataset(_ context: inout RunContext) throws(Diagnostic) -> Dataset {
    try context.readData([(images, "images"), (labels, "labels")]) { files, room throws(DataFileError) in
      try Dataset(idxImages: files[0], labels: files[1], room: room)
    }
  }
}
