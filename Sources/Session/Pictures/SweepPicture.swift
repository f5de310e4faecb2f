import Language
import Outputs

/// `plot sweep`: how often runs converged and where their losses ended; `plot sweep loss`: the curves of all runs.
struct SweepPicture: Picture {
  private let isCurves: Bool
  private let options: CurveOptions

  static let form = Form(
    "sweep", "the runs of the last sweep: rates with their intervals and losses at the end",
    [
      .positional(
        "what",
        .choice(
          "picture of a sweep", [Form("loss", "the loss of every run along its training", CurveOptions.parameters)]),
        isOptional: true, "what of them")
    ])

  init(_ word: String, _ arguments: Arguments) {
    let chosen = arguments.form(ifGiven: "what")
    isCurves = chosen != nil
    options = chosen.map { CurveOptions($0.arguments) } ?? CurveOptions()
  }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> Places {
    _ = try facts.requireSweep(at)
    return try options.check(at)
  }

  func plot(_ at: Places, _ state: State) throws(Diagnostic) -> Plot {
    guard let sweep = state.sweep else { preconditionFailure("a check has found a sweep where there is none") }
    guard !sweep.made.isEmpty else { throw Diagnostic("no run of the sweep was made", at: at["picture"]) }
    if isCurves { return try SweepCurves(sweep, options).plot(state, at) }
    if sweep.plan.head.draws != nil { return drawn(sweep, state) }
    return sweep.ordinary.count == 2 && sweep.combinations.count > 3 ? grid(sweep, state) : rows(sweep, state)
  }

  // MARK: - Combinations side by side

  /// The combinations that two panels have room for side by side.
  private static let fewCombinations = 6

  /// The rates with their intervals, and the losses as dots.
  private func rows(_ sweep: Sweep, _ state: State) -> Plot {
    let combinations = sweep.combinations
    let names = combinations.map { runs in label(sweep, runs) }
    let axis = Plot.Axis(sweep.ordinary.map { sweep.plan.names[$0] }.joined(separator: ", "), .names(names))
    var panels: [Plot.Panel] = []
    if sweep.criterion != nil {
      var marks: [Plot.Mark] = []
      for (index, runs) in combinations.enumerated() where !runs.runs.isEmpty {
        let interval = WilsonInterval(runs.converged.count, of: runs.runs.count)
        let x = Double(index) + 0.5
        marks.append(.line(.init([.init(x: x, y: interval.lower), .init(x: x, y: interval.upper)], series: 0)))
        marks.append(.points(.init([.init(x: x, y: interval.rate)], series: 0)))
      }
      panels.append(Plot.Panel(x: axis, y: .init("rate converged", range: 0...1), marks: marks))
    }
    // Where there are many names, one panel needs the whole width.
    if panels.isEmpty || combinations.count <= Self.fewCombinations { panels.append(losses(sweep, combinations, axis)) }
    return Plot(
      title: "Runs of the sweep", summary: summary(sweep, combinations, combinations.map { written(sweep, $0) }, state),
      panels: panels, keys: panels.count == 1 && sweep.criterion != nil ? [] : keys(sweep),
      remarks: (sweep.criterion.map { ["Converged: \($0). The lines are 95 % intervals."] } ?? [])
        + (panels.count == 1 && sweep.criterion != nil ? [] : leftOut(combinations) + zeros(sweep)))
  }

  /// The most dots of one combination.
  private static let mostDots = 24

