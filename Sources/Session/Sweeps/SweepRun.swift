import Engine
import Language
import Outputs

/// What is kept of one run of a sweep.
struct SweepRun: Sendable, Equatable {
  var ending: Ending
  /// The network on the data to learn from, at the end; nil without data or loss, and where numbers ran away.
  var training: Score?
  /// The network on the test part, at the end.
  var test: Score?
  /// The steps made.
  var steps: Int
  /// The rectifying units that were dead before the first training.
  var deadAtStart: Int
  /// Those that were not, and are dead at the end.
  var died: Int
  /// All that are dead at the end.
  var deadAtEnd: Int
  /// The digest of the network at the end.
  var digest: UInt64
  /// The loss along the training.
  var curve: [Plot.Point]

  /// How a run ended.
  enum Ending: Sendable, Equatable {
    /// What was asked for came true.
    case converged
    /// It did not, and the loss stands still.
    case stuck(Double)
    /// It did not, and the loss is still moving.
    case unfinished
    /// The numbers ran away at a step.
    case diverged(step: Int)
    /// Nothing was asked for.
    case finished
  }

  /// The bytes of a run, with its commands and its curve, as they were measured.
  static let mostBytes = 8192

  /// The most points of a curve.
  private static let mostPoints = 64

  /// A curve of few points: those of the first steps at powers of two, and the rest evenly.
  static func curve(_ history: some Sequence<LogEntry>) -> [Plot.Point] {
    let points = history.filter(\.isOnCurve).map { Plot.Point(x: Double($0.step), y: $0.loss) }
    guard points.count > mostPoints else { return points }
    let last = points.count - 1
    let first = (0..<10).map { 1 << $0 }.filter { $0 < last }
    let rest = mostPoints - first.count - 1
    let even = (0...rest).map { $0 * last / rest }
    return Set(first + even).sorted().prefix(mostPoints - 1).map { points[$0] } + [points[last]]
  }
}

/// A sweep that was made: its variables, the values of each run, and what came of it.
struct Sweep: Sendable {
  let plan: SweepPlan
  /// The places of the runs among all that the sweep makes, counted from 0.
  let indices: [Int]
  /// The values of the variables in every run, in a fixed order.
  let points: [[Token.Kind]]
  /// What came of every run; nil for one that was not made.
  let runs: [SweepRun?]
  /// What a run is asked for, as it is written; nil for nothing.
  let criterion: String?
  /// Whether the networks have rectifying units.
  let hasRectifiers: Bool
  /// Whether an output of the networks can be right or wrong.
  let tellsClasses: Bool

  /// The names of the results: the loss, and what else tells how good a network is.
  var resultNames: [String] { State.resultNames(tellsClasses: tellsClasses) }

  /// The runs that were made.
  var made: [Made] {
    zip(indices, zip(points, runs)).compactMap { index, made in
      made.1.map { Made(index: index, point: made.0, run: $0) }
    }
  }

  /// A run that was made: its place among all, the values of its variables, and what came of it.
  struct Made {
    let index: Int
    let point: [Token.Kind]
    let run: SweepRun
  }

  /// The runs alone whose variables have some values.
  func filtered(_ holds: ([Token.Kind]) -> Bool) -> Sweep {
    let places = points.indices.filter { holds(points[$0]) }
    return Sweep(
      plan: plan, indices: places.map { indices[$0] }, points: places.map { points[$0] },
      runs: places.map { runs[$0] }, criterion: criterion, hasRectifiers: hasRectifiers, tellsClasses: tellsClasses)
  }
}
