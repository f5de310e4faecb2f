import Language

/// What wrong commands leave unknown, so that later ones are not blamed for what may be a consequence.
struct Consequences {
  private var unknown: Set<Part> = []

  /// Whether a mistake in a command with some needs may be a consequence of one before.
  func explain(_ needs: Set<Part>) -> Bool { !unknown.isDisjoint(with: needs) }

  /// Takes note of a command that could not be read; nil if it may have been any, and no command if it is none.
  mutating func add(_ attempt: Diagnostic.Attempt, in table: CommandTable) {
    guard let name = attempt.command else { return unknown.formUnion(Set.results) }
    guard let effect = table.command(named: name)?.effect else { return }
    // What changes widths says them in numbers: a layer without one, such as a function, leaves them as they are.
    if case .changes(let parts) = effect, !attempt.hasNumbers { return unknown.formUnion(parts.subtracting([.widths])) }
    unknown.formUnion(effect.parts)
  }

  /// Takes note of a command that cannot be run.
  mutating func add(_ effect: Effect) { unknown.formUnion(effect.parts) }

  /// Takes note of a command that is right, and may set something anew.
  mutating func settle(_ effect: Effect) { if case .sets(let parts) = effect { unknown.subtract(parts) } }
}
