import Language

/// A fenced block of commands.
public struct Cell: Sendable {
  /// The place among the cells of the document, from 1.
  public let index: Int
  /// The label and the options.
  public let header: CellHeader
  /// The block from the start of the opening fence's line to the end of the closing one's, line end included.
  public let span: Span
  /// The commands, a span a line, without line ends and without the indentation of the opening fence.
  public let lines: [Span]
  /// The line end that output after the cell is written with.
  let lineEnd: String
  /// What a cell at the end of a file lacks before anything can follow it: a line end, a closing fence, both.
  let completion: String
}

extension Cell {
  /// Reads a fenced block; nil when its info string does not start with the word `nnb`, or it has no fence.
  ///
  /// The words are those of the raw line: an `nnb` spelt with escapes or entities is prose.
  init?(index: Int, block: ClosedRange<Int>, in source: Source, diagnostics: inout [Diagnostic]) {
    let opening = source.span(ofLine: block.lowerBound)
    guard let fence = Fence(opening: opening, in: source) else { return nil }
    let words = source.words(in: Span(fence.run.upper, opening.upper))
    guard let first = words.first, source.text(first) == "nnb" else { return nil }

    let last = block.upperBound
    let isClosed = block.count > 1 && fence.isClosed(by: source.span(ofLine: last), in: source)
    // A cell at the end of a file may lack a line end of its own; the file's first line then sets the style.
    let models = (isClosed ? [last] : []) + [block.lowerBound, 1]
    let lineEnd = models.map { source.text(source.lineEnd(ofLine: $0)) }.first { !$0.isEmpty } ?? "\n"
    let closing = source.text(Span(opening.lower, fence.run.upper)) + lineEnd

    self.index = index
    header = CellHeader(words, in: source, diagnostics: &diagnostics)
    span = Span(opening.lower, source.lineEnd(ofLine: last).upper)
    lines = block.dropFirst().dropLast(isClosed ? 1 : 0).map { line in
      let content = source.span(ofLine: line)
      return Span(source.skip(0x20, in: content, atMost: fence.indent), content.upper)
    }
    self.lineEnd = lineEnd
    completion = (span.upper == source.span(ofLine: last).upper ? lineEnd : "") + (isClosed ? "" : closing)
  }
}

/// The fence that opens a code block.
struct Fence {
  /// The number of spaces before the fence, 0 to 3.
  let indent: Int
  /// The backticks or tildes.
  let run: Span
  private let character: UInt8

  /// Finds the fence at the start of a line; nil in an indented code block.
  init?(opening line: Span, in source: Source, indentedBy mostSpaces: Int = 3) {
    let lower = source.skip(0x20, in: line, atMost: mostSpaces)
    guard lower < line.upper, [UInt8(ascii: "`"), UInt8(ascii: "~")].contains(source.bytes[lower]) else { return nil }
    character = source.bytes[lower]
    indent = lower - line.lower
    run = Span(lower, source.skip(character, in: Span(lower, line.upper)))
  }

  /// Whether a line is a closing fence for this one: as long or longer, and alone but for blanks after it.
  func isClosed(by line: Span, in source: Source) -> Bool {
    let lower = source.skip(0x20, in: line, atMost: 3)
    let upper = source.skip(character, in: Span(lower, line.upper))
    return upper - lower >= run.upper - run.lower && source.isBlank(Span(upper, line.upper))
  }
}
