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
    let name = context.before.facts.names.name(of: folder)
    return try context.readData([(folder, "folder")], helpIfMissing: Self.helpIfMissing(name)) {
      files, room throws(DataFileError) in
      try Dataset(mnistFolder: files[0], room: room)
    }
  }

  /// Where the files are from, and how to say where they are; `name` is what the notebook calls the folder, if it does.
  private static func helpIfMissing(_ name: String?) -> String {
    let cure =
      name.map { "run with '-p \($0)=FOLDER'" }
      ?? "write 'let mnist \"mnist\"' and 'data mnist $mnist', run with '-p mnist=FOLDER'"
    return
      "it needs train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, "
      + "plain or .gz, from https://storage.googleapis.com/cvdf-datasets/mnist/: \(cure), "
      + "or 'data idx \"images\" \"labels\"' for one pair; 'data digits 1000' needs no files"
  }
}
