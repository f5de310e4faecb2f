/// A text that the language takes at the cursor, whatever is typed of it already.
struct Offer {
  /// The text as it is written.
  let text: String
  /// What it is, in one line.
  let summary: String
  /// Whether it is another word for something that is offered too.
  let isSynonym: Bool

  init(_ text: String, _ summary: String, isSynonym: Bool = false) {
    self.text = text
    self.summary = summary
    self.isSynonym = isSynonym
  }

  /// The words for a form, with its own summary or another.
  static func words(of form: Form, _ summary: String? = nil) -> [Offer] {
    [Offer(form.name, summary ?? form.summary)]
      + form.synonyms.map { Offer($0, "the same as \(form.name): \(form.summary)", isSynonym: true) }
  }

  /// A text in quotes, or nil where it cannot stand in them.
  static func quoted(_ text: String, _ summary: String, isClosed: Bool = true) -> Offer? {
    let isPlain = text.unicodeScalars.allSatisfy { $0 != "\"" && $0.value >= 0x20 && $0.value != 0x7F }
    return isPlain ? Offer("\"\(text)\(isClosed ? "\"" : "")", summary) : nil
  }
}

extension AwaitedArgument {
  /// What could stand here.
  func offers(_ typed: TypedWord, _ context: CompletionContext) -> [Offer] {
    switch self {
    case .keyword(let parameter):
      return [Offer(parameter.name, parameter.summary)]
        + parameter.synonyms.map { Offer($0, "the same as \(parameter.name): \(parameter.summary)", isSynonym: true) }
    case .part(let type, let parameter, _, _):
      return type.offers(typed, context, of: parameter)
    case .value(let parameter, let form, _):
      let existing = parameter.names.flatMap { context.existing[$0] } ?? []
      return existing.compactMap { typed.spelled($0.name, $0.summary, as: parameter.type, in: form) }
        + parameter.type.offers(typed, context, of: parameter)
    }
  }

  /// Whether a number is due.
  var isNumeric: Bool {
    switch self {
    case .value(let parameter, _, _): parameter.type.isNumeric
    case .part(let type, _, _, _): type.isNumeric
    case .keyword: false
    }
  }
}

extension ValueType {
  /// The values that can be listed.
  fileprivate func offers(_ typed: TypedWord, _ context: CompletionContext, of parameter: Parameter) -> [Offer] {
    switch self {
    case .choice(_, let forms):
      return forms.flatMap { form in
        form.pattern.map { context.offers($0.kind) } ?? Offer.words(of: form, parameter.summary(ofChoice: form))
      }
    case .name: return context.names.sorted { $0.name < $1.name }.map { Offer($0.name, $0.value) }
    case .topic: return typed.topics(context)
    case .word(let pattern), .place(let pattern): return context.offers(pattern.kind)
    case .path(let kind): return typed.paths(kind, context.entries)
    case .condition(let quantities): return quantities.map { Offer($0.name, $0.summary) }
    case .integer, .range, .number, .numbers, .literal, .comparison, .texts, .columns, .variables, .domain:
      return []
    }
  }

  /// Whether the values are numbers.
  fileprivate var isNumeric: Bool {
    switch self {
    case .integer, .range, .number, .numbers: true
    default: false
    }
  }
}

extension CompletionContext {
  /// The names there are of a kind, as words.
  fileprivate func offers(_ kind: NameKind) -> [Offer] {
    (existing[kind] ?? []).map { Offer($0.name, $0.summary) }
  }
}

extension TypedWord {
  /// A name as a word where it is one that the form does not take for a keyword, otherwise in quotes; a number as it is.
  fileprivate func spelled(_ name: String, _ summary: String, as type: ValueType, in form: Form) -> Offer? {
    if type.isNumeric { return Offer(name, summary) }
    let isKeyword = form.parameters.contains { $0.name == name }
    let isWord = Token.Kind(value: name) == .word(name) && !isKeyword
    return isWord && style != .string ? Offer(name, summary) : .quoted(name, summary)
  }

  /// The entries of a kind in the folder that is typed, hidden ones only if their dot is.
  fileprivate func paths(_ kind: PathKind, _ entries: (String) -> [String]) -> [Offer] {
    let slash = text.lastIndex(of: "/")
    let folder = slash.map { text[...$0] } ?? ""
    let isHiddenWanted = text[folder.endIndex...].hasPrefix(".")
    let named = folder.count > 1 ? folder.dropLast() : folder
    return entries(String(named)).sorted().compactMap { name in
      guard !name.isEmpty, kind.includes(name), isHiddenWanted || !name.hasPrefix(".") else { return nil }
      let isFolder = name.hasSuffix("/")
      return .quoted(folder + name, isFolder ? "folder" : "file", isClosed: !isFolder)
    }
  }
}

extension TypedWord {
  /// The words that can be explained, after those that stand before the word.
  fileprivate func topics(_ context: CompletionContext) -> [Offer] {
    let before = tokens.dropFirst().compactMap { if case .word(let word) = $0.kind { word } else { nil } }
    let grammar = context.grammar
    let offers = grammar.allTopics.flatMap { topic -> [Offer] in
      if let pattern = topic.form.pattern, topic.parameter == nil { return context.offers(pattern.kind) }
      return [Offer(topic.name, topic.summary)]
        + topic.synonyms.map { Offer($0, "the same as \(topic.name): \(topic.summary)", isSynonym: true) }
    }
    return before.isEmpty ? offers : offers.filter { grammar.topic(before + [$0.text]) != nil }
  }
}
