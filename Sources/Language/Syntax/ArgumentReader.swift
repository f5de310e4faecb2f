/// Reads the arguments of one command by its form.
struct ArgumentReader {
  var tokens: ArraySlice<Token>
  let grammar: Grammar
  let names: NamedValues
  /// The command's form, and its name as it was written.
  private let command: (form: Form, name: String)
  private let headSpan: Span
  /// The form whose argument is being read, and how messages name it.
  private(set) var innermost: (form: Form, owner: String)
  /// The argument without a keyword that was left out last, though something follows.
  private var skipped: (parameter: Parameter, for: Token)?
  /// What could have stood where the tokens end, the innermost form's first; empty after a mistake before the end.
  private(set) var awaited: [AwaitedArgument] = []

  /// Starts at the first argument of a command; `names` are the values that names stand for.
  init(
    tokens: ArraySlice<Token>, form: Form, named name: String? = nil, headSpan: Span, in grammar: Grammar,
    names: NamedValues
  ) {
    self.tokens = tokens
    self.grammar = grammar
    self.names = names
    command = (form, name ?? form.name)
    self.headSpan = headSpan
    innermost = (form, command.name)
  }

  /// Reads every argument; anything left over is a mistake.
  mutating func readAll() throws(Diagnostic) -> Arguments {
    var open: [Parameter] = []
    let arguments = try read(innermost.form, owner: command.name, open: &open)
    guard let extra = tokens.first else { return arguments }
    let kind = try substituted(extra, names, grammar)
    if case .word(let word) = kind {
      let name = innermost.form.parameters.first { $0.matches(word) }?.name ?? word
      if arguments.places[name] != nil { throw Diagnostic("'\(word)' is given twice", at: extra.span) }
    }
    let missing = skipped.flatMap { $0.for == extra ? $0.parameter : nil }
    let misplaced = MisplacedArgument(
      kind: kind, command: command.form.name, given: Set(arguments.places.keys), open: open, missing: missing,
      grammar: grammar)
    throw Diagnostic("unexpected \(kind.description)", at: extra.span, help: misplaced.help ?? example)
  }

  /// Reads the arguments of a form; `open` collects the keywords that may still follow.
  private mutating func read(
    _ form: Form, owner: String, open: inout [Parameter]
  ) throws(Diagnostic) -> Arguments {
    innermost = (form, owner)
    var arguments = Arguments()
    var innerOpen: [Parameter] = []
    for parameter in form.parameters where parameter.role == .positional {
      innermost = (form, owner)
      awaitValue(of: parameter)
      if parameter.isOptional {
        guard let token = tokens.first else { continue }
        guard parameter.type.starts(with: try substituted(token, names, grammar)) else {
          skipped = (parameter, token)
          continue
        }
      } else if tokens.isEmpty {
        throw Diagnostic(
          "\(owner) needs \(parameter.type.description(of: parameter.name))", at: headSpan,
          help: choices(of: parameter)
            ?? "usage: \(([owner] + form.argumentUsage()).joined(separator: " "))\(use(of: owner, with: arguments))")
      }
      try requireValue(of: parameter, before: form)
      try readValue(of: parameter, named: parameter.name, prefix: "", into: &arguments, open: &innerOpen)
    }
    var remaining = form.parameters.filter { $0.role != .positional }
    var given: [Parameter] = []
    while let token = tokens.first, case .word(let word) = token.kind {
      try refuseExclusion(form.parameters.first { $0.matches(word) }, given, at: token.span)
      guard let index = remaining.firstIndex(where: { $0.matches(word) }) else { break }
      let parameter = remaining.remove(at: index)
      given.append(parameter)
      tokens.removeFirst()
      if parameter.role == .flag {
        arguments.values[parameter.name] = .flag
        arguments.places[parameter.name] = token.span
      } else {
        innermost = (form, owner)
        awaitValue(of: parameter)
        guard tokens.first != nil else {
          throw Diagnostic(
            "'\(word)' needs \(parameter.type.description(of: nil))", at: token.span, help: example(with: word))
        }
        try readValue(of: parameter, named: word, prefix: parameter.name + ".", into: &arguments, open: &innerOpen)
      }
    }
    remaining.removeAll { parameter in given.contains { $0.excludes(parameter) } }
    open = innerOpen + remaining
    if tokens.isEmpty { awaited += remaining.map { .keyword($0) } }
    for parameter in form.parameters where arguments.values[parameter.name] == nil {
      arguments.values[parameter.name] = defaultValue(of: parameter)
    }
    return arguments
  }

  /// Refuses a keyword where a value has to stand before it.
  private func requireValue(of parameter: Parameter, before form: Form) throws(Diagnostic) {
    guard let token = tokens.first, case .word(let word) = token.kind, case .integer = parameter.type,
      form.parameters.contains(where: { $0.matches(word) })
    else { return }
    throw Diagnostic(
      "\(parameter.name) must be \(parameter.type.description(of: nil)), not '\(word)'", at: token.span,
      help: form.examples.first.map { "for example '\($0)'" })
  }

  /// Refuses a keyword that one before it excludes.
  private func refuseExclusion(_ parameter: Parameter?, _ given: [Parameter], at span: Span) throws(Diagnostic) {
    guard let parameter, let other = given.first(where: { $0.excludes(parameter) }) else { return }
    throw Diagnostic("'\(other.name)' and '\(parameter.name)' exclude each other", at: span)
  }

