import Language

/// The runs of a sweep with the same values of everything but the seed.
struct SweepCombination: Sendable {
  /// The values of the variables that are not seeds.
  let point: [Token.Kind]
  /// The places of its runs that were made, among all.
  let places: [Int]
  /// These runs.
  let runs: [SweepRun]

  /// The runs that did what was asked for.
  var converged: [SweepRun] { runs.filter { $0.ending == .converged } }
  /// The runs whose loss stands still elsewhere.
  var stuck: [Double] { runs.compactMap { if case .stuck(let loss) = $0.ending { loss } else { nil } } }
  /// The runs whose loss is still moving.
  var unfinished: Int { runs.count { $0.ending == .unfinished } }
  /// The runs whose numbers ran away.
  var diverged: Int { runs.count { if case .diverged = $0.ending { true } else { false } } }
  /// The runs with a unit that was dead before the first training.
  var deadAtStart: Int { runs.count { $0.deadAtStart > 0 } }
  /// The runs with a unit that died.
  var died: Int { runs.count { $0.died > 0 } }
  /// The losses at the end, in rising order, where numbers did not run away.
  var losses: [Double] { runs.compactMap { $0.training?.loss }.sorted() }
  /// The steps of the runs that did what was asked for, or of all where nothing was, in rising order.
  func steps(_ criterion: String?) -> [Double] {
    (criterion == nil ? runs : converged).map { Double($0.steps) }.sorted()
  }
}

extension Sweep {
  /// The places of the variables that are not seeds.
  var ordinary: [Int] { plan.names.indices.filter { !plan.seeds.contains($0) } }

  /// The runs by their values of everything but the seed, in the order in which these come first.
  var combinations: [SweepCombination] {
    let ordinary = ordinary
    var places: [String: Int] = [:]
    var found: [(point: [Token.Kind], places: [Int])] = []
    for (index, point) in points.enumerated() {
      let values = ordinary.map { point[$0] }
      let key = values.map(\.shown).joined(separator: " ")
      let place = places[key] ?? found.count
      if place == found.count {
        places[key] = place
        found.append((values, []))
      }
      if runs[index] != nil { found[place].places.append(index) }
    }
    return found.map { point, places in
      SweepCombination(point: point, places: places, runs: places.compactMap { runs[$0] })
    }
  }
}

/// The middle of numbers in rising order; of two the mean.
func median(_ sorted: [Double]) -> Double? {
  guard !sorted.isEmpty else { return nil }
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/// The 95 % interval for a rate by Wilson's score: what chances make as many successes of as many trials as were seen no
/// surprise.
///
/// Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference. JASA 22, 209-212.
struct WilsonInterval: Equatable {
  let rate, lower, upper: Double

  /// The 97.5 % quantile of the standard normal distribution.
  private static let quantile = 1.959963984540054

  init(_ successes: Int, of trials: Int) {
    let (n, share) = (Double(trials), Double(successes) / Double(trials))
    let square = Self.quantile * Self.quantile
    let middle = (share + square / (2 * n)) / (1 + square / n)
    let half = Self.quantile / (1 + square / n) * (share * (1 - share) / n + square / (4 * n * n)).squareRoot()
    // Rounding must not lead out of what a rate can be.
    (rate, lower, upper) = (share, successes == 0 ? 0 : middle - half, successes == trials ? 1 : middle + half)
  }
}
