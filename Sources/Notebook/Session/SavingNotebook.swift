import Datasets
import Language
import Outputs

extension Outline {
  /// Refuses the permission to replace a notebook where none is written.
  func refuseReplace(_ command: Command) throws(Diagnostic) {
    guard let place = command.places["replace"] else { return }
    throw Diagnostic(
      "'replace' is for notebooks: a file of weights is replaced without it", at: place, help: "leave out 'replace'")
  }
}

/// Writing the session as a notebook.
extension Session {
  /// Writes the commands to a new file, or over a notebook that this session wrote before.
  mutating func saveNotebook(_ path: String, replaces: Bool, _ command: Command) throws(Diagnostic) -> String {
    let place = command.place(of: "file")
    guard path.hasSuffix(".nnb") else {
      throw Diagnostic("a notebook ends in .nnb", at: place, help: "name the file '\(stem(of: path, "session")).nnb'")
    }
    guard !transcript.commands.isEmpty else { throw Diagnostic("there is nothing to save yet", at: command.headSpan) }
    let full = try resolve(path, command)
    if path.contains("/"), let line = transcript.commands.first(where: \.namesFile) {
      throw Diagnostic(
        "in another folder the notebook would not find what '\(line.firstLine)' names", at: place,
        help: "save it beside the files, without a folder in its name")
    }
    guard replaces || savedNotebooks.contains(full) || !isTaken(full) else {
      throw Diagnostic(
        "there is a file '\(path)' already", at: place,
        help: "choose another name, or write 'save notebook \"\(path)\" replace'")
    }
    let title = path.split(separator: "/").last?.dropLast(4) ?? ""
    do throws(DataFileError) {
      try write(Array(transcript.notebook(title: String(title)).utf8), toFile: full, named: path)
    } catch {
      throw Diagnostic(error.message, at: place)
    }
    savedNotebooks.insert(full)
    return
      "Saved \(counted(transcript.commands.count, "command")) to \(path)\(files.isHere ? "" : ", in the notebook's folder")."
  }
}
