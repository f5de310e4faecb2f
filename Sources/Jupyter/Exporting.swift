import Documents
import JSONValues
import Language

extension JupyterNotebook {
  /// A document as a notebook, without outputs: `imported` gives its bytes again, those of output blocks excepted.
  ///
  /// The same document has the same notebook; what is written as usual needs no notes in the metadata.
  public init(_ document: Document) {
    let text = TextRegions(document)
    var notes = NotebookNotes()
    notes.lineEnd = text.lineEnd
    var identifiers = Identifiers(reserving: document.cells.compactMap(\.header.label))
    var cells: [NotebookCell] = []
    var upper: Int?
    for region in text.regions {
      let before = String(decoding: text.bytes[(upper ?? 0)..<region.range.lowerBound], as: UTF8.self)
      upper = region.range.upperBound
      var cell = CellNotes()
      if cells.isEmpty { notes.start = before } else if before != notes.lineEnd + notes.lineEnd { cell.before = before }
      let bytes = Array(text.bytes[region.range])
      if let code = region.cell {
        cells.append(NotebookCell(code, of: document, bytes, notes.lineEnd, cell, &identifiers))
      } else {
        let source = shown(bytes)
        if !source.replacing("\n", with: notes.lineEnd).utf8.elementsEqual(bytes) { cell.exact = bytes }
        cells.append(
          NotebookCell(
            .markdown, source, id: identifiers.next(for: "text " + source),
            metadata: ["nnb": cell.json].compactMapValues { $0 }))
      }
    }
    if let upper {
      notes.end = String(decoding: text.bytes[upper...], as: UTF8.self)
    } else {
      (notes.start, notes.end) = (String(decoding: text.bytes, as: UTF8.self), "")
    }
    self.init(cells: cells)
    metadata["nnb"] = notes.json
  }
}

extension NotebookCell {
  fileprivate init(
    _ code: Cell, of document: Document, _ bytes: [UInt8], _ lineEnd: String, _ notes: CellNotes,
    _ identifiers: inout Identifiers
  ) {
    var notes = notes
    let (fence, source) = (CellFence(code.header), code.source(in: document))
    notes.label = fence.label
    let opening = String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    if opening != fence.opening { notes.opening = opening }
    if !CellFence.text(source, opening: opening, lineEnd: lineEnd).utf8.elementsEqual(bytes) { notes.exact = bytes }
    var metadata = ["nnb": notes.json].compactMapValues { $0 }
    if !fence.tags.isEmpty { metadata["tags"] = .array(fence.tags.map(JSON.string)) }
    self.init(.code, source, id: identifiers.next(for: "code " + source, label: fence.label), metadata: metadata)
  }
}

/// Names for cells that stay the same as long as their texts do: 1 to 64 letters, digits, `-` and `_`, none of them twice.
struct Identifiers {
  /// The labels that have become names.
  private var taken: Set<String> = []
  private let reserved: Set<String>
  /// How many texts had each hash.
  private var uses: [String: Int] = [:]

  /// Starts without names; those of labels are for the cells that have them.
  init(reserving labels: [String]) { reserved = Set(labels) }

  /// The label where it can be a name, otherwise a hash of the text, with a number where that is taken.
  mutating func next(for text: String, label: String? = nil) -> String {
    if let label, Self.isName(label), taken.insert(label).inserted { return label }
    let name = Self.digest(text)
    var free = name
    repeat {
      let count = uses[name, default: 0] + 1
      uses[name] = count
      if count > 1 { free = "\(name)-\(count)" }
    } while reserved.contains(free)
    return free
  }

  /// A hash of a text, of 16 digits: FNV-1a.
  static func digest(_ text: String) -> String {
    let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Whether a text can be the name of a cell.
  private static func isName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      }
  }
}
