import ArgumentParser
import Files
import Report

/// Where a notebook goes that was made from another file.
struct ConversionOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "Write to this file instead of standard output.")
  var output: String?

  @Flag(help: "Replace a file, whatever is in it.")
  var force = false

  /// Refuses a path that cannot be such a file, or is one already; of the endings the first is the usual one.
  func check(from file: String, endings: [String]) throws {
    guard let path = output, !isDevice(path) else { return }
    guard !isFolder(path) else {
      throw ValidationError("--output must name a file, and '\(visible(path))' is a folder")
    }
    try OutputPath.check(folderOf: path)
    guard endings.contains(where: path.hasSuffix) else {
      throw ValidationError("the file is to be a notebook, and its ending is '\(endings[0])': not '\(visible(path))'")
    }
    guard !isSameFile(path, file) else {
      throw ValidationError("--output \(visible(path)) would replace the notebook itself")
    }
    guard force || !isTaken(path) else {
      throw ValidationError("there is a file '\(visible(path))' already: --force replaces it")
    }
  }

  /// Writes the notebook.
  func write(_ bytes: [UInt8]) throws {
    guard let output else { return writeReport(bytes, "the notebook") }
    do throws(FileError) {
      try replaceFile(output, with: bytes)
    } catch {
      complain("nbrun: error: \(error.message)")
      throw ExitStatus.unreadable
    }
  }
}
