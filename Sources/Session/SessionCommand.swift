import Language

/// What a command of the language is: what it looks like, what it touches, how it is checked, and what it does.
///
/// A command is one file in `Commands/` and one line of ``CommandTable/standard``; nothing else lists commands. There are
/// no default implementations: what is forgotten does not compile.
protocol SessionCommand: Sendable {
  /// What a check has found out and the run may rely on.
  associatedtype Ready

  /// The syntax, with defaults, exclusions, examples and misuses.
  static var form: Form { get }
  /// What it does to the session: undo, the consequences of mistakes, the transcript and memory go by it.
  static var effect: Effect { get }
  /// The parts of the session that it rests on, so that a mistake before it may be the cause of one in it.
  static var needs: Set<Part> { get }

  /// Takes the arguments, each of the type that the form asks for.
  init(_ arguments: Arguments)

  /// Does to the facts what the run will do to the session, or says why it cannot be run.
  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> Ready

  /// Does to the state what the command says; the facts in it are those after the check.
  ///
  /// A command that throws changes nothing, whatever it has done to the state before.
  func run(_ ready: Ready, _ state: inout State, _ context: inout RunContext) throws(Diagnostic)
}

/// What a command does to the session.
enum Effect: Sendable, Equatable {
  /// It puts something else in the place of parts, whatever they were.
  case sets(Set<Part>)
  /// It changes parts as they are.
  case changes(Set<Part>)
  /// It shows something.
  case looks
  /// It writes a file.
  case writes
  /// It is about the session itself and no part of what was done in it.
  case talks
  /// It goes back to before the last change.
  case takesBack
  /// It goes forward again to what was taken back last.
  case bringsBack
  /// It ends the session.
  case ends

  /// The parts that are others afterwards.
  var parts: Set<Part> {
    switch self {
    case .sets(let parts), .changes(let parts): parts
    case .looks, .writes, .talks, .takesBack, .bringsBack, .ends: []
    }
  }

  /// Whether the command changes the session, so that it can be taken back.
  var isChange: Bool { !parts.isEmpty }

  /// Whether the command belongs to what was done, for `history` and `save notebook`.
  var isRecorded: Bool {
    switch self {
    case .sets, .changes, .looks, .writes: true
    case .talks, .takesBack, .bringsBack, .ends: false
    }
  }
}

/// The parts of a session that commands change and rest on.
enum Part: Sendable {
  /// The seed, the precision, the decimals, the names, the optimizer, the schedule, the batch.
  case settings
  case data
  /// The layers and the values that go in and out of them.
  case widths
  /// The values of the parameters, and what an optimizer remembers of them.
  case weights
  case loss
  /// That there was a training, and its history.
  case training
  /// The runs that were kept.
  case runs
  /// The runs of the last sweep.
  case sweep
  /// What the session was before its last changes.
  case past
}

extension Set<Part> {
  /// What results rest on.
  static let results: Set = [.data, .widths, .loss, .training, .runs, .sweep]
}
