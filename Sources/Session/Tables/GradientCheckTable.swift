import Engine
import Outputs

/// What a check of gradients says.
extension State {
  /// The gradients on the data to learn from, held against differences of the loss.
  func gradientCheck(_ found: FoundObjective) -> GradientCheck {
    let dataset = dataset(found.fit.data)
    return GradientCheck(
      network, inputs: dataset.inputs, targets: fitted(dataset.targets, found.fit), objective: found.objective)
  }

  /// A row a parameter, and the verdict.
  func outputs(of check: GradientCheck) -> [Output] {
    let all = dataset?.inputs.rows ?? check.rows
    let place = check.rows < all ? "the first \(check.rows) of \(all) rows" : counted(check.rows, "row")
    let copy = network.precision == .float32 ? " of a float64 copy of the network" : ""
    let table = Table(
      caption: "Gradients\(copy) held against differences of the loss on \(place), the worst value of each parameter.",
      columns: [Table.Column("parameter", isNumeric: false)]
        + ["of", "checked", "set aside"].map { Table.Column($0) } + [Table.Column("worst", isNumeric: false)]
        + ["gradient", "difference", "relative error"].map { Table.Column($0) },
      rows: check.blocks.map(row), wholeWith: nil)
    return [.table(table), .note(verdict(check))]
  }

  private func row(_ block: GradientCheck.Block) -> [Table.Value] {
    let counts: [Table.Value] = [block.block.count, block.checked, block.setAside].map { .integer($0) }
    let name = Table.Value.text(ParameterName(block.block).description)
    guard let worst = block.worst else { return [name] + counts + [.none, .none, .none, .none] }
    return [name] + counts + [
      .text(block.block.name(ofRow: worst.row, worst.column)), .number(worst.gradient, decimals: decimals),
      .number(worst.difference, decimals: decimals), .text(scientific(worst.error, decimals: 1)),
    ]
  }

  private func verdict(_ check: GradientCheck) -> String {
    let aside = check.blocks.reduce(0) { $0 + $1.setAside }
    let note = aside == 0 ? "" : " \(counted(aside, "value")) set aside: a unit changes sides within the step."
    guard let (block, entry) = check.worst else { return "Nothing could be checked.\(note)" }
    let place = block.name(ofRow: entry.row, entry.column)
    return "Gradients \(check.agrees ? "agree" : "do not agree"): the largest relative error is "
      + "\(scientific(check.error, decimals: 1)), of \(place).\(note)"
  }
}

extension ParameterBlock {
  /// One of its values, by row and column counted from 0, as `set` names it: `W1[2,1]`, `b1[2]`.
  func name(ofRow row: Int, _ column: Int) -> String {
    "\(ParameterName(self))[" + (role.isMatrix ? "\(row + 1)," : "") + "\(column + 1)]"
  }
}
