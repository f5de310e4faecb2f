import Language

/// The commands of a block, which belong to the command that opens it.
extension Arguments.Body {
  /// Does to the facts what the commands will do to the session, or says what is wrong with the first that is.
  ///
  /// The session itself is no matter of a block: nothing in it is taken back, and it does not end there.
  func check(_ facts: inout Facts) throws(Diagnostic) {
    var reader = CommandReader(lines, of: source, in: facts.table.grammar)
    while let written = try reader.nextCommand(names: facts.names.values) {
      try facts.settleInBlock(written)
    }
  }

  /// Runs the commands, whose outputs are those of the command that the block belongs to.
  ///
  /// Each is checked again just before it runs: the facts in the state must be those of before the block. What only looks
  /// is passed over where the runs of sweeps are made in parts.
  func run(_ state: inout State, _ context: inout RunContext) throws(Diagnostic) {
    var reader = CommandReader(lines, of: source, in: state.facts.table.grammar)
    while !context.host.interruption.isRequested,
      let written = try reader.nextCommand(names: state.facts.names.values)
    {
      let command = state.facts.table.command(written)
      guard context.host.sharding.runs(type(of: command).effect) else { continue }
      state.facts.spending.outputs = context.host.heldOutput
      var inner = context.within(written, state)
      try command.perform(&state, &inner)
      context.take(inner)
      if let failure = inner.failure { throw failure }
    }
  }
}

extension Facts {
  /// Checks a command of a block for what it does to the facts, and refuses one that has no place in it.
  mutating func settleInBlock(_ written: Command) throws(Diagnostic) {
    let command = table.command(written)
    let (name, effect) = (written.form.name, type(of: command).effect)
    switch effect {
    case .takesBack, .bringsBack, .ends:
      throw Diagnostic("'\(name)' cannot stand in a block", at: written.places.head)
    case .sets([.sweep]) where isSwept:
      throw Diagnostic(
        "a sweep cannot stand in a sweep", at: written.places.head,
        help: "give one sweep more variables: 'sweep seed 0..9 lr 0.1 0.01'")
    case .sets([.runs]) where isSwept:
      throw Diagnostic(
        "'\(name)' cannot stand in a sweep", at: written.places.head,
        help: "the sweep keeps what came of every run: 'show sweep runs' lists it")
    case .looks where isSwept && !(command is ExpectCommand), .writes where isSwept, .talks where isSwept:
      throw Diagnostic(
        "'\(name)' cannot stand in a sweep, whose runs show and write nothing", at: written.places.head,
        help: "leave it out; behind the 'end' 'show sweep' tells what came of the runs")
    case .sets, .changes, .looks, .writes, .talks: try command.settle(&self, written.places)
    }
  }
}

extension SessionCommand {
  /// Checks the command for what it does to the facts alone.
  func settle(_ facts: inout Facts, _ at: Places) throws(Diagnostic) { _ = try check(&facts, at) }

  /// Checks the command and runs it on what the check has found.
  func perform(_ state: inout State, _ context: inout RunContext) throws(Diagnostic) {
    let ready = try check(&state.facts, context.at)
    if state.hasDrawnUnseeded, Self.usesWeights { context.noteMissingSeed(&state) }
    try run(ready, &state, &context)
  }

  /// Whether something comes of the weights, and not only others in their place.
  private static var usesWeights: Bool {
    if case .changes = effect { false } else { needs.contains(.widths) }
  }
}
