import Datasets
import Language

// What the sources that read files share: where a file may lie, and what is said where it cannot be read.

extension Facts {
  /// A file of data that the notebook may read, as far as its name tells.
  func requireDataFile(_ path: String, _ at: Places, _ argument: String) throws(Diagnostic) {
    try requireInside(path, at, argument, help: dataFileHelp(argument))
  }
}

extension RunContext {
  /// Reads samples from the files of some arguments.
  mutating func readData(
    _ files: [(path: String, argument: String)],
    _ read: ([(path: String, name: String)]) throws(DataFileError) -> Dataset
  ) throws(Diagnostic) -> Dataset {
    var found: [(path: String, name: String)] = []
    for (path, argument) in files { found.append(try file(path, argument, help: dataFileHelp(argument))) }
    do throws(DataFileError) {
      return try read(found)
    } catch {
      throw Diagnostic(error.message, at: at.head, help: error.help)
    }
  }
}

private func dataFileHelp(_ argument: String) -> String {
  "put it into that folder, or write 'let \(argument) \"NAME\"' and '$\(argument)' in its place, "
    + "and run with '-p \(argument)=PATH'"
}
