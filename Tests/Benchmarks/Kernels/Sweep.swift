import Dispatch
import Engine
import Synchronization

/// The XOR trainings of a sweep over seeds, 2-H-1 with ReLU, as its peers in compare.py run them.
struct Sweep {
  let runs, units, steps, threads: Int
  /// Whether each stops once its loss is small.
  let stops: Bool
  /// Whether each records its curve.
  let recordsCurve: Bool

  /// The trainings; a row more makes a batch of the last, which cannot go in lock-step.
  func starts(order: BatchOrder = .all) -> [TrainingStart] {
    let inputs = Matrix([[0, 0], [0, 1], [1, 0], [1, 1]])
    let targets = Matrix([[0], [1], [1], [0]])
    let training = Training(
      steps: steps, logInterval: max(1, steps / 10), stopCondition: stops ? .loss { $0 < 1e-6 } : nil,
      recordsCurve: recordsCurve)
    return (0..<runs).map { seed in
      var stream = RandomStream(seed: UInt32(seed))
      var network = Network(precision: .float64)
      network.addAffine(inputs: 2, outputs: units, weights: .he, biases: .constant(0), from: &stream)
      network.add(ReLULayer())
      network.addAffine(inputs: units, outputs: 1, weights: .he, biases: .constant(0), from: &stream)
      return TrainingStart(
        training, network, inputs: inputs, targets: targets,
        objective: Objective(loss: .meanSquaredError, reduction: .mean),
        recipe: Recipe(learningRate: LearningRate(0.1), order: order, steps: steps), stream: stream,
        optimizerState: nil)
    }
  }

  /// Runs them in lock-step, a share on each thread.
  func runTogether() {
    let starts = starts()
    DispatchQueue.concurrentPerform(iterations: threads) { part in
      let share = starts[(part * starts.count / threads)..<((part + 1) * starts.count / threads)]
      _ = Lockstep.run(Array(share)) { _ in true }
    }
  }

  /// Runs them alone, on each thread one after the other.
  func runAlone(_ starts: [TrainingStart]) {
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < starts.count else { return }
        _ = starts[index].run(threads: ThreadCount(exactly: 1)) { _, _ in true }
      }
    }
  }
}
