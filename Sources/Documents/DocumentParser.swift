import Language

/// Splits a Markdown file into prose and cells, leaving its output blocks out.
struct DocumentParser {
  private(set) var document: Document
  private(set) var diagnostics: [Diagnostic] = []

  private let source: Source
  private var cellCount = 0
  private var labels: [String: Span] = [:]
  /// Where the prose starts that no part covers yet.
  private var cursor = 0
  /// The marker that began the output block being left out.
  private var opening: OutputMarker?
  /// The markers of output blocks whose removal can change how the rest is read.
  private var strays: [OutputMarker] = []

  init(_ source: Source) {
    self.source = source
    document = Document(source: source)
  }

  mutating func parse() {
    if source.bytes.count > MarkdownBlock.sizeLimit {
      diagnostics.append(Diagnostic("notebook is larger than \(MarkdownBlock.sizeLimit >> 20) MiB", at: Span(0, 0)))
    } else {
      for block in MarkdownBlock.all(of: source) {
        switch block {
        case .html(let line): readMarker(line)
        case .code, .nestedCode: if opening == nil { readCode(block) }
        case .heading(let lines, let level): if opening == nil { document.append(heading(lines, level)) }
        }
      }
      if let opening {
        let help = "end it with '\(OutputMarker.closing)' on a line of its own"
        diagnostics.append(Diagnostic("output block is never closed", at: opening.span, help: help))
      }
    }
    addProse(to: source.bytes.count)
    checkStrays()
  }

  private mutating func addProse(to upper: Int) {
    if cursor < upper { document.append(.prose(Span(cursor, upper))) }
    cursor = upper
  }

  /// A heading, whose text is its first line: without the `#` before and after it, if it has them.
  private func heading(_ lines: ClosedRange<Int>, _ level: Int) -> Document.Heading {
    let line = source.span(ofLine: lines.lowerBound)
    let span = Span(line.lower, source.span(ofLine: lines.upperBound).upper)
    let text = source.text(line).split { $0 == " " || $0 == "\t" }
    let isMarked = text.first?.allSatisfy { $0 == "#" } ?? false
    var words = text.dropFirst(isMarked ? 1 : 0)
    if isMarked, words.last?.allSatisfy({ $0 == "#" }) ?? false { words.removeLast() }
    return Document.Heading(level: level, title: words.joined(separator: " "), span: span)
  }

  // MARK: Cells

  private mutating func readCode(_ block: MarkdownBlock) {
    guard case .code(let lines) = block,
      let cell = Cell(index: cellCount + 1, block: lines, in: source, diagnostics: &diagnostics)
    else {
      if let warning = Lookalike.warning(of: block, in: source) { document.lookalikes.append(warning) }
      return
    }
    cellCount += 1
    if let label = cell.header.label, let span = cell.header.labelSpan {
      if let first = labels[label] {
        let note = Diagnostic.Note("the first one is here", at: first)
        diagnostics.append(Diagnostic("two cells have the label '\(label)'", at: span, notes: [note]))
      } else {
        labels[label] = span
      }
    }
    addProse(to: cell.span.lower)
    document.append(.cell(cell))
    cursor = cell.span.upper
  }

  // MARK: Output blocks

  private mutating func readMarker(_ line: Int) {
    guard let marker = OutputMarker(line: source.span(ofLine: line), in: source, diagnostics: &diagnostics) else {
      return
    }
    switch (marker.isOpening, opening) {
    case (true, nil): begin(marker, at: line)
    case (false, let opening?): end(opening, at: line)
    case (true, let opening?):
      let note = Diagnostic.Note("the first block begins here", at: opening.span)
      let help = "end the first block with '\(OutputMarker.closing)'"
      diagnostics.append(Diagnostic("output block inside another", at: marker.span, notes: [note], help: help))
    case (false, nil):
      let help = "delete it, or begin the block with '\(OutputMarker.opening(figures: nil))'"
      diagnostics.append(Diagnostic("end of an output block that was not begun", at: marker.span, help: help))
    }
  }

  private mutating func begin(_ marker: OutputMarker, at line: Int) {
    opening = marker
    document.figures = document.figures ?? marker.figures

    func start(_ line: Int) -> Int { source.span(ofLine: line).lower }
    var first = line
    while first > 1, start(first - 1) >= cursor, source.isBlank(source.span(ofLine: first - 1)) { first -= 1 }
    let followsCell = if case .cell = document.parts.last { start(first) == cursor } else { false }
    // The blank line before a block is the writer's own, but only after a cell.
    addProse(to: start(followsCell && first < line ? line - 1 : line))
    if !followsCell { strays.append(marker) }
  }

  private mutating func end(_ marker: OutputMarker, at line: Int) {
    opening = nil
    cursor = source.lineEnd(ofLine: line).upper
    // Without the block between them, a lone carriage return and a line feed are one line end.
    guard let before = document.parts.last?.span.upper, cursor < source.bytes.count else { return }
    if source.bytes[before - 1] == 0x0D, source.bytes[cursor] == 0x0A { strays.append(marker) }
  }

  /// Reports output blocks whose removal changes which text is a cell.
  ///
  /// A block right after a cell is safe to remove, since both end whatever was open. Others can stand between the
  /// lines of what is then a list or an HTML block, so the text that is left is read again.
  private mutating func checkStrays() {
    guard diagnostics.isEmpty, let stray = strays.first else { return }
    var kept: [UInt8] = []
    var cells: [Span] = []
    for part in document.parts {
      let lower = kept.count
      kept += source.bytes[part.span.lower..<part.span.upper]
      if case .cell = part { cells.append(Span(lower, kept.count)) }
    }
    let (again, faults) = Document.parse(Source(name: source.name, bytes: kept))
    let length = again.parts.reduce(0) { $0 + $1.span.upper - $1.span.lower }
    if !faults.isEmpty || length != kept.count || again.cells.map(\.span) != cells {
      let help = "move the output block to the line after its cell, or delete it"
      diagnostics.append(Diagnostic("removing this output block changes what is a cell", at: stray.span, help: help))
    }
  }
}
