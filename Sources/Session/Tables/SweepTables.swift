import Engine
import Language
import Outputs

/// A sweep as tables.
extension State {
  /// What became of the runs of every combination where they were asked for something, and then their losses and steps.
  func sweepTables(_ sweep: Sweep, isFull: Bool) -> [Output] {
    let made = sweep.combinations.filter { !$0.runs.isEmpty }
    // What was drawn is in no order of its own.
    let combinations = sweep.plan.head.draws == nil ? made : SweepRanking(sweep).ranked(made)
    let numbers = Output.table(numbers(sweep, combinations, isFull: isFull))
    guard let criterion = sweep.criterion else { return [numbers] }
    return [.table(endings(sweep, combinations, criterion, isFull: isFull)), numbers]
  }

  private func endings(
    _ sweep: Sweep, _ combinations: [SweepCombination], _ criterion: String, isFull: Bool
  ) -> Table {
    let measures: [SweepMeasure] = [.unfinished, .diverged] + (sweep.hasRectifiers ? [.dead, .died] : [])
    let columns = [
      Table.Column("runs"), Table.Column("converged", isEssential: true), Table.Column("rate %", isEssential: true),
      Table.Column("95 % interval", isNumeric: false, isEssential: true), Table.Column("stuck"),
      Table.Column("at loss", isNumeric: false),
    ]
    return Table(
      caption: "Converged: \(criterion).",
      columns: self.columns(sweep) + columns + measures.map { Table.Column($0.heading) },
      rows: combinations.map { runs in
        let interval = WilsonInterval(runs.converged.count, of: runs.runs.count)
        return cells(sweep, runs) + [
          .integer(runs.runs.count), .integer(runs.converged.count), .number(interval.rate * 100, decimals: 1),
          .text("\(fixed(interval.lower * 100, decimals: 1)) to \(fixed(interval.upper * 100, decimals: 1))"),
          .integer(runs.stuck.count), .text(plateaus(runs.stuck)),
        ] + measures.map { .integer(Int($0.value(runs, sweep))) }
      }, isFull: isFull)
  }

  private func numbers(_ sweep: Sweep, _ combinations: [SweepCombination], isFull: Bool) -> Table {
    let hasTest = combinations.contains { $0.runs.contains { $0.test != nil } }
    let isAsked = sweep.criterion != nil
    let second = sweep.resultNames[1]
    let areSeveral = combinations.contains { $0.runs.count > 1 }
    let counts: [SweepMeasure] =
      isAsked ? [] : (areSeveral ? [.made, .diverged] : [.diverged]) + (sweep.hasRectifiers ? [.dead, .died] : [])
    let results = hasTest ? ["test loss", "test \(second)"] : [second]
    let headings =
      ["loss"] + (areSeveral ? ["least", "largest"] : []) + results + ["steps"]
      + (areSeveral ? ["fewest", "most"] : [])
    return Table(
      caption: numbersCaption(sweep, areSeveral: areSeveral),
      columns: columns(sweep) + (counts.map(\.heading) + headings).map { Table.Column($0) },
      rows: combinations.map { runs in
        func middle(_ value: (SweepRun) -> Double?) -> Double? { median(runs.runs.compactMap(value).sorted()) }
        func second(_ score: Score?) -> Double? { self.results(score, of: sweep).dropFirst().first }
        func range(_ sorted: [Double]) -> [Double?] {
          [median(sorted)] + (areSeveral ? [sorted.first, sorted.last] : [])
        }
        let results =
          hasTest ? [middle { $0.test?.loss }, middle { second($0.test) }] : [middle { second($0.training) }]
        let steps = range(runs.steps(sweep.criterion)).map { steps -> Table.Value in
          steps.map { $0 == $0.rounded() ? .integer(Int($0)) : .number($0, decimals: 1) } ?? .none
        }
        return cells(sweep, runs) + counts.map { .integer(Int($0.value(runs, sweep))) }
          + (range(runs.losses) + results).map(number) + steps
      }, isFull: isFull)
  }

