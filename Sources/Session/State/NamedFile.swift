/// A file that a command names: where it stands in the command's text, and where it leads.
struct NamedFile: Sendable {
  /// Its place in the text, in bytes from the beginning.
  let place: Range<Int>
  /// The absolute path.
  let path: String
  /// Whether a notebook may name it as it is written, because the command line does so.
  let isFromOutside: Bool

  /// The same in a text that begins earlier.
  func moved(by offset: Int) -> NamedFile {
    NamedFile(
      place: place.lowerBound + offset..<place.upperBound + offset, path: path, isFromOutside: isFromOutside)
  }
}

extension Transcript.Line {
  /// The lines as a notebook in a folder holds them, with paths relative to it; nil if one leads out of the folder.
  func text(in folder: String) -> String? {
    let root = folder == "/" ? folder : folder + "/"
    guard files.allSatisfy({ $0.isFromOutside || $0.path.hasPrefix(root) }) else { return nil }
    return text { $0.isFromOutside ? nil : String($0.path.dropFirst(root.utf8.count)) }
  }

  /// The lines with absolute paths, for whoever may name any file.
  var textFromAnywhere: String { text { $0.path } }

  /// The lines with other paths in the place of those that differ.
  private func text(_ path: (NamedFile) -> String?) -> String {
    var bytes = Array(text.utf8)
    for file in files.reversed() {
      guard let path = path(file) else { continue }
      let quoted = "\"\(path)\""
      bytes.replaceSubrange(file.place, with: quoted.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