  /// What is read where an argument with a default is left out, as if it were written.
  private func defaultValue(of parameter: Parameter) -> Arguments.Value? {
    guard case .value(let text) = parameter.absence else { return nil }
    let source = Source(name: "", text: text)
    var lines = LogicalLines(source.lines, of: source)
    do throws(Diagnostic) {
      let tokens = try lines.next()?.tokens.get() ?? []
      var reader = ArgumentReader(
        tokens: tokens[...], form: Form(parameter.name, ""), headSpan: Span(0, 0), in: grammar, names: [:])
      var (arguments, open) = (Arguments(), [Parameter]())
      try reader.readValue(of: parameter, named: parameter.name, prefix: "", into: &arguments, open: &open)
      return arguments.values[parameter.name]
    } catch {
      preconditionFailure("the default of '\(parameter.name)', \(text), cannot be read: \(error.message)")
    }
  }

  /// A help that lists the words of a choice, with a use of the command where the choice is its first argument.
  func choices(of parameter: Parameter) -> String? {
    guard let choices = parameter.type.choices else { return nil }
    let example = innermost.owner == command.name ? innermost.form.examples.first : nil
    return choices + (example.map { "; for example '\($0)'" } ?? "")
  }

  /// The end of a help that shows a use of a command or of one of its forms, if there is one.
  private func use(of owner: String, with arguments: Arguments) -> String {
    let chosen = arguments.values.values.compactMap { if case .form(let name, _) = $0 { name } else { nil } }
    let beginning = ([owner] + chosen).joined(separator: " ")
    let examples = command.form.examples.map { $0.prefix { !$0.isNewline } }
    let example =
      examples.first { $0.hasPrefix(beginning + " ") } ?? examples.first { $0.hasPrefix(owner + " ") }
    return example.map { "; for example '\($0)'" } ?? ""
  }

  /// A help that shows a use of the command, with the word that the argument belongs to.
  var example: String? { example(with: innermost.owner == command.name ? nil : innermost.form.name) }

  /// A help that shows a use of the command, with a word in it if there is one.
  private func example(with word: String?) -> String? {
    let lines = command.form.examples.map { $0.prefix { !$0.isNewline } }
    let line = word.flatMap { word in lines.first { $0.split(separator: " ").contains(word[...]) } }
    return (line ?? lines.first).map { $0 == command.form.name ? "write '\($0)'" : "for example '\($0)'" }
  }

  /// Notes a value that could stand here, if the tokens end here.
  mutating func awaitValue(of parameter: Parameter) {
    if tokens.isEmpty { awaited.append(.value(of: parameter, in: innermost.form, owner: innermost.owner)) }
  }

  /// Notes the next part of a value that has begun, if the tokens end here.
  mutating func awaitPart(_ type: ValueType, of parameter: Parameter) {
    if tokens.isEmpty { awaited.append(.part(type, of: parameter, in: innermost.form, owner: innermost.owner)) }
  }

  /// The first word of a text that a name stands for where one is chosen: the others are read after it, as if they were
  /// written there.
  private mutating func words(_ text: String, of token: Token) throws(Diagnostic) -> Token.Kind? {
    let source = Source(name: "", text: text)
    var lines = LogicalLines(source.lines, of: source)
    guard let line = lines.next(), case .success(let written) = line.tokens, lines.next() == nil, !written.isEmpty
    else { return nil }
    tokens = ArraySlice(written.dropFirst().map { Token(kind: $0.kind, span: token.span) } + tokens)
    return written[0].kind
  }

  private mutating func readValue(
    of parameter: Parameter, named name: String, prefix: String, into arguments: inout Arguments,
    open: inout [Parameter]
  ) throws(Diagnostic) {
    let token = tokens.removeFirst()
    var kind = try substituted(token, names, grammar)
    if case .choice = parameter.type, case .variable = token.kind, case .string(let text) = kind {
      kind = try words(text, of: token) ?? kind
    }
    // A path given from outside needs no quotes.
    if case .path = parameter.type, case .variable = token.kind, case .word(let path) = kind { kind = .string(path) }
    arguments.places[parameter.name] = token.span
    for (index, part) in token.parts.enumerated() { arguments.places["\(parameter.name) \(index + 1)"] = part }
    guard case .choice(let noun, let forms) = parameter.type, case .word(let word) = kind else {
      let before = tokens
      arguments.values[parameter.name] = try value(kind, of: parameter, named: name, from: token)
      if parameter.type.isSeveralTokens, let last = before.dropLast(tokens.count).last {
        arguments.places[parameter.name] = token.span.union(last.span)
      }
      return
    }
    guard let form = forms.first(where: { $0.matches(word) }) else {
      throw Diagnostic(
        "unknown \(noun) '\(word)'", at: token.span, help: suggestion(noun, for: word, among: forms) ?? example)
    }
    let owner = parameter.role == .keyword ? name : command.name
    let inner = try read(form, owner: "\(owner) \(word)", open: &open)
    arguments.values[parameter.name] = .form(form.pattern == nil ? form.name : word, inner)
    arguments.places.merge(inner.places.map { (prefix + $0.key, $0.value) }) { outer, _ in outer }
  }
}
