import Language
import Outputs

/// What makes one combination of a sweep better than another, and one of its runs.
///
/// With a test part the highest median accuracy on it is best, of numbers the lowest median loss there; without one the
/// highest rate of runs that converged, where something was asked for, and then the fewest steps, where they stop once it is so,
/// and the lowest median loss.
struct SweepRanking {
  private let hasTest: Bool
  private let tellsClasses: Bool
  private let isAsked: Bool
  private let stops: Bool
  private let hasConverged: Bool

  init(_ sweep: Sweep) {
    hasTest = sweep.made.contains { $0.run.test != nil }
    (tellsClasses, isAsked, stops) = (sweep.tellsClasses, sweep.criterion != nil, sweep.plan.stopsRuns)
    hasConverged = sweep.made.contains { $0.run.ending == .converged }
  }

  /// What combinations are judged by, as it is called of several runs, and of one.
  var measure: (ofSeveral: String, ofOne: String) {
    let (name, isRate) =
      hasTest ? (tellsClasses ? "test accuracy" : "test loss", false) : ("loss", isAsked && hasConverged)
    return isRate ? ("rate of runs that converged", "rate of runs that converged") : ("median \(name)", name)
  }

  /// The number of a combination by that measure.
  func value(_ runs: SweepCombination) -> Double {
    let first = key(runs)[0]
    if hasTest { return tellsClasses ? -first : first }
    return isAsked && hasConverged ? 1 - first : isAsked ? key(runs)[1] : first
  }

  /// Numbers by whose order, the first ones first, runs are ranked: the lower the better.
  func key(_ run: SweepRun) -> [Double] {
    // Numbers that ran away are worse than any, and tell no class.
    let (loss, testLoss) = (run.training?.loss ?? .infinity, run.test?.loss ?? .infinity)
    let steps = Double(run.steps)
    if hasTest { return tellsClasses ? [-(run.test?.accuracy ?? 0), testLoss, steps] : [testLoss, steps, 0] }
    guard isAsked else { return [loss, steps, 0] }
    guard run.ending == .converged else { return [1, loss, steps] }
    return stops ? [0, steps, loss] : [0, loss, steps]
  }

  /// The same of the runs of a combination: their medians, and of yes and no the share.
  func key(_ runs: SweepCombination) -> [Double] {
    let keys = runs.runs.map { key($0) }
    return (0..<3).map { place in
      let numbers = keys.map { $0[place] }.sorted()
      let isShare = !hasTest && isAsked && place == 0
      return (isShare ? numbers.reduce(0, +) / Double(numbers.count) : median(numbers)) ?? .infinity
    }
  }

  /// Combinations from the best to the worst; of equal ones the first stays first.
  func ranked(_ combinations: [SweepCombination]) -> [SweepCombination] {
    let keyed = combinations.enumerated().map { (key: key($1) + [Double($0)], runs: $1) }
    return keyed.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.runs)
  }
}

/// The best combination of a sweep and the best of its runs.
struct BestRun {
  let combination: SweepCombination
  /// The place of the run among those of the sweep.
  let place: Int
  let run: SweepRun

  /// Looks through the runs that were made; nil if none has a loss.
  init?(_ sweep: Sweep) {
    let ranking = SweepRanking(sweep)
    let combinations = sweep.combinations.filter { !$0.runs.isEmpty }
    guard let best = ranking.ranked(combinations).first,
      let index = best.runs.indices.min(by: {
        ranking.key(best.runs[$0]).lexicographicallyPrecedes(ranking.key(best.runs[$1]))
      }), best.runs[index].training?.loss.isFinite ?? false
    else { return nil }
    (combination, place, run) = (best, best.places[index], best.runs[index])
  }
}
