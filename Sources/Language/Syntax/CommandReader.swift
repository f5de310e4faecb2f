/// The commands of some lines one after the other, each read when it is asked for.
///
/// It keeps no names: the caller says what `$name` stands for when it asks for the next command.
public struct CommandReader: Sendable {
  private let source: Source
  private let grammar: Grammar
  private var lines: LogicalLines
  /// How many mistakes are still looked at for what may have been meant: nobody reads more, and looking takes its time.
  private var curesLeft: Int

  /// Creates a reader of lines that looks at the first mistakes for what may have been meant.
  public init(_ lines: [Span], of source: Source, in grammar: Grammar, curesLeft: Int = mostCures) {
    (self.source, self.grammar, self.curesLeft) = (source, grammar, curesLeft)
    self.lines = LogicalLines(lines, of: source)
  }

  /// As many as a terminal is shown of the mistakes of a notebook.
  public static let mostCures = 20

  /// The bytes of a line up to which it is looked at for what may have been meant.
  private static let longestForeignLine = 300

  /// What stands on some lines.
  public enum Item: Sendable {
    case command(Command)
    /// Why the lines are no command.
    case mistake(Diagnostic)
    /// A comment without a command.
    case comment(String)
  }

  /// The next command, comment or mistake, and the lines that it stands on; nil after the last.
  ///
  /// `known` says what numbers are likely to be by the names of their arguments, for the line that a mistake leads to.
  public mutating func next(
    names: NamedValues, known: [String: Int] = [:]
  ) -> (item: Item, lines: ArraySlice<Span>)? {
    let before = lines.rest
    while let line = lines.next() {
      var tokens: [Token] = []
      var item: Item?
      do throws(Diagnostic) {
        tokens = try line.tokens.get()
        item = tokens.isEmpty ? comment(line) : .command(try command(tokens, names))
      } catch {
        var mistake = error
        mistake.attempt = attempt(tokens)
        if curesLeft > 0 {
          curesLeft -= 1
          if let name = mistake.unknownName, mistake.help == nil {
            mistake.help = grammar.help(forUnknownName: name, among: names)
          }
          let cure = mistake.mayBeForeign ? cure(for: line, tokens, mistake, known) : nil
          mistake.help = cure ?? mistake.help ?? choice(for: line)
        }
        item = .mistake(mistake)
      }
      if let item { return (item, before[line.lines.startIndex..<lines.rest.startIndex]) }
    }
    return nil
  }

  private func comment(_ line: LogicalLines.Line) -> Item? {
    let text = line.lines.map(source.text).joined(separator: "\n")
    return text.contains("#") ? .comment(text) : nil
  }

  /// The lines to type where what stands there is of another language, or its words are in another place.
  private func cure(
    for line: LogicalLines.Line, _ tokens: [Token], _ mistake: Diagnostic, _ known: [String: Int]
  ) -> String? {
    let text = line.lines.map(source.text).joined(separator: " ")
    guard text.utf8.count <= Self.longestForeignLine else { return nil }
    if let assignment = grammar.assignment(in: text) { return assignment }
    if let quoted = grammar.quoting(text) { return "write '\(quoted)'" }
    // Brackets right behind a name are of this language, and nothing else may be made of them.
    if case .word(grammar.assigning)? = tokens.first?.kind, tokens.contains(where: { !$0.parts.isEmpty }) { return nil }
    if let advice = grammar.answer(to: text) ?? grammar.firstAdvice(for: text) { return advice }
    if let commands = grammar.translation(of: text, known: known) {
      let quoted = commands.map { "'\($0)'" }
      return "write \(listed(quoted, "and"))"
    }
    var word: String?
    if case .word(let first)? = tokens.first?.kind { word = first }
    if tokens.isEmpty { word = text.split(separator: " ").first.map(String.init) }
    let isCommand = word.flatMap(grammar.command) != nil
    if let advice = grammar.advice(for: text, isCommand: isCommand) { return advice }
    if isCommand, mistake.help != nil || !tokens.isEmpty { return nil }
    if let use = grammar.use(for: text) { return use }
    guard let word, let topic = grammar.topics(named: word).first else { return nil }
    let example = topic.example(with: word)
    return topic.parameter == nil
      ? "write '\(example)'" : "'\(word)' belongs to '\(topic.command.name)': write '\(example)'"
  }

  /// The line as a use of another command that chooses with the same word: `data digits 1000` for `digits 1000`.
  private func choice(for line: LogicalLines.Line) -> String? {
    let text = line.lines.map(source.text).joined(separator: " ")
    guard text.utf8.count <= Self.longestForeignLine, let word = text.split(separator: " ").first else { return nil }
    let others = grammar.topics(named: String(word)).filter { $0.parameter == nil && $0.path.count == 2 }
    return others.lazy.map { "\($0.command.name) \(text)" }.first(where: grammar.reads).map { "write '\($0)'" }
  }

  /// What tokens that are no command were to be.
  private func attempt(_ tokens: [Token]) -> Diagnostic.Attempt {
    guard case .word(let word)? = tokens.first?.kind else { return Diagnostic.Attempt() }
    let form =
      grammar.command(named: word) ?? nearest(to: word, among: grammar.words).flatMap(grammar.command)
    return Diagnostic.Attempt(
      command: form?.name ?? word,
      hasNumbers: tokens.contains { token in
        switch token.kind {
        case .number, .variable: true
        default: false
        }
      })
  }

