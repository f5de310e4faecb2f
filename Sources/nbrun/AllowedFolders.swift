import ArgumentParser
import Files
import Report

/// The folders besides their own whose files notebooks may use.
struct AllowedFolders: ParsableArguments {
  @Option(
    name: .customLong("allow-path"),
    help: "Let a notebook use the files of this folder too, besides its own; may be given several times.",
    completion: .directory)
  var folders: [String] = []

  func validate() throws {
    for folder in folders where !isFolder(folder) {
      throw ValidationError("--allow-path: there is no folder '\(visible(folder))'")
    }
  }
}
