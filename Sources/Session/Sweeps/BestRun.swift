import Language
import Outputs

/// The best combination of a sweep and the best of its runs.
///
/// With a test part the highest median accuracy on it is best, of numbers the lowest median loss there; without one the
/// highest rate of runs that converged, where something was asked for, and then the lowest median loss and the fewest steps.
struct BestRun {
  let combination: SweepCombination
  /// The place of the run among those that were made, and what came of it.
  let place: Int
  let run: SweepRun
  /// What it is best by.
  let measure: String
  /// The number of the combination by that measure.
  let value: Double

  /// Looks through the runs that were made; nil if none has a loss.
  init?(_ sweep: Sweep, tellsClasses: Bool) {
    let hasTest = sweep.made.contains { $0.run.test != nil }
    func key(_ run: SweepRun) -> [Double] {
      guard let training = run.training else { return [.infinity] }
      if hasTest {
        guard let test = run.test else { return [.infinity] }
        return tellsClasses ? [-test.accuracy, test.loss] : [test.loss]
      }
      let met = sweep.criterion == nil ? [] : [run.ending == .converged ? 0.0 : 1]
      return met + [training.loss, Double(run.steps)]
    }
    func key(_ runs: SweepCombination) -> [Double] {
      let keys = runs.runs.map(key)
      guard let width = keys.map(\.count).max() else { return [.infinity] }
      return (0..<width).map { place in
        let numbers = keys.map { $0.count > place ? $0[place] : .infinity }.sorted()
        // Of yes and no the mean is the rate.
        let isRate = !hasTest && sweep.criterion != nil && place == 0
        return isRate ? numbers.reduce(0, +) / Double(numbers.count) : median(numbers) ?? .infinity
      }
    }
    let combinations = sweep.combinations.filter { !$0.runs.isEmpty }
    guard
      let best = combinations.min(by: { key($0).lexicographicallyPrecedes(key($1)) }),
      let index = best.runs.indices.min(by: { key(best.runs[$0]).lexicographicallyPrecedes(key(best.runs[$1])) }),
      best.runs[index].training != nil
    else { return nil }
    (combination, place, run) = (best, best.places[index], best.runs[index])
    switch (hasTest, tellsClasses, sweep.criterion) {
    case (true, true, _): (measure, value) = ("median test accuracy", -key(best)[0])
    case (true, false, _): (measure, value) = ("median test loss", key(best)[0])
    case (false, _, _?): (measure, value) = ("rate of runs that converged", 1 - key(best)[0])
    case (false, _, nil): (measure, value) = ("median loss", key(best)[0])
    }
  }
}
