import Language

@testable import Documents

/// A text in which `⟦` and `⟧` mark the places a test expects, and the source without them.
struct Marked {
  let source: Source
  private(set) var spans: [Span] = []

  init(_ text: String) {
    var bytes: [UInt8] = []
    var open: [Int] = []
    for scalar in text.unicodeScalars {
      switch scalar {
      case "⟦": open.append(bytes.count)
      case "⟧": spans.append(Span(open.removeLast(), bytes.count))
      default: bytes += UTF8.encode(scalar)!
      }
    }
    source = Source(name: "test.nnb", bytes: bytes)
  }
}

/// What two documents must have in common to be the same: the cells, and the bytes between them.
struct Content: Equatable {
  var prose: [[UInt8]] = [[]]
  var labels: [String?] = []
  var lines: [[[UInt8]]] = []

  init(_ document: Document) {
    for part in document.parts {
      switch part {
      case .prose(let span): prose[prose.count - 1] += document.source.bytes[span.lower..<span.upper]
      case .cell(let cell):
        prose.append([])
        labels.append(cell.header.label)
        lines.append(cell.lines.map { Array(document.source.bytes[$0.lower..<$0.upper]) })
      }
    }
  }
}

extension Document {
  /// Reads a text that has no errors.
  static func reading(_ bytes: [UInt8]) throws -> Document {
    let (document, diagnostics) = parse(Source(name: "test.nnb", bytes: bytes))
    if let first = diagnostics.first { throw first }
    return document
  }

  static func reading(_ text: String) throws -> Document {
    try reading(Array(text.utf8))
  }

  /// The lines of every cell.
  var cellLines: [[String]] {
    cells.map { $0.lines.map { source.text($0) } }
  }

  /// The text without output blocks.
  var kept: String {
    parts.map { source.text($0.span) }.joined()
  }
}
