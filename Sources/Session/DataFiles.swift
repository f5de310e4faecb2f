import Datasets
import Files
import Language

// What the sources that read files share: where a file may lie, and what is said where it cannot be read.

extension Facts {
  /// A file of data that the notebook may read, as far as its name tells.
  func requireDataFile(_ path: String, _ at: Places, _ argument: String) throws(Diagnostic) {
    try requireInside(path, at, argument, help: dataFileHelp(argument, names.name(of: path)))
  }
}

extension RunContext {
  /// Reads samples from the files of some arguments, in the memory that is left.
  mutating func readData(
    _ files: [(path: String, argument: String)], helpIfMissing: String? = nil,
    _ read: ([Place], _ room: Double) throws(DataFileError) -> Dataset
  ) throws(Diagnostic) -> Dataset {
    var found: [Place] = []
    for (path, argument) in files {
      found.append(try file(path, argument, help: dataFileHelp(argument, before.facts.names.name(of: path))))
    }
    do throws(DataFileError) {
      return try read(found, before.facts.memoryLeft)
    } catch {
      if let need = error.need {
        let names = found.map(\.name).joined(separator: " and ")
        throw Diagnostic(before.facts.lackOfMemory(need, for: "reading \(names)"), at: at.head)
      }
      let help = error.help == nil ? nil : helpIfMissing ?? error.help
      let others = files.lazy.compactMap { [before] in before.facts.files.helpInPlace(of: $0.path) }
      throw Diagnostic(error.message, at: at.head, help: help ?? others.first)
    }
  }
}

/// What to do about a file that may not be read; `name` is what the notebook calls it, if it does.
private func dataFileHelp(_ argument: String, _ name: String?) -> String {
  if let name { return "put it into that folder, or run with '-p \(name)=PATH'" }
  return "put it into that folder, or write 'let \(argument) \"NAME\"' and '$\(argument)' in its place, "
    + "and run with '-p \(argument)=PATH'"
}
