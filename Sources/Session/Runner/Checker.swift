import Documents
import Language

/// Checks commands without running them: every mistake that can be found so is found at once.
struct Checker {
  private var facts: Timeline<Facts>
  private var consequences = Consequences()
  /// The mistakes, but for those that may follow from others before them.
  private(set) var mistakes: [Diagnostic] = []
  /// Whether no more mistakes are looked for.
  private var hasEnded = false
  /// Whether a command needs what the session was before it.
  private(set) var needsPast = false
  /// The names from outside that no command has given a value.
  private(set) var unusedOverrides: Set<String>

  init(_ facts: Facts) { self.init(Timeline(facts, keepsPast: true)) }

  /// Goes on from what is known of a session, and was before.
  init(_ facts: Timeline<Facts>) {
    self.facts = facts
    unusedOverrides = Set(facts.now.names.overrides.keys)
  }

  private var table: CommandTable { facts.now.table }

  /// What is known after the commands that were checked.
  var factsNow: Facts { facts.now }

  /// Checks the lines of a cell as its header asks for: those of one that is skipped are left alone.
  mutating func check(_ lines: [Span], under header: CellHeader?, of source: Source) {
    if header?.isSkipped == true { return }
    if header?.expectsError == true { skim(lines, of: source) } else { check(lines, of: source) }
  }

  /// Checks the commands of some lines; one with a mistake leaves the facts as they were.
  mutating func check(_ lines: [Span], of source: Source) {
    let curesLeft = max(CommandReader.mostCures - mistakes.count, 0)
    var reader = CommandReader(lines, of: source, in: table.grammar, curesLeft: curesLeft)
    while !hasEnded, let (item, _) = reader.next(names: facts.now.names.values, known: facts.now.knownNumbers) {
      switch item {
      case .comment: break
      case .mistake(let mistake):
        mistakes.append(mistake)
        consequences.add(mistake.attempt, in: table)
      case .command(let written):
        let command = table.command(written)
        let (effect, needs) = (type(of: command).effect, type(of: command).needs)
        do throws(Diagnostic) {
          try step(command, written.places)
          consequences.settle(effect)
        } catch {
          if error.endsCheck || !consequences.explain(needs) { mistakes.append(error) }
          hasEnded = error.endsCheck
          consequences.add(effect)
        }
      }
    }
  }

  /// Goes through lines that are to fail up to the command that will: the first with a mistake, otherwise the last.
  ///
  /// A training that fails as it runs keeps the steps that it has made, and what comes of it can be looked at.
  mutating func skim(_ lines: [Span], of source: Source) {
    var reader = CommandReader(lines, of: source, in: table.grammar, curesLeft: 0)
    var (before, lastTrains) = (facts, false)
    while true {
      let now = facts
      guard let (item, _) = reader.next(names: facts.now.names.values, known: facts.now.knownNumbers) else {
        if lastTrains { before = now }
        break
      }
      if case .comment = item { continue }
      before = now
      guard case .command(let written) = item, (try? step(table.command(written), written.places)) != nil else { break }
      lastTrains = table.command(written) is TrainCommand
    }
    facts = before
  }

  private mutating func step(_ command: some SessionCommand, _ at: Places) throws(Diagnostic) {
    if type(of: command).needs.contains(.past) { needsPast = true }
    let (effect, saved, steps) = (type(of: command).effect, facts.now.saved, facts.now.spending.steps)
    try facts.step(effect, at: at.head) { facts throws(Diagnostic) in
      try command.settle(&facts, at)
    }
    // Files that were written stay, and steps that were asked for, whatever is taken back.
    if effect == .takesBack || effect == .bringsBack {
      facts.note { ($0.saved, $0.spending.steps) = (saved, steps) }
    }
    if !unusedOverrides.isEmpty { unusedOverrides = unusedOverrides.filter { facts.now.names.values[$0] == nil } }
  }
}
