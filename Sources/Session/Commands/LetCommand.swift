import Language

/// `let rate 0.01 in 0.001..1 log`: gives a name to a value.
struct LetCommand: SessionCommand {
  let name: String
  let value: Token.Kind
  private let domain: [Token]?
  private let isLogarithmic: Bool

  static let form = Form(
    "let", "give a name to a value",
    [
      .positional("name", .name, "the name; $name stands for the value from here on"),
      .positional("value", .literal, "a number, a word or a string"),
      .keyword(
        "in", .domain, unlessSaid: "a range around the value",
        "the range, or the values to choose from, that it has as a knob of `nbrun preview`"),
      .flag("log", "each step of the knob is a factor"),
    ],
    details: """
      `nbrun run -p NAME=VALUE` replaces the value without touching the notebook. Where a word is chosen a string stands for \
      the words in it: after `let start "uniform 0 1"` a layer may have `weights $start`. What stands behind `in` changes no \
      number; the value must lie in it, but for one from the command line.
      """,
    examples: ["let hidden 4", "let rate 0.01 in 0.001..1 log", "let start he in he xavier lecun"],
    misuses: [
      .init("let 4 hidden", "name must be a name, not '4'")
    ])
  static let effect = Effect.sets([.settings])
  static let needs: Set<Part> = []

  init(_ arguments: Arguments) {
    (name, value) = (arguments.word("name"), arguments.literal("value"))
    (domain, isLogarithmic) = (arguments.tokens(ifGiven: "in"), arguments.has("log"))
  }

  /// The values that it is to lie among, if they are given.
  func domain(_ at: Places) throws(Diagnostic) -> ValueDomain? {
    if let domain { return try ValueDomain(domain, logarithm: at.given("log"), at: at["in"]) }
    guard isLogarithmic else { return nil }
    throw Diagnostic("'log' is for a range", at: at["log"], help: "for example 'in 0.001..1 log'")
  }

  /// Finds the value from outside, if there is one, and whether it lies where that in the text has to.
  func check(
    _ facts: inout Facts, _ at: Places
  ) throws(Diagnostic) -> (override: Token.Kind, outside: ValueDomain?)? {
    let domain = try domain(at)
    if let domain, !domain.contains(value) {
      throw Diagnostic("\(name) is \(value.shown), which is not in \(domain.written)", at: at["value"])
    }
    facts.names.bind(name, value)
    return facts.names.overrides[name].map { override in
      (override, domain.flatMap { $0.contains(override) ? nil : $0 })
    }
  }

  func run(
    _ found: (override: Token.Kind, outside: ValueDomain?)?, _ state: inout State, _ context: inout RunContext
  ) {
    guard let (override, outside) = found else { return }
    let written = written(override, context.before.facts.files)
    // Where the value may not stand in the text, its domain goes.
    context.writtenAs =
      outside == nil
      ? context.command.text(replacing: context.at["value"], with: written) : "\(Self.form.name) \(name) \(written)"
    // A text may be a path, which is the machine's own and has no place in a report.
    let isText = if case .string = override { true } else { false }
    let value = isText ? "" : "\(override.shown), "
    let remark = outside.map { ", and not in \($0.written)" } ?? ""
    context.note("\(name) is \(value)set on the command line\(remark).")
  }

  /// The value as `history` and a saved notebook have it: of an absolute path, which is the machine's own, the last part.
  private func written(_ override: Token.Kind, _ files: FileAccess) -> String {
    guard case .string(let text) = override, text.hasPrefix("/") else { return override.shown }
    return Token.Kind.string(files.name(of: text)).shown
  }
}