  /// The losses at the end as dots, those of one combination side by side.
  private func losses(_ sweep: Sweep, _ combinations: [SweepCombination], _ axis: Plot.Axis) -> Plot.Panel {
    var (met, others): ([Plot.Point], [Plot.Point]) = ([], [])
    for (index, runs) in combinations.enumerated() {
      let each = max(1, (runs.runs.count + Self.mostDots - 1) / Self.mostDots)
      for (place, run) in runs.runs.enumerated() where place % each == 0 {
        guard let loss = run.training?.loss else { continue }
        // Where they lie across says nothing: it only keeps them apart.
        let across = 0.15 + 0.7 * (Double(place) + 0.5) / Double(runs.runs.count)
        let point = Plot.Point(x: Double(index) + across, y: loss)
        if run.ending == .converged || sweep.criterion == nil { met.append(point) } else { others.append(point) }
      }
    }
    return Plot.Panel(
      x: axis, y: .init("loss at the end", .logarithmic),
      marks: [.points(.init(met, series: 0)), .points(.init(others, series: 1))])
  }

  /// What the signs mean, where runs were asked for something.
  private func keys(_ sweep: Sweep) -> [Plot.Key] {
    sweep.criterion == nil ? [] : [.init("converged", .point(0)), .init("not converged", .point(1))]
  }

  /// The sentence for runs that are not drawn.
  private func leftOut(_ combinations: [SweepCombination]) -> [String] {
    let most = combinations.map(\.runs.count).max() ?? 0
    let each = (most + Self.mostDots - 1) / Self.mostDots
    return each < 2 ? [] : ["Of the losses one in \(each) is drawn."]
  }

  private func zeros(_ sweep: Sweep) -> [String] {
    let count = sweep.made.count { $0.run.training?.loss == 0 }
    return count == 0
      ? []
      : ["\(counted(count, "run")) with a loss of 0 \(count == 1 ? "has" : "have") no place on a logarithmic axis."]
  }

  private func label(_ sweep: Sweep, _ runs: SweepCombination) -> String {
    runs.point.isEmpty ? "all" : runs.point.map(\.text).joined(separator: ", ")
  }

  /// The values of a combination with their names.
  private func written(_ sweep: Sweep, _ runs: SweepCombination) -> String {
    runs.point.isEmpty ? "all" : writtenPoint(sweep.ordinary.map { sweep.plan.names[$0] }, runs.point)
  }

  private func summary(
    _ sweep: Sweep, _ combinations: [SweepCombination], _ names: [String], _ state: State
  ) -> String {
    let parts = zip(names, combinations).filter { !$1.runs.isEmpty }.map { name, runs in
      let rate = sweep.criterion == nil ? "" : "\(runs.converged.count) of \(runs.runs.count) converged, "
      return "\(name): \(rate)median loss \(median(runs.losses).map(state.shown) ?? "none")"
    }
    return parts.prefix(8).joined(separator: "; ") + (parts.count > 8 ? "; and \(parts.count - 8) more" : "") + "."
  }

  // MARK: - Two variables

  /// What a cell of two values says: how good the runs are with them.
  private enum CellMeasure: String {
    case rate = "rate of runs that converged"
    case accuracy = "median of the test accuracy"
    case testLoss = "median of the test loss"
    case loss = "median of the losses at the end"

    init(_ sweep: Sweep) {
      let hasTest = sweep.made.contains { $0.run.test != nil }
      self = sweep.criterion != nil ? .rate : !hasTest ? .loss : sweep.tellsClasses ? .accuracy : .testLoss
    }

    var isShare: Bool { self == .rate || self == .accuracy }

    func value(_ runs: SweepCombination) -> Double {
      switch self {
      case .rate: Double(runs.converged.count) / Double(runs.runs.count)
      case .accuracy: median(runs.runs.compactMap { $0.test?.accuracy }.sorted()) ?? .nan
      case .testLoss: median(runs.runs.compactMap { $0.test?.loss }.sorted()) ?? .nan
      case .loss: median(runs.losses) ?? .nan
      }
    }
  }

