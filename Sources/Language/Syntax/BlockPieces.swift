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
    _ piece: Piece, in grammar: Grammar, names: [String: Token.Kind]
  ) throws(Diagnostic) -> Command? {
    var reader = CommandReader(piece.lines, of: source, in: grammar)
    return try reader.nextCommand(names: names)
  }
}

extension CommandReader {
  /// The next command, comments left out; a mistake is thrown.
  public mutating func nextCommand(names: [String: Token.Kind]) throws(Diagnostic) -> Command? {
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
