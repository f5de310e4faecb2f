/// Trainings of one shape side by side, each with the bits of its run alone.
public enum Lockstep {
  /// Runs trainings of one key on the calling thread, and gives their ends in the order of the starts.
  ///
  /// The observer sees the steps made by all of them together every few milliseconds, and returns false to stop them all.
  public static func run(
    _ starts: [TrainingStart], kernels: KernelForm = .standard, observer: (_ steps: Int) -> Bool
  ) -> [TrainingEnd] {
    var made = 0
    return starts.map { start in
      let end = start.run(kernels: kernels, threads: ThreadCount(exactly: 1)) { steps, _ in observer(made + steps) }
      made += end.outcome.stepsMade
      return end
    }
  }

  /// How many trainings of a precision go in lock-step on one thread: fewer leave room, more take turns.
  public static func groupSize(_ precision: Precision, kernels: KernelForm = .standard) -> Int { 1 }
}
