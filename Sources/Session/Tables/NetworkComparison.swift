import Datasets
import Engine
import Outputs

/// A network set beside the session's: what differs in layers, results, parameters and predictions.
struct NetworkComparison {
  private let other: Other
  private let state: State
  /// The session with the other network in the place of its own.
  private let otherState: State
  private let fit: FoundFit?
  private let objective: FoundObjective?

  /// The network that the session's is set beside.
  struct Other {
    /// What the tables call it.
    let name: String
    let network: Network
    /// The steps it was trained for.
    let steps: Int
  }

  /// Sets a network beside that of a session, on its data and with its loss as far as they are there.
  init(_ other: Other, state: State, fit: FoundFit?, objective: FoundObjective?) {
    (self.other, self.state, self.fit, self.objective) = (other, state, fit, objective)
    var otherState = state
    otherState.network = other.network
    self.otherState = otherState
  }

  /// The tables, or a sentence where there is nothing to set side by side.
  var outputs: [Output] {
    guard other.network.hasSameLayers(as: state.network), other.network.precision == state.network.precision else {
      return [
        .note("The layers differ, so weights and outputs cannot be set side by side."), .table(layerDifferences),
      ]
    }
    guard other.network != state.network else { return [.note("Nothing differs: all parameters are the same.")] }
    return [.table(resultDifferences), .table(parameterDifferences)] + (fit.map { [.table(predictions($0))] } ?? [])
  }

  private var layerDifferences: Table {
    let (old, new) = (other.network.layers.map(\.name), state.network.layers.map(\.name))
    return Table(
      columns: ["layer", other.name, "now"].map { Table.Column($0, isNumeric: false) },
      rows: (0..<max(old.count, new.count)).map { layer in
        [.text(String(layer + 1))] + [old, new].map { layer < $0.count ? .text($0[layer]) : .none }
      }, wholeWith: nil)
  }

  /// Steps, losses and accuracies.
  private var resultDifferences: Table {
    let steps = [other.steps, state.stepsMade, state.stepsMade - other.steps]
    var rows: [[Table.Value]] = [[.text("steps")] + steps.map { .integer($0) }]
    if let objective {
      rows += resultRows("", otherState.assessment(objective), state.assessment(objective))
      if let old = otherState.testAssessment(objective), let new = state.testAssessment(objective) {
        rows += resultRows("test ", old, new)
      }
    }
    return Table(
      caption: "On the present data, with the present loss.",
      columns: [Table.Column("", isNumeric: false)] + [other.name, "now", "difference"].map { Table.Column($0) },
      rows: rows, wholeWith: nil)
  }

  private func resultRows(_ part: String, _ old: Assessment, _ new: Assessment) -> [[Table.Value]] {
    zip(state.resultNames, zip(state.results(old), state.results(new))).map { name, values in
      [.text(part + name)]
        + [values.0, values.1, values.1 - values.0].map { .number($0, decimals: state.decimals) }
    }
  }

  /// How far each parameter moved, and where it moved most.
  private var parameterDifferences: Table {
    let rows = state.network.blocks.map { block -> [Table.Value] in
      let (old, new) = (other.network.values(of: block), state.network.values(of: block))
      let differences = zip(old.values, new.values).map { ($1 - $0).magnitude }
      let changed = differences.count { $0 != 0 }
      let largest = differences.indices.max { differences[$0] < differences[$1] } ?? 0
      let place = "\(largest / new.columns + 1), \(largest % new.columns + 1)"
      return [.text(ParameterName(block).description), .integer(changed), .integer(differences.count)]
        + (changed == 0
          ? [.none, .none, .none, .none]
          : [
            .number(differences[largest], decimals: state.decimals), .text(place),
            .number(old.values[largest], decimals: state.decimals),
            .number(new.values[largest], decimals: state.decimals),
          ])
    }
    return Table(
      caption: "How far each parameter moved, and the value that moved most, by row and column.",
      columns: [
        Table.Column("parameter", isNumeric: false), Table.Column("moved"), Table.Column("of"),
        Table.Column("largest move"), Table.Column("at", isNumeric: false), Table.Column(other.name),
        Table.Column("now"),
      ], rows: rows, wholeWith: nil)
  }

  /// The predictions for every row.
  private func predictions(_ fit: FoundFit) -> Table {
    let dataset = state.dataset(fit.data)
    let seen = SeenRows(dataset, isFull: false)
    func columns(_ state: State, _ name: String) -> State.Columns {
      let columns = state.columns(ofPredictions: state.predictions(from: state.evaluation(dataset, seen).outputs))
      let headings = columns.headings.map { column in
        var column = column
        column.heading = state.toldApart(["\(column.heading) \(name)"])[0]
        return column
      }
      return State.Columns(headings: headings, cells: columns.cells)
    }
    let (old, new) = (columns(otherState, other.name), columns(state, "now"))
    let both = State.Columns(headings: zip(old.headings, new.headings).flatMap { [$0, $1] }) { row in
      zip(old.cells(row), new.cells(row)).flatMap { [$0, $1] }
    }
    return state.sampleTable(dataset, seen, "Predictions.", values: both, isFull: false, wholeWith: nil)
  }
}