  private mutating func command(_ tokens: [Token], _ names: NamedValues) throws(Diagnostic) -> Command {
    guard case .word(let name) = tokens[0].kind else {
      throw Diagnostic(
        "a command starts with a word, not \(tokens[0].kind.description)", at: tokens[0].span, help: grammar.advice
      ).foreign()
    }
    guard let form = grammar.command(named: name) else {
      throw Diagnostic(
        "unknown command '\(name)'", at: tokens[0].span,
        help: (curesLeft > 0 ? suggestion("command", for: name, among: grammar.commands) : nil) ?? grammar.advice
      ).foreign()
    }
    let head = tokens[0].span.union(tokens[tokens.count - 1].span)
    var cursor = ArgumentReader(
      tokens: tokens[...].dropFirst(), form: form, named: name, headSpan: head, in: grammar, names: names)
    var arguments = Arguments()
    var mistake: Diagnostic?
    do throws(Diagnostic) {
      arguments = try cursor.readAll()
    } catch {
      mistake = error.isExplained ? error : error.foreign()
    }
    var whole = head
    if let block = form.block(openedBy: tokens), mistake != nil || block.unless.map({ !arguments.has($0) }) ?? true {
      do throws(Diagnostic) {
        whole = head.union(try readBlock(block, into: &arguments, names, head))
      } catch {
        mistake = mistake ?? error
      }
    }
    if let mistake { throw mistake }
    return Command(form, arguments, Places(whole: whole, head: head, arguments: arguments.places), in: source)
  }

  /// Reads the lines up to the `end` of a block, and gives its place.
  private mutating func readBlock(
    _ block: Form.Block, into arguments: inout Arguments, _ names: NamedValues, _ head: Span
  ) throws(Diagnostic) -> Span {
    let (content, end, tooDeep) = takeBlock(block)
    guard let end else {
      throw Diagnostic(
        "the block is never closed", at: head,
        help: "write 'end' on a line of its own after the last \(block.isOfCommands ? "command" : "row")")
    }
    if let tooDeep { throw Diagnostic("a block stands in at most \(Self.mostDepth - 1) others", at: tooDeep) }
    switch block.content {
    case .rows:
      for line in content {
        do throws(Diagnostic) {
          let tokens = try line.tokens.get()
          if !tokens.isEmpty { arguments.rows.append(try row(tokens, names)) }
        } catch {
          var mistake = error
          mistake.help = rowToType(for: line, names) ?? mistake.help
          throw mistake
        }
      }
    case .commands: arguments.body = Arguments.Body(lines: content.flatMap(\.lines), source: source)
    }
    guard end.count == 1 else {
      throw Diagnostic("unexpected \(end[1].kind.description) after 'end'", at: end[1].span)
    }
    return end[0].span
  }

  /// The most blocks that are open at once: each reads what stands in it anew.
  private static let mostDepth = 32

  /// The lines of a block and the tokens of its `end`; one of rows that is never closed ends before the next command.
  ///
  /// `tooDeep` is the line of the first block within it that stands in too many.
  private mutating func takeBlock(
    _ block: Form.Block
  ) -> (content: [LogicalLines.Line], end: [Token]?, tooDeep: Span?) {
    var content: [LogicalLines.Line] = []
    var tooDeep: Span?
    var open = OpenBlocks(block)
    while true {
      let before = lines
      guard let line = lines.next() else { return (content, nil, tooDeep) }
      let tokens = (try? line.tokens.get()) ?? []
      open.take(tokens, in: grammar)
      if open.wasLeft {
        lines = before
        return (content, nil, tooDeep)
      }
      if open.isEmpty { return (content, tokens, tooDeep) }
      if open.depth > Self.mostDepth, tooDeep == nil { tooDeep = line.lines.first }
      content.append(line)
    }
  }

  /// The row without the signs that other languages put between numbers, if it is one then.
  private func rowToType(for line: LogicalLines.Line, _ names: NamedValues) -> String? {
    let text = line.lines.map(source.text).joined(separator: " ")
    guard text.utf8.count <= Self.longestForeignLine else { return nil }
    let ascii = text.map { WideForm.ascii(of: $0) ?? String($0) }.joined()
    let plain = ascii.split { " \t,;|()[]{}:".contains($0) }.joined(separator: " ")
    let source = Source(name: "", text: plain)
    var lines = LogicalLines(source.lines, of: source)
    guard let tokens = try? lines.next()?.tokens.get(), !tokens.isEmpty, (try? row(tokens, names)) != nil
    else { return nil }
    return "write '\(plain)'"
  }

  private func row(_ tokens: [Token], _ names: NamedValues) throws(Diagnostic) -> WrittenRow {
    var row = WrittenRow(values: [], targets: [], places: [], span: tokens[0].span.union(tokens[tokens.count - 1].span))
    var isAfterArrow = false
    for token in tokens {
      switch try substituted(token, names, grammar) {
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
