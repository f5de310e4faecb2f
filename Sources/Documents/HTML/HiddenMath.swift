import Language

/// A text in which formulas are hidden from the reader of Markdown, to whom `_` and `*` in them would be emphasis.
///
/// In the place of each line of a formula, `$…$` or `$$…$$`, stands a mark with a number, which is the same for the same
/// formula. Formulas are looked for in paragraphs, headings and tables alone, and not in code.
struct HiddenMath {
  /// The text with marks.
  private(set) var text: [UInt8]
  /// The formulas by their numbers, each as it is written.
  private(set) var formulas: [String] = []

  private static let (start, end): (Unicode.Scalar, Unicode.Scalar) = ("\u{F0000}", "\u{F0001}")

  init(of source: Source) {
    text = source.bytes
    let dollar = UInt8(ascii: "$")
    guard text.contains(dollar) else { return }
    // A text that has the marks of its own is left as it is.
    let whole = String(decoding: text, as: UTF8.self)
    guard !whole.unicodeScalars.contains(where: { $0 == Self.start || $0 == Self.end }) else { return }
    var spans: [Span] = []
    for node in MarkdownTree(text).nodes {
      guard node.isTable || node.hasWords else { continue }
      let lines = max(1, node.firstLine)...min(max(node.firstLine, node.lastLine, 1), source.lineCount)
      let stretches =
        node.isTable
        ? lines.flatMap(source.cells)
        : [Span(source.span(ofLine: lines.lowerBound).lower, source.span(ofLine: lines.upperBound).upper)]
      spans += stretches.flatMap { stretch in
        var scanner = MathScanner(source, stretch)
        return scanner.spans()
      }
    }
    hide(spans.sorted { $0.lower < $1.lower }, in: source)
  }

  private mutating func hide(_ spans: [Span], in source: Source) {
    var numbers: [String: Int] = [:]
    var hidden: [UInt8] = []
    var cursor = 0
    for span in spans where span.lower >= cursor {
      hidden += text[cursor..<span.lower]
      let formula = source.text(span)
      let number = numbers[formula] ?? formulas.count
      if number == formulas.count {
        numbers[formula] = number
        formulas.append(formula)
      }
      hidden += "\(Self.start)\(number)\(Self.end)".utf8
      cursor = span.upper
    }
    text = hidden + text[cursor...]
  }

  /// The pieces of a text that has marks in it: words, and formulas where marks were.
  func pieces(of text: String) -> [(text: String, isFormula: Bool)] {
    guard !formulas.isEmpty else { return [(text, false)] }
    var pieces: [(text: String, isFormula: Bool)] = []
    var rest = text.unicodeScalars[...]
    while let start = rest.firstIndex(of: Self.start), let end = rest[start...].firstIndex(of: Self.end) {
      let number = Int(String(rest[rest.index(after: start)..<end]))
      guard let number, formulas.indices.contains(number) else { break }
      if start > rest.startIndex { pieces.append((String(rest[..<start]), false)) }
      pieces.append((formulas[number], true))
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { pieces.append((String(rest), false)) }
    return pieces
  }

  /// A text as it was written.
  func restored(_ text: String) -> String { pieces(of: text).map(\.text).joined() }
}

/// Finds the formulas in a stretch of a text, line by line.
private struct MathScanner {
  private let source: Source
  private let stretch: Span
  private var place: Int
  /// The places of runs of backticks, by their length.
  private var runs: [Int: [Int]] = [:]
  /// Whether `$$` is known to stand nowhere after the place.
  private var lacksPair = false

  init(_ source: Source, _ stretch: Span) {
    (self.source, self.stretch, place) = (source, stretch, stretch.lower)
    var index = stretch.lower
    while index < stretch.upper {
      let length = run(of: UInt8(ascii: "`"), at: index)
      if length > 0 { runs[length, default: []].append(index) }
      index += max(length, 1)
    }
  }

  /// The formulas, those of several lines as one for each line.
  mutating func spans() -> [Span] {
    var spans: [Span] = []
    while place < stretch.upper {
      switch source.bytes[place] {
      case UInt8(ascii: "\\"): place += 2
      case UInt8(ascii: "`"): skipCode()
      case UInt8(ascii: "$"):
        guard let end = run(of: UInt8(ascii: "$"), at: place) == 2 ? endOfDisplay() : endInLine() else {
          place += run(of: UInt8(ascii: "$"), at: place)
          continue
        }
        spans += lines(of: Span(place, end))
        place = end
      default: place += 1
      }
    }
    return spans
  }

  private func run(of byte: UInt8, at place: Int) -> Int {
    source.skip(byte, in: Span(place, stretch.upper)) - place
  }

  private mutating func skipCode() {
    let length = run(of: UInt8(ascii: "`"), at: place)
    let places = runs[length] ?? []
    let next = places.partitioningIndex { $0 > place }
    place = (next < places.count ? places[next] : place) + length
  }

  /// Where a formula that `$$` opens ends, in whichever line.
  private mutating func endOfDisplay() -> Int? {
    guard !lacksPair else { return nil }
    var index = place + 2
    while index + 1 < stretch.upper {
      switch (source.bytes[index], source.bytes[index + 1]) {
      case (UInt8(ascii: "\\"), _): index += 2
      case (UInt8(ascii: "$"), UInt8(ascii: "$")): return index > place + 2 ? index + 2 : nil
      default: index += 1
      }
    }
    lacksPair = true
    return nil
  }

  /// Where a formula that `$` opens ends: in the same line, with no blank inside of it and no letter or digit outside.
  private func endInLine() -> Int? {
    guard run(of: UInt8(ascii: "$"), at: place) == 1, place + 1 < stretch.upper,
      !source.bytes[place + 1].isSpace, place == stretch.lower || !source.bytes[place - 1].isWord
    else { return nil }
    var index = place + 1
    while index < stretch.upper, source.bytes[index] != 0x0A, source.bytes[index] != 0x0D {
      switch source.bytes[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "$"):
        let closes = !source.bytes[index - 1].isSpace && (index + 1 == stretch.upper || !source.bytes[index + 1].isWord)
        return closes ? index + 1 : nil
      default: index += 1
      }
    }
    return nil
  }

  /// The parts of a formula that stand in one line each, without what a line of a list or a quote begins with.
  private func lines(of span: Span) -> [Span] {
    (source.line(at: span.lower)...source.line(at: span.upper - 1)).compactMap { line in
      let whole = source.span(ofLine: line)
      var lower = max(whole.lower, span.lower)
      let upper = min(whole.upper, span.upper)
      if lower > span.lower {
        while lower < upper, source.bytes[lower].isSpace || source.bytes[lower] == UInt8(ascii: ">") { lower += 1 }
      }
      return lower < upper ? Span(lower, upper) : nil
    }
  }
}

extension Source {
  /// The cells of a line of a table: what stands between signs `|` that are not escaped.
  fileprivate func cells(ofLine line: Int) -> [Span] {
    let line = span(ofLine: line)
    var (cells, lower, index) = ([Span](), line.lower, line.lower)
    while index < line.upper {
      if bytes[index] == UInt8(ascii: "|") {
        cells.append(Span(lower, index))
        lower = index + 1
      }
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return cells + [Span(lower, line.upper)]
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
  fileprivate var isWord: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self & ~0x20)
  }
}
