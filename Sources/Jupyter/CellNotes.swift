import JSONValues

/// What `metadata.nnb` says of a cell: how its text differs from the usual, so that the very bytes can be had again.
struct CellNotes: Equatable {
  /// The name of the cell.
  var label: String?
  /// What stands between the text before and this one, unless it is one blank line.
  var before: String?
  /// The line that opens the fence, unless it is the usual one.
  var opening: String?
  /// The bytes of the whole text, where they do not follow from the rest.
  var exact: [UInt8]?

  init() {}

  init(_ json: JSON?) {
    label = json?["label"]?.string
    before = json?["before"]?.string
    opening = json?["opening"]?.string
    exact = json?["exact"]?.string.map { Array($0.utf8) } ?? json?["exact_latin1"]?.string.flatMap(Self.bytes)
  }

  /// The member, or nil if there is nothing to note.
  var json: JSON? {
    var members = ["label": label, "before": before, "opening": opening].compactMapValues { $0.map(JSON.string) }
    if let exact {
      if let text = String(validating: exact, as: UTF8.self) {
        members["exact"] = .string(text)
      } else {
        // What is no text in UTF-8 is one in Latin-1.
        let scalars = exact.map { Unicode.Scalar($0) }
        members["exact_latin1"] = .string(String(String.UnicodeScalarView(scalars)))
      }
    }
    return members.isEmpty ? nil : .object(members)
  }

  private static func bytes(latin1 text: String) -> [UInt8]? {
    let bytes = text.unicodeScalars.map { UInt8(exactly: $0.value) }
    return bytes.contains(nil) ? nil : bytes.compactMap { $0 }
  }
}

/// What `metadata.nnb` says of a whole notebook.
struct NotebookNotes: Equatable {
  /// What stands before the first cell: blank lines, a byte order mark.
  var start = ""
  /// What stands after the last cell; the usual is a line end.
  var end: String?
  /// The line end that is used throughout.
  var lineEnd = "\n"
  /// A hash of a report as it was written, without its outputs; nil if it is none.
  var report: String?
  /// How plots are shown in a report, unless as SVG.
  var figures: String?

  init() {}

  /// Reads what there is; what cannot be so is left out.
  init(_ json: JSON?) {
    if let text = json?["line_end"]?.string, ["\r\n", "\r"].contains(text) { lineEnd = text }
    let mark = json?["start"]?.string?.unicodeScalars.first == "\u{FEFF}" ? "\u{FEFF}" : ""
    if let text = json?["start"]?.string, isBlank(text.unicodeScalars.dropFirst(mark.isEmpty ? 0 : 1)) { start = text }
    if let text = json?["end"]?.string, isBlank(text.unicodeScalars) { end = text }
    report = json?["report"]?.string
    figures = json?["figures"]?.string
  }

  /// The member, or nil if there is nothing to note.
  var json: JSON? {
    var members: [String: JSON] = [:]
    if !start.isEmpty { members["start"] = .string(start) }
    if let end, end != lineEnd { members["end"] = .string(end) }
    if lineEnd != "\n" { members["line_end"] = .string(lineEnd) }
    if let figures { members["figures"] = .string(figures) }
    if let report { members["report"] = .string(report) }
    return members.isEmpty ? nil : .object(members)
  }
}

/// Whether a text has nothing but blank lines.
func isBlank(_ text: some Sequence<Unicode.Scalar>) -> Bool {
  text.allSatisfy { [" ", "\t", "\n", "\r"].contains($0) }
}
