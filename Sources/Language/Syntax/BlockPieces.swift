extension Arguments.Body {
  /// A command of a block as it stands there, with its own block: not read yet, for names may stand for many values.
  public struct Piece: Sendable {
    /// Its lines.
    public let lines: [Span]
    /// The names in it that stand for values, sorted.
    public let names: [String]
  }

  /// The commands in their order, comments left out, with the lines of their own blocks.
  public func pieces(in grammar: Grammar) -> [Piece] {
    var pieces: [Piece] = []
    var (open, lines, names) = (OpenBlocks(), [Span](), Set<String>())
    var reader = LogicalLines(self.lines, of: source)
    while let line = reader.next() {
      let tokens = (try? line.tokens.get()) ?? []
      if case .success(let tokens) = line.tokens, tokens.isEmpty, open.isEmpty { continue }
      lines += line.lines
      for token in tokens { if case .variable(let name) = token.kind { names.insert(name) } }
      open.take(tokens, in: grammar)
      guard open.isEmpty else { continue }
      pieces.append(Piece(lines: lines, names: names.sorted()))
      (lines, names) = ([], [])
    }
    // What is left was never closed, which reading it says.
    return lines.isEmpty ? pieces : pieces + [Piece(lines: lines, names: names.sorted())]
  }

  /// The names that stand for values in it.
  public func names(in grammar: Grammar) -> Set<String> { Set(pieces(in: grammar).flatMap(\.names)) }

  /// A command as it is read with values for its names; a mistake is thrown.
  public func command(
    _ piece: Piece, in grammar: Grammar, names: NamedValues
  ) throws(Diagnostic) -> Command? {
    var reader = CommandReader(piece.lines, of: source, in: grammar)
    return try reader.nextCommand(names: names)
  }
}

extension CommandReader {
  /// The next command, comments left out; a mistake is thrown.
  public mutating func nextCommand(names: NamedValues) throws(Diagnostic) -> Command? {
    while let (item, _) = next(names: names) {
      switch item {
      case .command(let command): return command
      case .mistake(let mistake): throw mistake
      case .comment: break
      }
    }
    return nil
  }
}

extension Arguments.Body {
  /// A command with values in the places of some names, as it can be typed; without values as it is written.
  public func text(_ piece: Piece, with values: [String: Token.Kind], in grammar: Grammar) -> String {
    let text = text(piece) { values[$0]?.shown }
    // A text that stands for words is written without its quotes.
    return values.isEmpty || grammar.reads(text) ? text : self.text(piece) { values[$0]?.text }
  }

  private func text(_ piece: Piece, _ value: (String) -> String?) -> String {
    var places: [(span: Span, value: String)] = []
    var reader = LogicalLines(piece.lines, of: source)
    while let line = reader.next() {
      for token in (try? line.tokens.get()) ?? [] {
        if case .variable(let name) = token.kind, let value = value(name) { places.append((token.span, value)) }
      }
    }
    let indent = piece.lines.first.map { source.text($0).prefix { $0 == " " || $0 == "\t" } } ?? ""
    return piece.lines.map { line in
      var bytes = Array(source.bytes[line.lower..<line.upper])
      for (span, value) in places.reversed() where line.lower <= span.lower && span.upper <= line.upper {
        bytes.replaceSubrange(span.lower - line.lower..<span.upper - line.lower, with: value.utf8)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      return text.hasPrefix(indent) ? String(text.dropFirst(indent.count)) : text
    }.joined(separator: "\n")
  }
}
