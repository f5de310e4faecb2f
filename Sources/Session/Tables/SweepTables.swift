import Language
import Outputs

/// A sweep as tables.
extension State {
  /// What became of the runs of every combination, and then their losses and steps.
  func sweepTables(_ sweep: Sweep, isFull: Bool) -> [Output] {
    let combinations = sweep.combinations.filter { !$0.runs.isEmpty }
    return [
      .table(endings(sweep, combinations, isFull: isFull)), .table(numbers(sweep, combinations, isFull: isFull)),
    ]
  }

  private func endings(_ sweep: Sweep, _ combinations: [SweepCombination], isFull: Bool) -> Table {
    var columns = columns(sweep) + [Table.Column("runs")]
    if sweep.criterion != nil {
      columns += [Table.Column("converged"), Table.Column("rate %"), Table.Column("95 % interval", isNumeric: false)]
      columns += [Table.Column("stuck"), Table.Column("at loss", isNumeric: false), Table.Column("unfinished")]
    }
    columns.append(Table.Column("diverged"))
    if sweep.hasRectifiers { columns += [Table.Column("dead at start"), Table.Column("died")] }
    return Table(
      caption: sweep.criterion.map { "Converged: \($0)." }, columns: columns,
      rows: combinations.map { runs in
        var row = cells(sweep, runs) + [.integer(runs.runs.count)]
        if sweep.criterion != nil {
          let interval = WilsonInterval(runs.converged.count, of: runs.runs.count)
          row += [
            .integer(runs.converged.count), .number(interval.rate * 100, decimals: 1),
            .text("\(fixed(interval.lower * 100, decimals: 1)) to \(fixed(interval.upper * 100, decimals: 1))"),
            .integer(runs.stuck.count), .text(plateaus(runs.stuck)), .integer(runs.unfinished),
          ]
        }
        row.append(.integer(runs.diverged))
        return sweep.hasRectifiers ? row + [.integer(runs.deadAtStart), .integer(runs.died)] : row
      }, isFull: isFull)
  }

  private func numbers(_ sweep: Sweep, _ combinations: [SweepCombination], isFull: Bool) -> Table {
    let test = combinations.contains { $0.runs.contains { $0.test != nil } }
    let second = sweep.resultNames.dropFirst().first ?? ""
    let headings = ["loss", "least", "largest"] + (test ? ["test loss", "test \(second)"] : [second])
    return Table(
      caption: "Medians and ranges over the runs"
        + (sweep.criterion == nil ? "." : "; steps of those that converged."),
      columns: columns(sweep) + (headings + ["steps", "fewest", "most"]).map { Table.Column($0) },
      rows: combinations.map { runs in
        let losses = runs.losses
        var row = cells(sweep, runs) + [median(losses), losses.first, losses.last].map(number)
        func middle(_ value: (SweepRun) -> Double?) -> Table.Value {
          number(median(runs.runs.compactMap(value).sorted()))
        }
        if test {
          row += [middle { $0.test?.loss }, middle { $0.test.map { self.results($0)[1] } }]
        } else {
          row.append(middle { $0.training.map { self.results($0)[1] } })
        }
        let steps = runs.steps(sweep.criterion)
        return row
          + [median(steps), steps.first, steps.last].map { steps in
            steps.map { $0 == $0.rounded() ? .integer(Int($0)) : .number($0, decimals: 1) } ?? .none
          }
      }, isFull: isFull)
  }

  /// A row a run.
  func runTable(_ sweep: Sweep, isFull: Bool) -> Table {
    let hasTest = sweep.made.contains { $0.run.test != nil }
    let names = sweep.resultNames + (hasTest ? sweep.resultNames.map { "test \($0)" } : [])
    let headings = names + ["steps"] + (sweep.hasRectifiers ? ["dead at start", "died"] : [])
    return Table(
      columns: [Table.Column("run")] + sweep.plan.names.map { Table.Column($0) }
        + [Table.Column("ending", isNumeric: false)] + headings.map { Table.Column($0) },
      rows: sweep.made.map { made in
        let run = made.run
        let none = sweep.resultNames.map { _ in Table.Value.none }
        let results = [run.training, hasTest ? run.test : nil].prefix(hasTest ? 2 : 1).flatMap { score in
          score.map { self.results($0).map(number) } ?? none
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
        return cells(sweep, runs) + [measure.isCount ? .integer(Int(value)) : number(value.isNaN ? nil : value)]
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
    sweep.ordinary.map { place in
      let isNumeric = sweep.points.allSatisfy { if case .number = $0[place] { true } else { false } }
      return Table.Column(sweep.plan.names[place], isNumeric: isNumeric, isEssential: true)
    }
  }

  private func cells(_ sweep: Sweep, _ runs: SweepCombination) -> [Table.Value] { runs.point.map(cell) }

  /// A value of a variable as it is written.
  private func cell(_ value: Token.Kind) -> Table.Value { .text(value.text) }

  private func number(_ value: Double?) -> Table.Value { value.map { .number($0, decimals: decimals) } ?? .none }
}
