import Language

extension Runner {
  /// What is wrong with a command that was not run, as far as that can be known; nil if nothing is, or lines are missing.
  public func mistake(in line: String) -> Diagnostic? {
    var typed = TypedCommand(in: grammar)
    typed.append(asCommand(line))
    guard !typed.isOpen else { return nil }
    let source = Source(name: "", text: typed.lines[0])
    return mistakes(in: source.lines, of: source).first
  }

  /// What is wrong with commands that were not run and would go on from the session as it is, as far as that can be known.
  public func mistakes(in lines: [Span], of source: Source) -> [Diagnostic] {
    var checker = checker
    checker.check(lines, of: source)
    return checker.mistakes
  }
}
