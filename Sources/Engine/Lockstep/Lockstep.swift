/// Trainings of one shape side by side, one a lane of the kernels' vectors, each with the bits of its run alone.
///
/// A small network leaves most of a processor idle: its vectors are short and its sums wait for each other. Networks that
/// take steps over the same rows need the same operations on other numbers, and so lie side by side: see ``Layout``. What
/// a training looks at, records and decides between its steps is its own, in ``TrainingRun``, as if it ran alone.
public enum Lockstep {
  /// Runs trainings of one key on the calling thread, and gives their ends in the order of the starts; without a key, they
  /// run one after the other.
  ///
  /// The observer sees the steps made by all of them together every few milliseconds, and returns false to stop them all.
  public static func run(
    _ starts: [TrainingStart], kernels: KernelForm = .standard, observer: (_ steps: Int) -> Bool
  ) -> [TrainingEnd] {
    guard let first = starts.first else { return [] }
    guard let key = first.lockstepKey else { return runInTurn(starts, kernels, observer) }
    check(starts.allSatisfy { $0.lockstepKey == key }, "trainings of different keys do not go in lock-step")
    switch first.network.precision {
    case .float32:
      var run = LockstepRun<Float>(starts, kernels)
      return run.run(observer: observer)
    case .float64:
      var run = LockstepRun<Double>(starts, kernels)
      return run.run(observer: observer)
    }
  }

  private static func runInTurn(
    _ starts: [TrainingStart], _ kernels: KernelForm, _ observer: (Int) -> Bool
  ) -> [TrainingEnd] {
    var made = 0
    return starts.map { start in
      let end = start.run(kernels: kernels, threads: ThreadCount(exactly: 1)) { steps, _ in observer(made + steps) }
      made += end.outcome.stepsMade
      return end
    }
  }

  /// How many trainings of a precision go side by side: of fewer, lanes run empty; of more, each that ends makes room.
  public static func groupSize(_ precision: Precision, kernels: KernelForm = .standard) -> Int {
    switch precision {
    case .float32: kernels.form.lanes_f32
    case .float64: kernels.form.lanes_f64
    }
  }
}
