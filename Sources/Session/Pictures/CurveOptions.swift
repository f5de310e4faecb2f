import Language
import Outputs

/// How curves of a training are drawn: their axes, which part of them, and how smooth.
struct CurveOptions: Sendable {
  private let isLogarithmic: Bool
  private let hasLogarithmicSteps: Bool
  private let from: Double?
  private let to: Double?
  private let smoothing: Int

  /// The words that choose it.
  static let parameters = [
    Parameter.flag("log", "a logarithmic vertical axis"),
    .flag("logx", "a logarithmic horizontal axis"),
    .keyword(
      "from", .number(.notNegative), unlessSaid: "the first", "the first step drawn, or epoch where these are counted"),
    .keyword("to", .number(.positive), unlessSaid: "the last", "the last one"),
    .keyword("smooth", .integer(1...1000), default: "1", "the mean of so many neighbouring points"),
  ]

  init(_ arguments: Arguments) {
    (isLogarithmic, hasLogarithmicSteps) = (arguments.has("log"), arguments.has("logx"))
    (from, to) = (arguments.number(ifGiven: "from"), arguments.number(ifGiven: "to"))
    smoothing = arguments.integer("smooth")
  }

  /// As nothing is said.
  init() {
    (isLogarithmic, hasLogarithmicSteps, from, to, smoothing) = (false, false, nil, nil, 1)
  }

  /// Refuses a part that ends before it begins.
  func check(_ at: Places) throws(Diagnostic) -> Places {
    guard let from, let to, from >= to else { return at }
    throw Diagnostic(
      "the part from \(from.plain) to \(to.plain) is empty", at: at["to"], help: "write a larger number behind 'to'")
  }

  /// A plot of numbers over steps, or over epochs where all trainings have counted them.
  func plot(
    _ title: String, of quantity: String, _ curves: [HistoryCurve], _ state: State, _ at: Places
  ) throws(Diagnostic) -> Plot {
    let countsEpochs = curves.allSatisfy { $0.points.allSatisfy(\.countsEpochs) }
    let unit = countsEpochs ? "epoch" : "step"
    let series = curves.map { curve in
      let points = curve.points.map { Plot.Point(x: countsEpochs ? $0.epochs : Double($0.step), y: $0.value) }
      return Plot.Series(name: curve.name, points: points.filter { (from ?? 0) <= $0.x && $0.x <= to ?? .infinity })
    }
    let last = curves.compactMap { $0.points.last.map { countsEpochs ? $0.epochs : Double($0.step) } }.max() ?? 0
    try refuseEmpty(series.allSatisfy(\.points.isEmpty), unit, last: last, at)
    let drawn = series.map { Plot.Series(name: $0.name, points: smoothed($0.points)) }
    let cut = CutOff(drawn.flatMap(\.points).map(\.y), isLogarithmic: isLogarithmic)
    return Plot(
      title: title, summary: summary(of: series, quantity, unit, state),
      x: .init(unit, hasLogarithmicSteps ? .logarithmic : .linear),
      y: .init(quantity, isLogarithmic ? .logarithmic : .linear, range: cut.range), series: drawn,
      remarks: cut.remark(drawn.flatMap(\.points), unit: unit, state) + unplaced(drawn, unit)
        + (smoothing > 1 ? ["Each point is the mean of \(smoothing) neighbouring ones."] : []))
  }

  /// A plot of lines of several weights over steps.
  func plot(
    _ title: String, _ lines: [Plot.Line], unit: String, quantity: String, summary: String, keys: [Plot.Key],
    remarks: [String], _ state: State, _ at: Places
  ) throws(Diagnostic) -> Plot {
    let drawn = lines.map { line in
      let points = line.points.filter { (from ?? 0) <= $0.x && $0.x <= to ?? .infinity }
      return Plot.Line(smoothed(points), series: line.series, weight: line.weight)
    }
    let points = drawn.flatMap(\.points)
    try refuseEmpty(points.isEmpty, unit, last: lines.compactMap { $0.points.last?.x }.max() ?? 0, at)
    let cut = CutOff(points.map(\.y), isLogarithmic: isLogarithmic)
    return Plot(
      title: title, summary: summary.prefix(1).uppercased() + summary.dropFirst() + ".",
      panels: [
        Plot.Panel(
          x: .init(unit, hasLogarithmicSteps ? .logarithmic : .linear),
          y: .init(quantity, isLogarithmic ? .logarithmic : .linear, range: cut.range), marks: drawn.map { .line($0) })
      ], keys: keys, remarks: remarks + cut.remark(points, unit: unit, state))
  }

  private func refuseEmpty(_ isEmpty: Bool, _ unit: String, last: Double, _ at: Places) throws(Diagnostic) {
    guard isEmpty else { return }
    throw Diagnostic(
      "no \(unit) is in that part", at: at.given("from") ?? at["to"], help: "the last \(unit) is \(shortNumber(last))")
  }

  /// The means of as many neighbouring points as are wanted, as far as there are so many around each.
  private func smoothed(_ points: [Plot.Point]) -> [Plot.Point] {
    guard smoothing > 1 else { return points }
    let (before, after) = ((smoothing - 1) / 2, smoothing / 2)
    return points.indices.map { index in
      let window = points[max(0, index - before)...min(points.count - 1, index + after)]
      return Plot.Point(x: points[index].x, y: window.reduce(0) { $0 + $1.y } / Double(window.count))
    }
  }

  /// Where each curve begins and ends.
  private func summary(of series: [Plot.Series], _ quantity: String, _ unit: String, _ state: State) -> String {
    let parts = series.compactMap { curve -> String? in
      guard let first = curve.points.first, let last = curve.points.last else { return nil }
      func place(_ point: Plot.Point) -> String { "\(state.shown(point.y)) at \(unit) \(shortNumber(point.x))" }
      // The name of a run stays as it was given.
      let isOwn = series.count == 1 || curve.name == quantity
      let name = isOwn ? quantity.prefix(1).uppercased() + quantity.dropFirst() : curve.name
      return curve.points.count == 1 ? "\(name) \(place(first))" : "\(name) from \(place(first)) to \(place(last))"
    }
    return parts.isEmpty ? "" : parts.joined(separator: "; ") + "."
  }

  /// What a logarithmic axis has no place for.
  private func unplaced(_ series: [Plot.Series], _ unit: String) -> [String] {
    let points = series.flatMap(\.points)
    let below = isLogarithmic ? points.count { !($0.y > 0) } : 0
    let left = hasLogarithmicSteps ? points.count { !($0.x > 0) } : 0
    return [(below, "not above 0"), (left, "at \(unit) 0")].filter { $0.0 > 0 }.map { count, place in
      "\(counted(count, "point")) \(place) \(count == 1 ? "has" : "have") no place on a logarithmic axis."
    }
  }
}

/// A number with the digits it needs, at most two decimals.
func shortNumber(_ value: Double) -> String {
  (value * 100).rounded() / 100 == value ? value.plain : formatted(value, decimals: 2)
}
