import Datasets
import Engine
import Language
import Outputs

/// A trace as a teacher would write it on the board: forward, the loss, back, and the gradients.
struct TraceTables {
  private let state: State
  private let dataset: Dataset
  /// The row that is traced, counted from 1; nil for all rows.
  private let row: Int?
  private let learningRate: Double?
  private let isFull: Bool
  private let objective: Objective
  private let inputs: Matrix
  private let targets: Matrix
  private let trace: Trace
  private let stages: [TraceStage]
  /// The formulas of the loss, over the outputs' name.
  private let loss: LossFormulas
  /// The network after a step of plain descent, where there is a learning rate.
  private let moved: Network?

  /// Follows a row, or all rows, through the network of a session and back.
  init(_ state: State, _ found: FoundObjective, row: Int?, learningRate: Double?, isFull: Bool) {
    (self.state, self.row, self.learningRate, self.isFull) = (state, row, learningRate, isFull)
    dataset = state.dataset(found.fit.data)
    objective = found.objective
    let fitted = state.fitted(dataset.targets, found.fit)
    let rows = row.map { [$0 - 1] } ?? Array(0..<dataset.inputs.rows)
    (inputs, targets) = (dataset.inputs.slice(rows: rows), fitted.slice(rows: rows))
    trace = Trace(state.network, inputs: inputs, targets: targets, objective: objective)
    stages = state.network.traceStages
    loss = objective.formulas(output: stages[stages.count - 1].output, rows: inputs.rows, columns: targets.columns)
    let gradients = trace.gradients
    moved = learningRate.map { gradients.descended(rate: $0) }
  }

  /// All of it.
  var outputs: [Output] {
    let remarks = stages.flatMap(\.parts).compactMap(\.formulas.remark)
    let distinct = remarks.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let back = stages.reversed().flatMap { backward($0) + gradients($0) }
    return [start] + distinct.map { .note($0) } + stages.flatMap(forward) + [lossTable] + back + [end].compactMap { $0 }
  }

  /// What goes in.
  private var start: Output {
    guard let row else {
      return .note("A step on all \(counted(inputs.rows, "row")) of the data, as it would be; nothing is changed.")
    }
    return state.dataOutput(
      dataset, "Row \(row), followed forward and back; nothing is changed.", row...row, isFull: isFull)
  }

  /// What an optimizer of another kind would do.
  private var end: Output? {
    guard moved != nil, state.optimizer != .sgd else { return nil }
    return .note(
      "The steps here are those of `optimizer sgd`; the one that was chosen makes others of the same gradients.")
  }

  // MARK: - Forward

  private func forward(_ stage: TraceStage) -> [Output] {
    let formulas = stage.parts.map { "\($0.names.output) = \($0.formulas.output)" }
    let source = stage.number > 1 ? " (\(stage.parts[0].names.input) of layer \(stage.number - 1))" : ""
    let columns = stage.parts.enumerated().map { index, part in
      ValueColumn(
        name: part.names.output, layer: part.layer, formula: formulas[index] + (index == 0 ? source : ""),
        values: trace.layerOutputs[part.place])
    }
    return tables("Forward, \(stage.name)", stage, columns)
  }

  /// Values of every unit with their name and formula.
  private struct ValueColumn {
    let name: String
    /// The layer that they belong to, as the language names it.
    let layer: String
    let formula: String
    let values: Matrix
  }

  /// Of one row a table with a row a unit; of several one table for each kind of value, with a column a unit.
  private func tables(_ title: String, _ stage: TraceStage, _ columns: [ValueColumn]) -> [Output] {
    guard let width = columns.first?.values.columns else { return [] }
    let units = state.unitHeadings(stage.number, width)
    if row != nil {
      let table = elided(
        "\(title) (\(stage.layers)): \(columns.map(\.formula).joined(separator: ", ")).",
        [Table.Column("unit", isNumeric: false)] + columns.map { Table.Column($0.name) }, count: width
      ) { unit in
        [.text(units[unit])] + columns.map { number($0.values[0, unit]) }
      }
      return [.table(table)]
    }
    return columns.map { column in
      .table(
        elided(
          "\(title) (\(column.layer)): \(column.formula), \(counted(inputs.rows, "row")) × \(counted(width, "unit")).",
          [Table.Column("row")] + units.map { Table.Column($0) }, count: inputs.rows
        ) { row in
          [.integer(row + 1)] + column.values.row(row).map(number)
        })
    }
  }

  // MARK: - The loss

  /// A row an output: how far it is from its target, and what that adds to the loss.
  private var lossTable: Output {
    let outputs = trace.layerOutputs[trace.layerOutputs.count - 1]
    let precision = state.network.precision
    let predicted =
      loss.prediction == nil ? outputs : Evaluation.softmax(of: outputs, precision: precision)
    var terms = (row: -1, values: Matrix([[]]))
    let units = state.outputHeadings(outputs.columns)
    let name = stages[stages.count - 1].output
    let headings = [name] + (loss.prediction.map { [$0.name] } ?? []) + ["t", "error", "term"]
    let table = elided(
      lossCaption,
      (row == nil ? [Table.Column("row")] : []) + [Table.Column("output", isNumeric: false)]
        + headings.map { Table.Column($0) }, count: outputs.rows * outputs.columns
    ) { place in
      let (row, column) = (place / outputs.columns, place % outputs.columns)
      if terms.row != row {
        terms = (row, objective.terms(of: outputs.slice(row: row), targets.slice(row: row), precision: precision))
      }
      let target = precision.rounded(targets[row, column])
      let values =
        [outputs[row, column]] + (loss.prediction == nil ? [] : [predicted[row, column]])
        + [target, precision.rounded(predicted[row, column] - target), terms.values[0, column]]
      return (self.row == nil ? [.integer(row + 1)] : []) + [.text(units[column])] + values.map(number)
    }
    return .table(table)
  }

