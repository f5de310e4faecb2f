import Datasets
import Engine
import Language
import Outputs

/// Setting the network beside another: what differs in layers, losses, weights and outputs.
extension Session {
  /// The other network of a comparison, with what the tables call it.
  private struct Other {
    let name: String
    let network: Network
    let steps: Int
  }

  /// The tables of `compare`: results, parameters and outputs side by side.
  func comparison(with run: String?, _ command: Command) throws(Diagnostic) -> [Output] {
    let other = try other(run, command)
    guard other.network.layers == network.layers, other.network.precision == network.precision else {
      return [
        .note("The layers differ, so weights and outputs cannot be set side by side."), .table(layerDifferences(other)),
      ]
    }
    guard other.network != network else { return [.note("Nothing differs: all parameters are the same.")] }
    var before = self
    before.network = other.network
    return [resultDifferences(before, other), parameterDifferences(before, other), outputDifferences(before, other)]
      .compactMap { $0.map(Output.table) }
  }

  private func other(_ run: String?, _ command: Command) throws(Diagnostic) -> Other {
    guard let run else {
      guard let before = earlier.all.last(where: { !$0.network.isEmpty && $0.network != network }) else {
        throw Diagnostic(
          "the network has not changed yet", at: command.headSpan,
          help: "train it first, or name a run that was kept: 'compare first'")
      }
      return Other(name: "before", network: before.network, steps: before.stepsMade)
    }
    guard let kept = runs.first(where: { $0.name == run }) else {
      let names = runs.map(\.name)
      throw Diagnostic(
        "no run was kept as '\(run)'", at: command.place(of: "run"),
        help: names.isEmpty ? "keep one after its training: 'keep first'" : "kept: \(names.joined(separator: ", "))")
    }
    return Other(name: run, network: kept.network, steps: kept.steps)
  }

  private func layerDifferences(_ other: Other) -> Table {
    let (old, new) = (other.network.layers.map(\.name), network.layers.map(\.name))
    return Table(
      columns: ["layer", other.name, "now"].map { Table.Column($0, isNumeric: false) },
      rows: (0..<max(old.count, new.count)).map { layer in
        [.text(String(layer + 1))] + [old, new].map { layer < $0.count ? .text($0[layer]) : .none }
      })
  }

  /// Steps, losses and accuracies.
  private func resultDifferences(_ before: Session, _ other: Other) -> Table {
    var rows: [[Table.Value]] = [
      [.text("steps"), .integer(other.steps), .integer(stepsMade), .integer(stepsMade - other.steps)]
    ]
    for (part, isTest) in [("", false), ("test ", true)] {
      guard let old = before.assessment(onTest: isTest), let new = assessment(onTest: isTest) else { continue }
      let accuracies = predictsClasses ? [("accuracy", old.accuracy, new.accuracy)] : []
      for (name, old, new) in [("loss", old.loss, new.loss)] + accuracies {
        rows.append([.text(part + name)] + [old, new, new - old].map { .number($0, decimals: decimals) })
      }
    }
    return Table(
      caption: "On the present data, with the present loss.",
      columns: [Table.Column("", isNumeric: false)] + [other.name, "now", "difference"].map { Table.Column($0) },
      rows: rows)
  }

  private var allParameters: [(name: ParameterName, values: Matrix)] {
    network.blocks.map { (ParameterName($0), network.values(of: $0)) }
  }

  /// How far each parameter moved, and where it moved most.
  private func parameterDifferences(_ before: Session, _ other: Other) -> Table {
    let rows = zip(before.allParameters, allParameters).map { old, new -> [Table.Value] in
      let differences = zip(old.values.values, new.values.values).map { ($1 - $0).magnitude }
      let changed = differences.count { $0 != 0 }
      let largest = differences.indices.max { differences[$0] < differences[$1] } ?? 0
      let place = "\(largest / new.values.columns + 1), \(largest % new.values.columns + 1)"
      return [.text(new.name.description), .integer(changed), .integer(differences.count)]
        + (changed == 0
          ? [.none, .none, .none, .none]
          : [
            .number(differences[largest], decimals: decimals), .text(place),
            .number(old.values.values[largest], decimals: decimals),
            .number(new.values.values[largest], decimals: decimals),
          ])
    }
    return Table(
      caption: "How far each parameter moved, and the value that moved most, by row and column.",
      columns: [
        Table.Column("parameter", isNumeric: false), Table.Column("moved"), Table.Column("of"),
        Table.Column("largest move"), Table.Column("at", isNumeric: false), Table.Column(other.name),
        Table.Column("now"),
      ], rows: rows)
  }

  /// The predictions for every row; nil where the data does not fit.
  private func outputDifferences(_ before: Session, _ other: Other) -> Table? {
    guard let dataset, dataset.inputs.columns == network.inputWidth else { return nil }
    func columns(_ session: Session, _ name: String) -> Columns {
      let columns = session.columns(ofPredictions: session.predictions(from: session.evaluation.outputs))
      return Columns(
        headings: columns.headings.map { Table.Column("\($0.heading) \(name)", isNumeric: $0.isNumeric) },
        cells: columns.cells)
    }
    let (old, new) = (columns(before, other.name), columns(self, "now"))
    let both = Columns(headings: old.headings + new.headings) { old.cells($0) + new.cells($0) }
    return sampleTable("Predictions.", values: both, row: nil, isFull: false)
  }
}
