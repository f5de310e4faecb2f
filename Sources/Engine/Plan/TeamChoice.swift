/// Finds out by the clock whether a team of threads is faster than one, and goes by it.
///
/// Threads have to meet after every operation. What that costs depends on the machine, and on whatever else it is doing:
/// where a processor is busy otherwise, a meeting takes as long as its turn. So the work is done the faster way, and the
/// other one is tried from time to time, the less often the more often it was slower: a short training of a small network
/// never meets anybody. The bits do not depend on it.
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
  /// The seconds that a team which is not faster is looked at: a system may take as long to give each of its threads a
  /// processor.
  private static let patience = 3e-3
  /// The seconds over which a team is judged that works: a hitch of a millisecond says nothing of it.
  private static let judged = 4e-3
  /// The seconds between two looks at the other way: at first, and at most.
  private static let (shortestWait, longestWait) = (0.03, 2.0)
  /// By how much a team has to be faster, that looks may decide for it.
  private static let gain = 0.95
  /// How many times slower it is when it is looked at in small pieces only.
  private static let hopeless = 6.0

  /// The seconds of a repeat, alone and together; nil until it was measured.
  private var alone: Double?
  private var together: Double?
  private var isTeam: Bool
  /// The looks that are to be taken before the next decision: each at a team or at being alone.
  private var looks: [Bool]
  /// The seconds that the look under way has taken.
  private var looked = 0.0
  /// What was done since a team was last judged.
  private var done = (seconds: 0.0, repeats: 0)
  private var wait = Self.shortestWait
  /// The seconds since the other way was last looked at.
  private var worked = 0.0

  /// Begins alone and without a look; with a team where there is so much to do that one look at being alone would be dear.
  init(isLarge: Bool) {
    isTeam = isLarge
    // The first piece of each kind warms up caches, and makes the threads.
    looks = isLarge ? [true, true, false, true] : []
  }

  /// The next piece of so many repeats.
  func next(of repeats: Int) -> Piece {
    guard let isTeam = looks.first else { return piece(of: repeats, isTeam: isTeam, seconds: Self.piece) }
    return piece(of: repeats, isTeam: isTeam, seconds: Self.look)
  }

  private func piece(of repeats: Int, isTeam: Bool, seconds: Double) -> Piece {
    var time = isTeam ? together : alone ?? together
    // A team that was somewhat slow may have been so for a moment; one that is very slow is looked at in small pieces.
    if isTeam, let alone, let together, together < Self.hopeless * alone { time = min(alone, together) }
    let fitting = time.map { Int(min(seconds / max($0, 1e-9), 1e9)) } ?? 1
    return Piece(repeats: min(max(fitting, 1), repeats), isTeam: isTeam)
  }

  /// Takes note of what a piece has taken.
  mutating func note(_ piece: Piece, seconds: Double) {
    if looks.isEmpty { work(piece, seconds) } else { look(piece, seconds / Double(piece.repeats), seconds) }
  }

  /// A piece of a look: of all that are taken the shortest counts, for another program can only make it longer.
  private mutating func look(_ piece: Piece, _ time: Double, _ seconds: Double) {
    looked += seconds
    if piece.isTeam {
      together = min(together ?? time, time)
      if let alone, time > Self.gain * alone, looked < Self.patience { return }
    } else {
      alone = min(alone ?? time, time)
    }
    if looked < Self.look { return }
    looks.removeFirst()
    if looks.isEmpty { decide() } else { looked = 0 }
  }

  private mutating func decide() {
    guard let alone, let together else { return }
    isTeam = together < Self.gain * alone
    // A look may cost a fiftieth of the time at most.
    wait = max(min(2 * wait, Self.longestWait), 50 * looked)
    (looked, worked, done) = (0, 0, (0, 0))
  }

  /// A piece of the way that was chosen.
  private mutating func work(_ piece: Piece, _ seconds: Double) {
    worked += seconds
    done = (done.seconds + seconds, done.repeats + piece.repeats)
    guard done.seconds >= Self.judged else { return }
    let time = done.seconds / Double(done.repeats)
    done = (0, 0)
    if isTeam { together = time } else { alone = time }
    if isTeam, let alone, time > alone / Self.gain {
      // Somebody else has come for a processor: for long, which the next look will tell, or for a moment.
      (isTeam, worked, wait) = (false, 0, Self.shortestWait)
    } else if worked > wait {
      // The first piece of a team makes its threads, and a system takes its time to spread them.
      looks = isTeam ? [false] : together == nil ? [true, true] : [true]
      // What was measured long ago says little.
      if isTeam { alone = nil } else { together = nil }
    }
  }
}
