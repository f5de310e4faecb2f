/// What can stand at the cursor.
public struct Completion: Sendable, Equatable {
  /// The UTF-8 offsets of the line that a candidate replaces; it ends at the cursor or at the end of the word there.
  public let replaced: Range<Int>
  /// What fits, best first: in the order of the command table; names and files sorted.
  public let candidates: [Candidate]
  /// What may follow, on one line, where a command's name is complete or an argument that is not a choice is due.
  ///
  /// A usage, in which what is due next stands between two `*`, a colon and a summary:
  /// `layer affine INPUTS *OUTPUTS* [weights INITIALISER] …: units, and so values that come out`.
  public let hint: String?

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
///   - openBlock: the first line of a block that is still open, in which only `end` completes.
public func complete(
  _ line: String, at cursor: Int, in context: CompletionContext, openBlock: String? = nil
) -> Completion {
  let source = Source(name: "", text: line)
  let cursor = source.boundary(atOrBefore: cursor)
  guard let typed = TypedWord(source, before: cursor) else {
    return Completion(replaced: cursor..<cursor, candidates: [], hint: nil)
  }
  let (offers, hint) =
    if let openBlock {
      blockOffers(typed, openBlock)
    } else if case .word(let name)? = typed.tokens.first?.kind {
      argumentOffers(typed, of: name, context)
    } else {
      commandOffers(typed)
    }
  return Completion(replaced: typed.range, candidates: fitting(offers, typed), hint: hint)
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
private func commandOffers(_ typed: TypedWord) -> ([Offer], String?) {
  guard typed.tokens.isEmpty, typed.style == .plain else { return ([], nil) }
  let spec = CommandTable.spec(named: typed.text)
  return (CommandTable.commands.map(\.form).flatMap(Offer.words(of:)), spec?.form.hint)
}

/// What the arguments of a command can go on with.
private func argumentOffers(_ typed: TypedWord, of name: String, _ context: CompletionContext) -> ([Offer], String?) {
  guard let spec = CommandTable.spec(named: name) else { return ([], nil) }
  let bindings = context.bindings
  var reader = ArgumentReader(
    tokens: typed.tokens[1...], bindings: bindings, form: spec.form, headSpan: typed.tokens[0].span)
  // A mistake before the end awaits nothing; at the end it is that something is missing, and that is awaited.
  _ = try? reader.readAll()
  let awaited = reader.awaited
  var offers = awaited.flatMap { $0.offers(typed, context) }
  if typed.style == .variable || (typed.token == nil && awaited.contains(where: \.isNumeric)) {
    let fitting = context.names.filter { takes($0.name, after: typed, spec.form, bindings) }
    offers += fitting.sorted { $0.name < $1.name }.map { Offer("$" + $0.name, $0.value) }
  }
  return (offers, awaited.lazy.compactMap { $0.hint(typed) }.first)
}

/// Whether the value of a name can follow the arguments before the cursor.
private func takes(
  _ name: String, after typed: TypedWord, _ form: Form, _ bindings: [String: Token.Kind]
) -> Bool {
  let variable = Token(kind: .variable(name), span: Span(typed.range.lowerBound, typed.range.upperBound + 1))
  var reader = ArgumentReader(
    tokens: typed.tokens[1...] + [variable], bindings: bindings, form: form, headSpan: typed.tokens[0].span)
  do throws(Diagnostic) {
    _ = try reader.readAll()
    return true
  } catch {
    return error.span != variable.span
  }
}

/// The end of a block, and what its lines look like.
private func blockOffers(_ typed: TypedWord, _ openBlock: String) -> ([Offer], String?) {
  let isFirst = typed.tokens.isEmpty && typed.style == .plain
  let offers = isFirst ? [Offer(Form.Block.end, "close the block")] : []
  if case .word? = typed.tokens.first?.kind ?? typed.token { return (offers, nil) }
  let source = Source(name: "", text: openBlock)
  var reader = LineReader(source, lines: source.lines)
  guard let tokens = try? reader.next()?.get(), case .word(let name)? = tokens.first?.kind,
    let block = CommandTable.spec(named: name)?.block(openedBy: tokens)
  else { return (offers, nil) }
  return (offers, block.explanation)
}
