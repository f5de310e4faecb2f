import Engine

/// What stands outside of a session, and so is never taken back: files, the user who waits, and threads.
public final class Host {
  /// The files that commands may touch.
  public let files: FileAccess
  /// The threads that large steps are split among; nil for as many as there are processors.
  public let threads: Int?
  /// What sessions may take of the machine.
  public let budget: Budget
  /// The bytes of what was said and not written yet.
  public var heldOutput = 0.0
  /// Sees every few milliseconds where a training is.
  public var observer: (Progress) -> Void = { _ in }
  /// The user's wish that what is running may end; looked at every few milliseconds, and between commands.
  public var interruption = Interruption()
  /// Where the runs of sweeps come from.
  public var sharding = Sharding.none
  /// The sweeps that were made, where they are made in parts.
  public internal(set) var sweeps: [SweepRecord] = []
  /// How many sweeps were asked for.
  var sweepCount = 0
  /// The absolute paths of what commands have written here, and so may write again.
  var written: Set<String> = []

  /// The notebooks that were run here, whose prose a saved session has not, by their absolute paths.
  var notebooks: Set<String> = []

  /// Creates a host.
  public init(
    threads: Int? = nil, files: FileAccess = FileAccess(folder: "."), budget: Budget = Budget()
  ) {
    (self.threads, self.files, self.budget) = (threads, files, budget)
  }

  /// Where a training is.
  public struct Progress: Sendable {
    /// The steps made.
    public var step: Int
    /// The steps to make, at most.
    public var steps: Int
    /// The loss last looked at.
    public var loss: Double
    /// The steps of an epoch, where epochs are counted.
    public var stepsPerEpoch: Int?
    /// The runs of a sweep that are done, and all that it makes; the steps are then those of all of them.
    public var runs: (done: Int, all: Int)?
  }
}
