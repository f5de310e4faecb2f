extension Action {
  /// Whether the command changes the session, so that `undo` takes it back; the others look, or write to files.
  public var isChange: Bool {
    switch self {
    case .seed, .precision, .digits, .bind, .data, .split, .normalize, .take, .shuffle, .layer, .loss, .optimizer,
      .schedule, .batch, .train, .keep, .load, .reset, .rewind:
      true
    case .show, .predict, .plot, .expect, .save, .saveNotebook, .undo, .compare, .history, .quit, .help: false
    }
  }

  /// Whether the command needs what the session was before.
  public var looksBack: Bool {
    switch self {
    case .undo, .compare(run: nil): true
    default: false
    }
  }
}

/// The states that `undo` can go back to, the oldest of them forgotten when there are many.
public struct Undoable<State> {
  private var states: [State] = []

  /// The most changes that can be taken back.
  private static var limit: Int { 32 }

  /// Creates a history without states.
  public init() {}

  /// The states before the changes, the last change last.
  public var all: [State] { states }

  /// Keeps the state before a change.
  public mutating func keep(_ state: State) {
    states.append(state)
    if states.count > Self.limit { states.removeFirst() }
  }

  /// The state before the last change, which is forgotten; nil if there is none.
  public mutating func takeBack() -> State? { states.popLast() }
}

extension Undoable: Sendable where State: Sendable {}
