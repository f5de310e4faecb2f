/// Finds out by the clock whether a team of threads is faster than one, and goes by it.
///
/// Threads have to meet after every operation. What that costs depends on the machine, and on whatever else it is doing:
/// where a processor is busy otherwise, a meeting takes as long as its turn. So the same work is done alone and together
/// in turns at first, then the faster way, and the other one is tried again from time to time, the less often the more
/// often it was slower. The bits do not depend on it.
struct TeamChoice {
  /// The work to do next: how many times, by how many threads.
  struct Piece {
    let repeats: Int
    let isTeam: Bool
  }

  /// The seconds that a piece takes, about.
  private static let piece = 2e-3
  /// The seconds that a look at the other way takes at least, in whole repeats.
  private static let look = 1e-3
  /// The seconds between two looks at the other way: at first, and at most.
  private static let (shortestWait, longestWait) = (0.03, 2.0)
  /// By how much a team has to be faster, that one look may decide for it.
  private static let gain = 0.95

  /// The seconds of a repeat, alone and together; nil until it was measured.
  private var alone: Double?
  private var together: Double?
  private var isTeam: Bool
  /// The pieces that are to be done before the next decision.
  private var looks: [Bool]
  private var wait = Self.shortestWait
  private var worked = 0.0

  /// Begins alone, or with the team where there is so much to do that one look at being alone would be dear.
  init(isLarge: Bool) {
    isTeam = isLarge
    // The first piece of each kind warms up caches, and makes the threads.
    looks = isLarge ? [true, true, false, true] : [false, true, true, false, true]
  }

  /// The next piece of so many repeats.
  func next(of repeats: Int) -> Piece {
    let isTeam = looks.first ?? isTeam
    let time = isTeam ? together ?? alone : alone ?? together
    let length = looks.isEmpty ? Self.piece : Self.look
    let fitting = time.map { Int(min(length / max($0, 1e-9), 1e9)) } ?? 1
    return Piece(repeats: min(max(fitting, 1), repeats), isTeam: isTeam)
  }

  /// Takes note of what a piece has taken.
  mutating func note(_ piece: Piece, seconds: Double) {
    let time = seconds / Double(piece.repeats)
    let isFirst = piece.isTeam ? together == nil : alone == nil
    // Of looks the shorter time counts: another program can only make it longer.
    func mean(_ old: Double?) -> Double {
      guard let old else { return time }
      return looks.isEmpty ? 0.75 * old + 0.25 * time : min(old, time)
    }
    if piece.isTeam { together = mean(together) } else { alone = mean(alone) }
    worked += seconds
    if !looks.isEmpty {
      looks.removeFirst()
      if looks.isEmpty { decide(lookTook: seconds) }
      return
    }
    guard !isFirst, let alone, let together else { return }
    if isTeam, time > alone / Self.gain {
      // Somebody else has come for a processor.
      self.together = max(together, time)
      (isTeam, worked) = (false, 0)
      wait = min(2 * wait, Self.longestWait)
    } else if worked > wait {
      // What was measured long ago says little.
      if isTeam { self.alone = nil } else { self.together = nil }
      looks = [!isTeam]
    }
  }

  private mutating func decide(lookTook seconds: Double) {
    guard let alone, let together else { return }
    let wasTeam = isTeam
    isTeam = together < Self.gain * alone
    wait = isTeam ? (wasTeam ? min(2 * wait, Self.longestWait) : Self.shortestWait) : min(2 * wait, Self.longestWait)
    // A look may cost a fiftieth of the time at most.
    wait = max(wait, 50 * seconds)
    worked = 0
  }
}
