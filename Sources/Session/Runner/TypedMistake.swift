import Language

extension Runner {
  /// What is wrong with a command that was not run, as far as that can be known; nil if nothing is, or lines are missing.
  public func mistake(in line: String) -> Diagnostic? {
    var typed = TypedCommand(in: grammar)
    typed.append(asCommand(line))
    guard !typed.isOpen else { return nil }
    let source = Source(name: "", text: typed.lines[0])
    var checker = Checker(state.facts)
    checker.check(source.lines, of: source)
    // What was before is not among the facts.
    return checker.needsPast ? nil : checker.mistakes.first
  }
}
