import JSONValues

extension JupyterNotebook {
  /// Reads a file of version 4 of the format; everything in it is kept.
  ///
  /// One thing is not: half of a surrogate pair, which no text in UTF-8 can hold and Jupyter does not save, is U+FFFD.
  public init(parsing bytes: [UInt8]) throws(NotebookError) {
    // Some editors begin a file by a byte order mark.
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let text = Array(bytes[mark...])
    let json: JSON
    do throws(JSONMistake) {
      json = try JSON(reading: text)
    } catch {
      switch error {
      case .notJSON(let place):
        throw NotebookError("it is no notebook of Jupyter: it is no JSON from here on", at: mark + place)
      case .tooDeep: throw NotebookError("it is JSON that is nested too deeply to be read")
      }
    }
    guard var members = json.object else { throw NotebookError("it is no notebook of Jupyter: it is no JSON object") }
    guard let version = members["nbformat"]?.int else {
      throw NotebookError("it is no notebook of Jupyter: 'nbformat' is missing")
    }
    guard version == 4 else {
      throw NotebookError(
        "its format is version \(version) of Jupyter's notebooks, and only version 4 is read",
        help: version < 4 ? "convert it: jupyter nbconvert --to notebook --inplace FILE" : nil)
    }
    guard let cells = members.removeValue(forKey: "cells")?.array else {
      throw NotebookError("it is no notebook of Jupyter: 'cells' is no list")
    }
    guard members["metadata"].map({ $0.object != nil }) ?? true else {
      throw NotebookError("'metadata' is no object")
    }
    var read: [NotebookCell] = []
    for (index, cell) in cells.enumerated() { read.append(try NotebookCell(cell, at: "cells[\(index)]")) }
    self.init(members: members, cells: read)
  }
}

extension NotebookCell {
  fileprivate init(_ json: JSON, at place: String) throws(NotebookError) {
    guard var members = json.object else { throw NotebookError("\(place) is no object") }
    guard let name = members.removeValue(forKey: "cell_type")?.string else {
      throw NotebookError("\(place).cell_type is no text")
    }
    guard let kind = Kind(rawValue: name) else {
      throw NotebookError("\(place).cell_type is none of 'code', 'markdown' and 'raw'")
    }
    guard let source = members.removeValue(forKey: "source").flatMap(Self.joined) else {
      throw NotebookError("\(place).source is neither a text nor a list of texts")
    }
    for name in ["metadata", "attachments"] {
      guard members[name].map({ $0.object != nil }) ?? true else {
        throw NotebookError("\(place).\(name) is no object")
      }
    }
    guard members["outputs"].map({ $0.array != nil }) ?? true else {
      throw NotebookError("\(place).outputs is no list")
    }
    self.init(kind, source.replacingLineEnds, members: members)
  }

  /// A text that may be cut into lines.
  static func joined(_ json: JSON) -> String? {
    if let text = json.string { return text }
    guard let lines = json.array?.map(\.string), !lines.contains(nil) else { return nil }
    return lines.compactMap { $0 }.joined()
  }
}
