/// Reads commands, one logical line after the other, and keeps the names that `let` has given.
public struct Parser: Sendable {
  private var bindings: [String: Token.Kind] = [:]
  private var earlierBindings = Undoable<[String: Token.Kind]>()
  private let overrides: [String: Token.Kind]
  /// The overrides whose names no `let` has given yet.
  public private(set) var unusedOverrides: Set<String>

  /// Creates a parser; an override takes the place of the value of every `let` with its name.
  public init(overrides: [String: Token.Kind] = [:]) {
    self.overrides = overrides
    self.unusedOverrides = Set(overrides.keys)
  }

  /// The names that `let` has given, and their values.
  public var names: [String: Token.Kind] { bindings }

  /// A command, or why there is none.
  public typealias Step = Result<Command, Diagnostic>

  /// Reads the lines of one cell; after a mistake it goes on with the next command.
  public mutating func parse(_ lines: [Span], of source: Source) -> [Step] {
    var reader = CommandReader(lines, of: source)
    var steps: [Step] = []
    while let step = reader.next(&self) { steps.append(step) }
    return steps
  }

  /// Reads the next command that the lines have, or why there is none; nil after the last.
  fileprivate mutating func step(_ reader: inout LineReader, _ source: Source) -> Step? {
    while let line = reader.next() {
      var tokens: [Token] = []
      do throws(Diagnostic) {
        tokens = try line.get()
        if !tokens.isEmpty { return .success(try command(tokens, &reader, source)) }
      } catch {
        var mistake = error
        mistake.attempt = Self.attempt(tokens)
        return .failure(mistake)
      }
    }
    return nil
  }

  /// What tokens that are no command were to be.
  private static func attempt(_ tokens: [Token]) -> Diagnostic.Attempt {
    guard case .word(let word)? = tokens.first?.kind else { return Diagnostic.Attempt() }
    let names = CommandTable.commands.flatMap { [$0.form.name] + $0.form.synonyms }
    let spec = CommandTable.spec(named: word) ?? nearest(to: word, among: names).flatMap(CommandTable.spec)
    return Diagnostic.Attempt(
      command: spec?.form.name ?? word,
      hasNumbers: tokens.contains { token in
        switch token.kind {
        case .number, .variable: true
        default: false
        }
      })
  }

  private mutating func command(
    _ tokens: [Token], _ reader: inout LineReader, _ source: Source
  ) throws(Diagnostic) -> Command {
    guard case .word(let name) = tokens[0].kind else {
      throw Diagnostic(
        "a command starts with a word, not \(tokens[0].kind.description)", at: tokens[0].span,
        help: "'help' lists the commands")
    }
    guard let spec = CommandTable.spec(named: name) else {
      throw Diagnostic(
        "unknown command '\(name)'", at: tokens[0].span,
        help: suggestion("command", for: name, among: CommandTable.commands.map(\.form)) ?? "'help' lists the commands")
    }
    let headSpan = tokens[0].span.union(tokens[tokens.count - 1].span)
    var cursor = ArgumentReader(
      tokens: tokens[...].dropFirst(), bindings: bindings, form: spec.form, headSpan: headSpan)
    let block = spec.block(openedBy: tokens)
    var arguments = Arguments()
    var mistake: Diagnostic?
    do throws(Diagnostic) {
      arguments = try cursor.readAll()
    } catch {
      mistake = error
    }
    var span = headSpan
    if let block, mistake != nil || block.unless.map({ !arguments.has($0) }) ?? true {
      do throws(Diagnostic) {
        span = span.union(try readBlock(into: &arguments, &reader, headSpan: headSpan))
      } catch {
        mistake = mistake ?? error
      }
    }
    if let mistake { throw mistake }
    var command = Command(action: spec.make(arguments), span: span, headSpan: headSpan, places: arguments.places)
    let lines = source.wholeLines(of: span)
    (command.text, command.textStart) = (source.text(lines), lines.lower)
    if command.action.isChange { earlierBindings.keep(bindings) }
    switch command.action {
    case .bind(let name, let value):
      command.isOverridden = overrides[name] != nil
      command.action = .bind(name: name, value: bind(name, value))
    case .undo: bindings = earlierBindings.takeBack() ?? bindings
    default: break
    }
    return command
  }

  private mutating func bind(_ name: String, _ value: Token.Kind) -> Token.Kind {
    unusedOverrides.remove(name)
    let value = overrides[name] ?? value
    bindings[name] = value
    return value
  }

