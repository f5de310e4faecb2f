extension TerminalStyle {
  /// Names and what they are, for the lines below the prompt; each line ends with a line end.
  ///
  /// An entry a line, its summary shortened to the window; where nothing has a summary, names in columns, read downward.
  public func listed(_ entries: [(name: String, summary: String)]) -> String {
    let names = entries.map { shortened(charset.shown($0.name), toColumns: columns, in: charset) }
    let widest = names.map { displayWidth($0) }.max() ?? 0
    if entries.allSatisfy(\.summary.isEmpty) { return text(inColumns(names, width: widest)) }
    let nameWidth = min(widest, columns / 2)
    return text(
      zip(names, entries).map { name, entry in
        let start = name + blank(nameWidth - displayWidth(name)) + "  "
        let room = columns - displayWidth(start)
        let summary = room > 0 ? shortened(charset.shown(entry.summary), toColumns: room, in: charset) : ""
        return withoutTrailingSpaces(displayWidth(summary) <= room ? start + summary : name)
      })
  }

  /// As few lines as hold the names in columns of one width, two spaces apart.
  private func inColumns(_ names: [String], width: Int) -> [String] {
    let perLine = max(1, (columns + 2) / (width + 2))
    let height = (names.count + perLine - 1) / perLine
    return (0..<height).map { row in
      let line = stride(from: row, to: names.count, by: height).map { names[$0] }
      return withoutTrailingSpaces(line.map { $0 + blank(width - displayWidth($0)) }.joined(separator: "  "))
    }
  }
}
