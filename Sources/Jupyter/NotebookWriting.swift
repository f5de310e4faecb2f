import JSONValues

extension JupyterNotebook {
  /// The file, laid out as Jupyter's own tools do it, so that a notebook that they have saved differs where its content does.
  public var bytes: [UInt8] {
    var members = members
    var identifiers = Identifiers(reserving: cells.compactMap { $0.members["id"]?.string })
    members["cells"] = .array(
      cells.map { cell in
        var members = cell.members
        if members["id"]?.string == nil { members["id"] = .string(identifiers.next(for: cell.source)) }
        members["cell_type"] = .string(cell.kind.rawValue)
        members["source"] = lines(cell.source)
        if members["metadata"] == nil { members["metadata"] = [:] }
        if cell.kind == .code {
          members["outputs"] = .array((members["outputs"]?.array ?? []).map(withLines))
          if members["execution_count"]?.int == nil { members["execution_count"] = .null }
        }
        return .object(members)
      })
    if members["metadata"] == nil { members["metadata"] = [:] }
    // A later revision stays what it is.
    members["nbformat_minor"] = .int(max(members["nbformat_minor"]?.int ?? 0, Self.minor))
    var writer = Writer()
    writer.add(.object(members), indent: 0)
    return writer.bytes + [0x0A]
  }
}

/// An output whose texts are lists of lines.
func withLines(_ output: JSON) -> JSON {
  guard var members = output.object else { return output }
  switch members["output_type"]?.string {
  case "stream": members["text"] = members["text"].map { NotebookCell.joined($0).map(lines) ?? $0 }
  case "display_data", "execute_result":
    members["data"] = members["data"]?.object.map { data in
      .object(
        Dictionary(
          uniqueKeysWithValues: data.map { type, value in
            let isText = type.hasPrefix("text/") || ["application/javascript", "image/svg+xml"].contains(type)
            return (type, isText ? NotebookCell.joined(value).map(lines) ?? value : value)
          }))
    }
  default: break
  }
  return .object(members)
}

/// The lines of a text with their ends, cut where Python's `splitlines` cuts.
private func lines(_ text: String) -> JSON {
  var lines: [JSON] = []
  var line = String.UnicodeScalarView()
  let scalars = Array(text.unicodeScalars)
  for (index, scalar) in scalars.enumerated() {
    line.append(scalar)
    switch scalar {
    case "\r" where index + 1 < scalars.count && scalars[index + 1] == "\n": continue
    case "\n", "\r", "\u{B}", "\u{C}", "\u{1C}", "\u{1D}", "\u{1E}", "\u{85}", "\u{2028}", "\u{2029}":
      lines.append(.string(String(line)))
      line = String.UnicodeScalarView()
    default: continue
    }
  }
  if !line.isEmpty { lines.append(.string(String(line))) }
  return .array(lines)
}

/// Writes JSON as Python's `json` does with `indent=1`, `sort_keys=True` and `ensure_ascii=False`.
private struct Writer {
  var bytes: [UInt8] = []

  mutating func add(_ value: JSON, indent: Int) {
    switch value {
    case .array(let elements) where !elements.isEmpty:
      add(elements, between: "[", "]", indent) { $0.add($1, indent: indent + 1) }
    case .object(let members) where !members.isEmpty:
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      add(sorted, between: "{", "}", indent) {
        $0.bytes += JSON.string($1.key).text() + ": ".utf8
        $0.add($1.value, indent: indent + 1)
      }
    default: bytes += value.text()
    }
  }

  private mutating func add<Element>(
    _ elements: [Element], between start: String, _ end: String, _ indent: Int,
    _ write: (inout Writer, Element) -> Void
  ) {
    bytes += start.utf8
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes += ",".utf8 }
      startLine(indent + 1)
      write(&self, element)
    }
    startLine(indent)
    bytes += end.utf8
  }

  private mutating func startLine(_ indent: Int) {
    bytes.append(0x0A)
    bytes += repeatElement(0x20, count: indent)
  }
}
