import Documents
import Language

/// A document without its output blocks, cut where the cells of a notebook begin and end.
struct TextRegions {
  /// A cell, or prose without the blank lines around it; the last line end is no part of it, unless it may be one of the
  /// commands of a cell that nothing closes.
  struct Region {
    var range: Range<Int>
    /// The cell; nil for prose.
    let cell: Cell?
  }

  /// The text.
  private(set) var bytes: [UInt8] = []
  /// The regions in order; between them there are line ends and blanks, before the first perhaps a byte order mark.
  private(set) var regions: [Region] = []

  init(_ document: Document) {
    for part in document.parts {
      let lower = bytes.count
      bytes += document.source.bytes[part.span.lower..<part.span.upper]
      switch part {
      case .cell(let cell):
        let upper = cell.isClosed(in: document.source) ? endOfText(from: lower, to: bytes.count) : bytes.count
        regions.append(Region(range: lower..<upper, cell: cell))
      case .prose:
        if let last = regions.last, last.cell == nil {
          regions[regions.count - 1].range = last.range.lowerBound..<bytes.count
        } else {
          regions.append(Region(range: lower..<bytes.count, cell: nil))
        }
      }
    }
    for index in regions.indices where regions[index].cell == nil { trim(&regions[index].range) }
    regions.removeAll { $0.cell == nil && $0.range.isEmpty }
  }

  /// Leaves the blank lines at both ends out.
  private func trim(_ range: inout Range<Int>) {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    if lower == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { lower = 3 }
    var place = lower
    while place < upper, isBlank(bytes[place]) {
      let endsLine = isLineEnd(bytes[place])
      place += 1
      if endsLine || place == upper { lower = place }
    }
    while true {
      upper = endOfText(from: lower, to: upper)
      let start = bytes[lower..<upper].lastIndex(where: isLineEnd).map { $0 + 1 } ?? lower
      guard lower < upper, bytes[start..<upper].allSatisfy(isBlank) else { break }
      upper = start
    }
    range = lower..<max(lower, upper)
  }

  /// The end of a text without one line end.
  private func endOfText(from lower: Int, to upper: Int) -> Int {
    guard upper > lower, isLineEnd(bytes[upper - 1]) else { return upper }
    return upper - (bytes[lower..<upper].suffix(2).elementsEqual([0x0D, 0x0A]) ? 2 : 1)
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private func isBlank(_ byte: UInt8) -> Bool { isLineEnd(byte) || byte == 0x20 || byte == 0x09 }

  /// The first line end of the text; `\n` if it has none.
  var lineEnd: String {
    guard let first = bytes.firstIndex(where: isLineEnd) else { return "\n" }
    return bytes[first] == 0x0A ? "\n" : bytes[first...].starts(with: [0x0D, 0x0A]) ? "\r\n" : "\r"
  }
}

extension Cell {
  /// Whether a fence ends the cell, and not the end of the file.
  fileprivate func isClosed(in source: Source) -> Bool {
    source.line(at: span.upper - 1) - source.line(at: span.lower) == lines.count + 1
  }
}

/// A text as a notebook holds it: its line ends are `\n`, and what is no UTF-8 is U+FFFD.
func shown(_ bytes: some Sequence<UInt8>) -> String {
  String(decoding: Array(bytes), as: UTF8.self).replacingLineEnds
}

extension String {
  /// The same with `\n` for every line end.
  var replacingLineEnds: String {
    var result = String.UnicodeScalarView()
    var follows = false
    for scalar in unicodeScalars {
      if scalar == "\r" || scalar == "\n" {
        if !(scalar == "\n" && follows) { result.append("\n") }
      } else {
        result.append(scalar)
      }
      follows = scalar == "\r"
    }
    return String(result)
  }
}