  private var lossCaption: String {
    let prediction = loss.prediction.map { "\($0.name) = \($0.formula), " } ?? ""
    let total =
      switch loss.total {
      case .sum: "the sum of the terms"
      case .mean: "the mean of the terms"
      case .meanOfRows: "the sum of the terms" + (inputs.rows == 1 ? "" : " divided by \(inputs.rows) rows")
      }
    return "Loss (\(objective.loss.name)): \(prediction)error = \(loss.error), term = \(loss.term). "
      + "The loss, \(total), is \(state.shown(trace.gradients.loss))."
  }

  // MARK: - Back

  /// The gradients by what each part gives, from the last; none where none is needed.
  private func backward(_ stage: TraceStage) -> [Output] {
    var formula = loss.gradient
    if let above = stages.first(where: { $0.number == stage.number + 1 }) {
      formula = "\(above.parts[0].formulas.inputGradient) (delta of layer \(above.number))"
    }
    var columns: [ValueColumn] = []
    for part in stage.parts.reversed() {
      guard let values = trace.outputGradients[part.place] else { return [] }
      let gradient = "∂L/∂\(part.names.output)"
      let written = part.names.gradient == gradient ? gradient : "\(part.names.gradient) = \(gradient)"
      columns.append(
        ValueColumn(
          name: part.names.gradient, layer: part.layer, formula: "\(written) = \(formula)", values: values))
      formula = part.formulas.inputGradient
    }
    return tables("Back, \(stage.name)", stage, columns)
  }

  /// The gradient of every parameter, and what a step makes of it; a table for each layer that has some.
  private func gradients(_ stage: TraceStage) -> [Output] {
    stage.parts.reversed().filter { !$0.blocks.isEmpty }.map { part in
      let sum = row == nil ? "Σ over the rows of " : ""
      let formulas = zip(part.blocks, part.formulas.parameterGradients).map { "∂L/∂\(ParameterName($0)) = \(sum)\($1)" }
      let step = learningRate.map { "; update = -\($0.plain) · gradient, new = value + update" } ?? ""
      var headings = [Table.Column("parameter", isNumeric: false)]
      headings += ["from", "to"].map { Table.Column($0, isNumeric: false) } + [Table.Column("value")]
      if row != nil { headings += [part.names.input, part.names.gradient].map { Table.Column($0) } }
      headings += (["gradient"] + (learningRate == nil ? [] : ["update", "new"])).map { Table.Column($0) }
      let blocks = part.blocks.map { block in
        TracedBlock(
          block: block, values: values(of: block), sources: state.unitHeadings(stage.number - 1, block.rows))
      }
      let units = state.unitHeadings(stage.number, part.blocks[0].columns)
      return .table(
        elided(
          "Gradient of \(stage.name) (\(part.layer)): \(formulas.joined(separator: ", "))\(step).", headings,
          count: part.blocks.reduce(0) { $0 + $1.count }
        ) { place in
          var (index, place) = (0, place)
          while place >= blocks[index].block.count {
            place -= blocks[index].block.count
            index += 1
          }
          return cells(blocks[index], place, units, part)
        })
    }
  }

  /// A parameter with its values, their gradients, and the new values where there are some.
  private struct TracedBlock {
    let block: ParameterBlock
    let values: [Matrix]
    /// What its rows lead from.
    let sources: [String]
  }

  private func values(of block: ParameterBlock) -> [Matrix] {
    [state.network.values(of: block), trace.gradients.values(of: block)] + (moved.map { [$0.values(of: block)] } ?? [])
  }

  /// One value of a parameter: where it leads from and to, what comes in there and goes back, and its gradient.
  private func cells(
    _ traced: TracedBlock, _ place: Int, _ units: [String], _ part: TraceStage.Part
  ) -> [Table.Value] {
    let (block, values) = (traced.block, traced.values)
    let (from, to) = (place / block.columns, place % block.columns)
    let gradient = values[1][from, to]
    var cells: [Table.Value] = [.text(block.name(ofRow: from, to))]
    cells += [.text(block.role.isMatrix ? traced.sources[from] : ""), .text(units[to]), number(values[0][from, to])]
    if row != nil {
      cells.append(block.role.isMatrix ? number(input(of: part)[0, from]) : .none)
      cells.append(trace.outputGradients[part.place].map { number($0[0, to]) } ?? .none)
    }
    cells.append(number(gradient))
    if let learningRate {
      let precision = state.network.precision
      cells.append(number(precision.rounded(-precision.rounded(learningRate) * gradient)))
      cells.append(number(values[2][from, to]))
    }
    return cells
  }

  /// What goes into a part.
  private func input(of part: TraceStage.Part) -> Matrix {
    part.place == 0 ? inputs : trace.layerOutputs[part.place - 1]
  }

  // MARK: - Tables

  private func number(_ value: Double) -> Table.Value { .number(value, decimals: state.decimals) }

  /// A table of so many rows, of which only those that are shown are made.
  private func elided(
    _ caption: String, _ columns: [Table.Column], count: Int, _ cells: (Int) -> [Table.Value]
  ) -> Table {
    let elision = isFull ? nil : Elision.ofRows(count)
    return Table(
      caption: caption, columns: columns,
      rows: (elision?.places ?? Array(0..<count)).map { Interruption.isRequested ? [] : cells($0) }, isFull: isFull,
      leftOut: elision)
  }
}
