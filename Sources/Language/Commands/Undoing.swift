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

/// The states that `undo` can go back to; the oldest are forgotten where there are many, or where they are large.
public struct Undoable<State> {
  private var kept: [(state: State, bytes: Int)] = []

  /// The most changes that can be taken back.
  private static var mostStates: Int { 32 }

  /// The most memory that states take, but for the last.
  private static var mostBytes: Int { 512 << 20 }

  /// Creates a history without states.
  public init() {}

  /// The states before the changes, the last change last.
  public var all: [State] { kept.map(\.state) }

  /// Keeps the state before a change, which holds so many bytes that the state after it does not share.
  public mutating func keep(_ state: State, bytes: Int = 0) {
    kept.append((state, bytes))
    var total = kept.reduce(0) { $0 + $1.bytes }
    while kept.count > Self.mostStates || (total > Self.mostBytes && kept.count > 1) {
      total -= kept.removeFirst().bytes
    }
  }

  /// The state before the last change, which is forgotten; nil if there is none.
  public mutating func takeBack() -> State? { kept.popLast()?.state }
}

extension Undoable: Sendable where State: Sendable {}
