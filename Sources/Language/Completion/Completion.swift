/// What can stand at the cursor.
public struct Completion: Sendable, Equatable {
  /// The UTF-8 offsets of the line that a candidate replaces; it ends at the cursor or at the end of the word there.
  public let replaced: Range<Int>
  /// What fits, best first: in the order of the command table; names and files sorted.
  public let candidates: [Candidate]
  /// What may follow, where a command's name is complete or an argument that is not a choice is due.
  public let hint: Hint?
  /// Whether the line could end before what is replaced, so that nothing has to follow.
  public let isOptional: Bool

  /// One text that fits, and what it is.
  public struct Candidate: Sendable, Equatable {
    /// The text to put in the place of what is replaced; a file with both its quotes, a folder without the second.
    public let text: String
    /// What it is, in one line.
    public let summary: String
  }
}

/// Completes the word at a cursor, a UTF-8 offset of the line; only what stands before the cursor counts.
///
/// Where nothing can be said there are no candidates and no hint: in a comment, after a string, after a mistake.
/// - Parameters:
///   - line: one command, without line ends: lines that a `\` continues are joined.
///   - context: what the session has.
///   - block: the block that the line stands in, if it is in one.
public func complete(
  _ line: String, at cursor: Int, in context: CompletionContext, block: Form.Block? = nil
) -> Completion {
  let source = Source(name: "", text: line)
  let cursor = source.boundary(atOrBefore: cursor)
  guard let typed = TypedWord(source, before: cursor) else {
    return Completion(replaced: cursor..<cursor, candidates: [], hint: nil, isOptional: false)
  }
  var (offers, hint, isOptional): ([Offer], Hint?, Bool) =
    if case .rows? = block?.content {
      ([], rowHint(typed, block), false)
    } else if case .word(let name)? = typed.tokens.first?.kind {
      argumentOffers(typed, of: name, context)
    } else {
      commandOffers(typed, context.grammar)
    }
  if block != nil, typed.tokens.isEmpty, typed.style == .plain {
    offers.append(Offer(Form.Block.end, "close the block"))
  }
  return Completion(replaced: typed.range, candidates: fitting(offers, typed), hint: hint, isOptional: isOptional)
}

/// The candidates among what is offered; synonyms only where nothing else begins with the letters typed.
private func fitting(_ offers: [Offer], _ typed: TypedWord) -> [Completion.Candidate] {
  var seen: Set<String> = []
  let fitting = offers.filter { typed.begins($0.text) && seen.insert($0.text).inserted }
  let chosen = fitting.filter { !$0.isSynonym }
  let synonyms = typed.text.isEmpty ? [] : fitting
  return (chosen.isEmpty ? synonyms : chosen).map { Completion.Candidate(text: $0.text, summary: $0.summary) }
}

/// The names of the commands; a hint where one is complete.
private func commandOffers(_ typed: TypedWord, _ grammar: Grammar) -> ([Offer], Hint?, Bool) {
  guard typed.tokens.isEmpty, typed.style == .plain else { return ([], nil, false) }
  return (grammar.commands.flatMap { Offer.words(of: $0) }, grammar.command(named: typed.text)?.hint, false)
}

/// What the arguments of a command can go on with, and whether they need not.
private func argumentOffers(
  _ typed: TypedWord, of name: String, _ context: CompletionContext
) -> ([Offer], Hint?, Bool) {
  guard let form = context.grammar.command(named: name) else { return ([], nil, false) }
  let values = context.values
  var reader = ArgumentReader(
    tokens: typed.tokens[1...], form: form, headSpan: typed.tokens[0].span, in: context.grammar, names: values)
  // A mistake before the end awaits nothing; at the end it is that something is missing, and that is awaited.
  let isComplete = (try? reader.readAll()) != nil
  let awaited = reader.awaited
  var offers = awaited.flatMap { $0.offers(typed, context) }
  if typed.style == .variable || (typed.token == nil && awaited.contains(where: \.isNumeric)) {
    let fitting = context.names.filter { takes($0.name, after: typed, form, context.grammar, values) }
    offers += fitting.sorted { $0.name < $1.name }.map { Offer("$" + $0.name, $0.value) }
  }
  return (offers, awaited.lazy.compactMap { $0.hint(typed) }.first, isComplete)
}

/// Whether the value of a name can follow the arguments before the cursor.
private func takes(
  _ name: String, after typed: TypedWord, _ form: Form, _ grammar: Grammar, _ values: NamedValues
) -> Bool {
  let variable = Token(kind: .variable(name), span: Span(typed.range.lowerBound, typed.range.upperBound + 1))
  var reader = ArgumentReader(
    tokens: typed.tokens[1...] + [variable], form: form, headSpan: typed.tokens[0].span, in: grammar, names: values)
  do throws(Diagnostic) {
    _ = try reader.readAll()
    return true
  } catch {
    return error.span != variable.span
  }
}

/// What the lines of a block of numbers look like, but for a line that begins with a word.
private func rowHint(_ typed: TypedWord, _ block: Form.Block?) -> Hint? {
  if case .word? = typed.tokens.first?.kind ?? typed.token { return nil }
  return block.map { Hint(usage: [], explanation: $0.explanation) }
}