  private func numbersCaption(_ sweep: Sweep, areSeveral: Bool) -> String? {
    let order = sweep.plan.head.draws == nil ? "" : ", best first"
    let steps = sweep.criterion == nil ? "" : "; steps of those that converged"
    if areSeveral { return "Medians and ranges over the runs\(order)\(steps)." }
    return order.isEmpty ? nil : "The runs\(order)\(steps)."
  }

  /// A row a run.
  func runTable(_ sweep: Sweep, isFull: Bool) -> Table {
    let hasTest = sweep.made.contains { $0.run.test != nil }
    let names = sweep.resultNames + (hasTest ? sweep.resultNames.map { "test \($0)" } : [])
    let headings = names + ["steps"] + (sweep.hasRectifiers ? ["dead at start", "died"] : [])
    return Table(
      columns: [Table.Column("run")] + sweep.plan.names.indices.map { column(sweep, $0) }
        + [Table.Column("ending", isNumeric: false, isEssential: true)]
        + headings.map { Table.Column($0, isEssential: $0 == "loss") },
      rows: sweep.made.map { made in
        let run = made.run
        let none = sweep.resultNames.map { _ in Table.Value.none }
        let results = (hasTest ? [run.training, run.test] : [run.training]).flatMap { score in
          score == nil ? none : self.results(score, of: sweep).map(number)
        }
        return [.integer(made.index + 1)] + made.point.map(cell) + [.text(ending(run.ending))] + results
          + [.integer(run.steps)] + (sweep.hasRectifiers ? [.integer(run.deadAtStart), .integer(run.died)] : [])
      }, isFull: isFull)
  }

  /// One number a combination.
  func measureTable(_ sweep: Sweep, _ measure: SweepMeasure, isFull: Bool) -> Table {
    Table(
      columns: columns(sweep) + [Table.Column(measure.rawValue)],
      rows: sweep.combinations.map { runs in
        let value = measure.value(runs, sweep)
        return cells(sweep, runs) + [
          measure == .steps && value == value.rounded() || measure.isCount
            ? .integer(Int(value)) : number(value.isNaN ? nil : value)
        ]
      }, isFull: isFull)
  }

  /// How a run ended, in words.
  func ending(_ ending: SweepRun.Ending) -> String {
    switch ending {
    case .converged: "converged"
    case .stuck(let loss): "stuck at \(shown(loss))"
    case .unfinished: "unfinished"
    case .diverged(let step): "diverged at step \(step)"
    case .finished: "finished"
    }
  }

  /// The most plateaus that are named.
  private static let mostPlateaus = 3

  /// The losses at which runs stand, the most frequent first, with how many stand there.
  func plateaus(_ losses: [Double]) -> String {
    let groups = Dictionary(grouping: losses.map { shown($0) }) { $0 }.map { (loss: $0.key, count: $0.value.count) }
      .sorted { ($1.count, $0.loss) < ($0.count, $1.loss) }
    let named = groups.prefix(Self.mostPlateaus).map { "\($0.loss) (\($0.count))" }
    let rest = groups.dropFirst(Self.mostPlateaus).reduce(0) { $0 + $1.count }
    return (named + (rest > 0 ? ["others (\(rest))"] : [])).joined(separator: ", ")
  }

  private func columns(_ sweep: Sweep) -> [Table.Column] {
    sweep.ordinary.map { column(sweep, $0, isEssential: true) }
  }

  private func column(_ sweep: Sweep, _ place: Int, isEssential: Bool = false) -> Table.Column {
    let isNumeric = sweep.points.allSatisfy { if case .number = $0[place] { true } else { false } }
    return Table.Column(sweep.plan.names[place], isNumeric: isNumeric, isEssential: isEssential)
  }

  private func cells(_ sweep: Sweep, _ runs: SweepCombination) -> [Table.Value] { runs.point.map(cell) }

  /// A value of a variable as it is written.
  private func cell(_ value: Token.Kind) -> Table.Value { .text(value.text) }

  private func number(_ value: Double?) -> Table.Value { value.map { .number($0, decimals: decimals) } ?? .none }
}