  /// A cell a pair of values.
  private func grid(_ sweep: Sweep, _ state: State) -> Plot {
    let (first, second) = (sweep.ordinary[0], sweep.ordinary[1])
    func values(_ place: Int) -> [String] {
      var seen: [String] = []
      for point in sweep.points where !seen.contains(point[place].text) { seen.append(point[place].text) }
      return seen
    }
    let (down, across) = (values(first), values(second))
    let combinations = sweep.combinations.filter { !$0.runs.isEmpty }
    let byValues = Dictionary(combinations.map { ($0.point.map(\.text), $0) }) { first, _ in first }
    let measure = CellMeasure(sweep)
    let cells = down.flatMap { row in across.map { byValues[[row, $0]].map(measure.value) ?? .nan } }
    let range = measure.isShare ? 0...1 : 0...max(cells.filter(\.isFinite).max() ?? 1, 1e-300)
    let field = Plot.Field(
      columns: across.count, values: cells, colouring: .shades(range),
      decimals: across.count <= 8 ? min(state.decimals, measure.isShare ? 2 : 4) : nil)
    let names = combinations.map { written(sweep, $0) }
    let ends = zip(names, combinations.map(measure.value)).filter(\.1.isFinite).sorted { $0.1 < $1.1 }
    let extremes = [ends.first, ends.last].compactMap { $0 }.map { "\(state.shown($0.1)) with \($0.0)" }
    return Plot(
      title: measure.rawValue.prefix(1).uppercased() + measure.rawValue.dropFirst(),
      summary: extremes.count == 2 ? "From \(extremes[0]) to \(extremes[1])." : "",
      panels: [
        Plot.Panel(
          x: .init(sweep.plan.names[second], .names(across)), y: .init(sweep.plan.names[first], .names(down)),
          marks: [.field(field)], shape: .cells)
      ],
      keys: [.init("", .scale(.shades(range)))],
      remarks: (sweep.criterion.map { ["Converged: \($0)."] } ?? []) + field.remarkOnCrowding)
  }

  // MARK: - Drawn combinations

  /// The losses over each variable that was drawn.
  private func drawn(_ sweep: Sweep, _ state: State) -> Plot {
    let hasTest = sweep.made.contains { $0.run.test != nil }
    func loss(_ run: SweepRun) -> Double? { hasTest ? run.test?.loss : run.training?.loss }
    let panels = sweep.ordinary.map { place -> Plot.Panel in
      let variable = sweep.plan.head.variables[place]
      let what = hasTest ? "test loss" : "loss at the end"
      var marks: [Plot.Mark] = []
      let axis: Plot.Axis
      if case .drawn(_, let isLogarithmic) = variable.choice {
        axis = .init(variable.name, isLogarithmic ? .logarithmic : .linear)
        marks = points(sweep, loss) { if case .number(let value) = $0[place] { value } else { nil } }
      } else {
        let names = variable.choice.extremes.map(\.text)
        axis = .init(variable.name, .names(names))
        marks = points(sweep, loss) { point in names.firstIndex(of: point[place].text).map { Double($0) + 0.5 } }
      }
      return Plot.Panel(x: axis, y: .init(what, .logarithmic), marks: marks)
    }
    let losses = sweep.made.compactMap { loss($0.run) }.sorted()
    return Plot(
      title: "Runs of the sweep",
      summary: "\(counted(sweep.made.count, "run")), losses from \(state.shown(losses.first ?? .nan)) to "
        + "\(state.shown(losses.last ?? .nan)), median \(state.shown(median(losses) ?? .nan)).",
      panels: panels, keys: keys(sweep), remarks: zeros(sweep))
  }

  private func points(
    _ sweep: Sweep, _ loss: (SweepRun) -> Double?, _ x: ([Token.Kind]) -> Double?
  ) -> [Plot.Mark] {
    func points(_ isMet: Bool) -> [Plot.Point] {
      sweep.made.filter { ($0.run.ending == .converged || sweep.criterion == nil) == isMet }.compactMap { made in
        guard let x = x(made.point), let y = loss(made.run) else { return nil }
        return Plot.Point(x: x, y: y)
      }
    }
    return [.points(.init(points(true), series: 0)), .points(.init(points(false), series: 1))]
  }
}
