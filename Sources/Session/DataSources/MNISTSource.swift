import Datasets
import Language

/// The four files of MNIST in a folder.
struct MNISTSource: DataSource {
  private let folder: String

  static let forms = [
    Form(
      "mnist", "the handwritten digits of LeCun, Cortes and Burges",
      [.positional("folder", .path(.folder), "where the four IDX files are, plain or .gz")])
  ]

  init(_ name: String, _ arguments: Arguments, outer: Arguments) { folder = arguments.path("folder") }

  func facts(_ facts: Facts, _ at: Places) throws(Diagnostic) -> DataFacts? {
    try facts.requireDataFile(folder, at, "folder")
    return nil
  }

  func dataset(_ context: inout RunContext) throws(Diagnostic) -> Dataset {
    try context.readData([(folder, "folder")]) { files throws(DataFileError) in
      try Dataset(mnistFolder: files[0].path, name: files[0].name)
    }
  }
}