  /// Reads the rows up to `end`; a block that is never closed ends before the next command.
  private func readBlock(
    into arguments: inout Arguments, _ reader: inout LineReader, headSpan: Span
  ) throws(Diagnostic) -> Span {
    var lines: [Result<[Token], Diagnostic>] = []
    var end: [Token]?
    while end == nil {
      let before = reader
      guard let line = reader.next() else { break }
      if case .success(let tokens) = line, case .word(let word)? = tokens.first?.kind {
        if word == Form.Block.end {
          end = tokens
          continue
        }
        if CommandTable.spec(named: word) != nil {
          reader = before
          break
        }
      }
      lines.append(line)
    }
    guard let end else {
      throw Diagnostic(
        "the block is never closed", at: headSpan, help: "write 'end' on a line of its own after the last row")
    }
    for line in lines {
      let tokens = try line.get()
      if !tokens.isEmpty { arguments.rows.append(try row(tokens)) }
    }
    guard end.count == 1 else {
      throw Diagnostic("unexpected \(end[1].kind.description) after 'end'", at: end[1].span)
    }
    return headSpan.union(end[0].span)
  }

  private func row(_ tokens: [Token]) throws(Diagnostic) -> WrittenRow {
    var row = WrittenRow(values: [], targets: [], places: [], span: tokens[0].span.union(tokens[tokens.count - 1].span))
    var isAfterArrow = false
    for token in tokens {
      switch try substituted(token, bindings) {
      case .number(let value):
        if isAfterArrow { row.targets.append(value) } else { row.values.append(value) }
        row.places.append(token.span)
      case .symbol("->") where !isAfterArrow:
        isAfterArrow = true
      case let kind:
        throw Diagnostic("a row holds numbers, not \(kind.description)", at: token.span)
      }
    }
    if row.values.isEmpty || (isAfterArrow && row.targets.isEmpty) {
      throw Diagnostic("the arrow needs numbers on both sides", at: row.span, help: "write '0 1 -> 1'")
    }
    return row
  }
}

extension CommandSpec {
  /// The block that a command opens, found by its words alone so that its lines are skipped even after a mistake.
  func block(openedBy tokens: [Token]) -> Form.Block? {
    if let block = form.block {
      let hasComparison = tokens.contains { if case .symbol = $0.kind { true } else { false } }
      return hasComparison ? nil : block
    }
    guard tokens.count > 1, case .word(let word) = tokens[1].kind, let first = form.parameters.first,
      case .choice(_, let forms) = first.type
    else { return nil }
    return forms.first { $0.matches(word) }?.block
  }
}

/// The commands of some lines one after the other, each read when it is asked for.
public struct CommandReader: Sendable {
  private let source: Source
  private var reader: LineReader

  /// Creates a reader of lines.
  public init(_ lines: [Span], of source: Source) {
    (self.source, reader) = (source, LineReader(source, lines: lines))
  }

  /// The next command, or why there is none, as a parser reads it; nil after the last.
  public mutating func next(_ parser: inout Parser) -> Parser.Step? { parser.step(&reader, source) }
}

/// The token itself, or the value that `let` gave to a variable.
func substituted(_ token: Token, _ bindings: [String: Token.Kind]) throws(Diagnostic) -> Token.Kind {
  guard case .variable(let name) = token.kind else { return token.kind }
  guard let value = bindings[name] else {
    let similar = nearest(to: name, among: bindings.keys.sorted())
    throw Diagnostic(
      "no value has the name '\(name)'", at: token.span,
      help: similar.map { "a value with a similar name exists: '$\($0)'" } ?? "give it one first: 'let \(name) VALUE'")
  }
  return value
}

/// A noun with its indefinite article.
func withArticle(_ noun: String) -> String {
  (noun.first.map { "aeiou".contains($0) } ?? false) ? "an \(noun)" : "a \(noun)"
}

/// Texts of which one is to be chosen: `a, b or c`.
func alternatives(_ texts: [String]) -> String {
  texts.count < 2 ? texts.joined() : texts.dropLast().joined(separator: ", ") + " or " + texts[texts.count - 1]
}

/// A help that names the form most like a mistyped word, or all of them where they are few.
func suggestion(_ noun: String, for word: String, among forms: [Form]) -> String? {
  if let similar = nearest(to: word, among: forms.flatMap { [$0.name] + $0.synonyms }) {
    return "\(withArticle(noun)) with a similar name exists: '\(similar)'"
  }
  let longer = forms.map(\.name).filter { $0.split(separator: "_").contains(word[...]) }
  if !longer.isEmpty { return "did you mean \(alternatives(longer.map { "'\($0)'" }))?" }
  return forms.count <= ValueType.longestList ? "choose from: \(forms.map(\.name).joined(separator: ", "))" : nil
}
