import Language
import Outputs

/// The loss of every run of a sweep along its training, thin, and their median, thick.
struct SweepCurves {
  private let sweep: Sweep
  private let options: CurveOptions

  /// The most curves that are drawn, and the most combinations that have a colour each.
  private static let (mostCurves, mostColours) = (100, 6)

  init(_ sweep: Sweep, _ options: CurveOptions) { (self.sweep, self.options) = (sweep, options) }

  func plot(_ state: State, _ at: Places) throws(Diagnostic) -> Plot {
    let combinations = sweep.combinations.filter { $0.runs.contains { !$0.curve.isEmpty } }
    guard !combinations.isEmpty else {
      throw Diagnostic("the runs of the sweep have trained nothing", at: at["picture"])
    }
    let isColoured = combinations.count <= Self.mostColours
    let groups = isColoured ? combinations.map(\.runs) : [combinations.flatMap(\.runs)]
    let names =
      isColoured
      ? combinations.map { writtenPoint(sweep.ordinary.map { sweep.plan.names[$0] }, $0.point) } : ["all runs"]
    let all = groups.reduce(0) { $0 + $1.count }
    let each = max(1, (all + Self.mostCurves - 1) / Self.mostCurves)
    var (lines, medians): ([Plot.Line], [Plot.Line]) = ([], [])
    for (series, runs) in groups.enumerated() {
      for (index, run) in runs.enumerated() where index % each == 0 {
        lines.append(.init(run.curve, series: series, weight: .thin))
      }
      medians.append(.init(Self.median(of: runs.map(\.curve)), series: series, weight: .thick))
    }
    let drawn = lines.count
    return try options.plot(
      "Loss of every run", lines + medians, unit: "step", quantity: "loss",
      summary: zip(names, medians).compactMap { name, line in
        line.points.last.map { "median of \(name.isEmpty ? "all runs" : name) ends at \(state.shown($0.y))" }
      }.joined(separator: "; "),
      keys: isColoured && names.count > 1 ? names.enumerated().map { .init($1, .line($0)) } : [],
      remarks: [
        "The thick line is the median, in which a run that has ended keeps its last loss."
      ] + (drawn < all ? ["Of \(all) runs \(drawn) are drawn."] : []), state, at)
  }

  /// The median of curves at each step that one of them has a point at; one that has ended keeps its last loss.
  static func median(of curves: [[Plot.Point]]) -> [Plot.Point] {
    let curves = curves.filter { !$0.isEmpty }
    let steps = Set(curves.flatMap { $0.map(\.x) }).sorted()
    let every = max(1, steps.count / 256)
    var places = curves.map { _ in 0 }
    return steps.enumerated().compactMap { index, step in
      guard index % every == 0 || index == steps.count - 1 else { return nil }
      var losses: [Double] = []
      for (curve, points) in curves.enumerated() {
        while places[curve] + 1 < points.count, points[places[curve] + 1].x <= step { places[curve] += 1 }
        losses.append(points[places[curve]].y)
      }
      return Session.median(losses.sorted()).map { Plot.Point(x: step, y: $0) }
    }
  }
}
