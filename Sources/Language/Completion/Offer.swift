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

  /// The words for a form.
  static func words(of form: Form) -> [Offer] {
    [Offer(form.name, form.summary)]
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
    case .part(let type, _, _, _):
      return type.offers(typed, context, in: nil)
    case .value(let parameter, let form, _):
      let existing: [Offer] =
        switch parameter.names {
        case .hiddenLayer: (0..<max(context.hiddenLayers, 0)).map { Offer(String($0 + 1), "hidden layer \($0 + 1)") }
        case .run: context.runs.compactMap { typed.spelled($0, "a run that was kept", in: form) }
        case nil: []
        }
      return existing + parameter.type.offers(typed, context, in: form)
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
  fileprivate func offers(_ typed: TypedWord, _ context: CompletionContext, in form: Form?) -> [Offer] {
    switch self {
    case .choice(_, let forms):
      return forms.flatMap {
        $0.isParameterName ? context.parameters.map { Offer($0.name, $0.summary) } : Offer.words(of: $0)
      }
    case .name: return context.names.sorted { $0.name < $1.name }.map { Offer($0.name, $0.value) }
    case .command: return CommandTable.commands.map(\.form).flatMap(Offer.words(of:))
    case .parameterName: return context.parameters.map { Offer($0.name, $0.summary) }
    case .path: return typed.paths(context.entries)
    case .column, .columns: return context.columns.compactMap { typed.spelled($0, "a column", in: form) }
    case .condition: return QuantityName.allCases.map { Offer($0.rawValue, $0.summary) }
    case .integer, .number, .numbers, .literal, .comparison: return []
    }
  }

  /// Whether the values are numbers.
  fileprivate var isNumeric: Bool {
    switch self {
    case .integer, .number, .numbers: true
    default: false
    }
  }
}

extension TypedWord {
  /// A name as a word where it is one that the form does not take for a keyword, otherwise in quotes.
  fileprivate func spelled(_ name: String, _ summary: String, in form: Form?) -> Offer? {
    let isKeyword = form?.parameters.contains { $0.name == name } ?? false
    let isWord = Token.Kind(value: name) == .word(name) && !isKeyword
    return isWord && style != .string ? Offer(name, summary) : .quoted(name, summary)
  }

  /// The entries of the folder that is typed, hidden ones only if their dot is.
  fileprivate func paths(_ entries: (String) -> [String]) -> [Offer] {
    let slash = text.lastIndex(of: "/")
    let folder = slash.map { text[...$0] } ?? ""
    let isHiddenWanted = text[folder.endIndex...].hasPrefix(".")
    let named = folder.count > 1 ? folder.dropLast() : folder
    return entries(String(named)).sorted().compactMap { name in
      guard !name.isEmpty, isHiddenWanted || !name.hasPrefix(".") else { return nil }
      let isFolder = name.hasSuffix("/")
      return .quoted(folder + name, isFolder ? "folder" : "file", isClosed: !isFolder)
    }
  }
}

extension QuantityName {
  /// What the quantity is, as the values to show say it.
  fileprivate var summary: String {
    guard case .choice(_, let forms) = CommandTable.subjects else { return "" }
    return forms.first { $0.matches(rawValue) }?.summary ?? ""
  }
}
