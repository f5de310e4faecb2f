import ArgumentParser
import Files
import LanguageServer
import Session

/// `nbrun editors`: writes what editors colour notebooks by.
struct Editors: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the files that Vim and VS Code colour notebooks by.",
    discussion: "They are the same for everybody; a file that differs is not replaced without --force.")

  @Argument(help: "The folder to write them to; it is made if there is none.", completion: .directory)
  var folder: String

  @Flag(help: "Replace files that differ.")
  var force = false

  func run() throws {
    let files = SyntaxFile.all(for: CommandTable.standard.grammar).map { (path: folder + "/" + $0.path, text: $0.text) }
    for file in files where !force && isTaken(file.path) && (try? readFile(file.path)) != Array(file.text.utf8) {
      throw ValidationError("'\(file.path)' differs, and what is in it would be lost: --force replaces it")
    }
    do throws(FileError) {
      for file in files {
        try makeFolder(Files.folder(of: file.path))
        try replaceFile(file.path, with: Array(file.text.utf8))
      }
    } catch {
      complain("nbrun: error: \(error.message)")
      throw ExitStatus.unreadable
    }
    note("\(folder): \(files.count) files written")
  }
}
