import Engine
import Language
import Outputs

/// `set W1[2,1] 0.5`: gives a parameter values by hand, one or all of them.
struct SetCommand: SessionCommand {
  private let parameter: String
  /// Which of its values, counted from 1: row and column, or of a vector the place in it; none for all.
  private let indices: [Int]
  private let value: Double?
  private let rows: [WrittenRow]

  static let form = Form(
    "set", "give a parameter values by hand",
    [
      .positional("parameter", .place(ParameterName.pattern), "W1, or one of its values: W1[2,1] is row 2, column 1"),
      .positional("value", .number(.any), isOptional: true, "the number for that one value"),
    ], block: Form.Block(.rows(like: "0.5 0.25"), unless: "value"),
    details: """
      All values stand in a block, row by row as `show W1` shows them: of a weight matrix a row an input and a column a \
      unit, of anything else one row, whose values are b1[1], b1[2] and so on. What is set before the first training is \
      what `rewind` goes back to; after it, `rewind` goes back as before. What an optimizer remembers stays, and so does \
      the history.
      """,
    examples: ["set W1[2,1] 0.5", "set b1[2] 0.6", "set W1\n0.15 0.25\n0.20 0.30\nend"],
    misuses: [
      .init("set", "set needs a parameter such as W1"),
      .init("set w1 0.5", "parameter must be a parameter such as W1, not 'w1'"),
      .init("set W1[2,1] nan", "value must be a finite number"),
      .init("set W1\n0.15 0.25", "the block is never closed"),
    ])
  static let effect = Effect.changes([.weights])
  static let needs: Set = [Part.widths]

  init(_ arguments: Arguments) {
    (parameter, indices) = arguments.place("parameter")
    (value, rows) = (arguments.number(ifGiven: "value"), arguments.rows)
  }

  /// Finds the parameter, and holds what is set against its shape.
  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> ParameterName {
    let found = try facts.requireShape(ofParameter: parameter, at)
    if indices.isEmpty, value == nil {
      try found.check(rows, facts.precision, at)
    } else {
      try found.check(indices, value, at)
    }
    if let value { try found.check(value, facts.precision, at: at["value"]) }
    return found.name
  }

  func run(_ name: ParameterName, _ state: inout State, _ context: inout RunContext) {
    guard let block = state.network.blocks.first(where: { ParameterName($0) == name }) else {
      preconditionFailure("a check has found a parameter where there is none")
    }
    var values = rows.flatMap(\.values)
    if let value {
      values = state.network.values(of: block).values
      // Of a parameter with a single value no place need be said.
      values[ParameterPlace((parameter, indices))?.offset(in: block) ?? 0] = value
    }
    // Weights that nothing has moved yet are the initial ones.
    state.network.replaceValues(of: block, by: values, areInitial: state.stepsMade == 0 && !state.hasLoaded)
    let written = context.command.text(of: context.at["parameter"])
    context.note(value.map { "Set \(written) to \($0.plain)." } ?? "Set \(name), \(block.shapeInWords).")
  }
}

/// The extents of a parameter that is set by hand.
private struct SetShape {
  let name: ParameterName
  let rows: Int
  let columns: Int

  /// What its extents are: `2 rows of 3 numbers`.
  private var description: String { "\(counted(rows, "row")) of \(counted(columns, "number"))" }

  /// Refuses a place that is not in it, and a value without one.
  func check(_ indices: [Int], _ value: Double?, _ at: Places) throws(Diagnostic) {
    let example = name.role.isMatrix ? "\(name)[1,1]" : "\(name)[1]"
    guard !indices.isEmpty else {
      if rows * columns == 1 { return }
      throw Diagnostic(
        "\(name) has \(description)", at: at["value"],
        help: "say which one: 'set \(example) \(value?.plain ?? "0.5")'; a block sets all of them")
    }
    let extents = name.role.isMatrix ? [("row", rows), ("column", columns)] : [("value", columns)]
    guard indices.count == extents.count else {
      throw Diagnostic(
        name.role.isMatrix ? "a value of \(name) has a row and a column" : "\(name) is a single row of values",
        at: at["parameter"], help: "write it as '\(example)'")
    }
    for (place, (index, (noun, count))) in zip(indices, extents).enumerated() where !(1...count).contains(index) {
      throw Diagnostic(
        "there is no \(noun) \(index) in \(name), which has \(counted(count, noun))", at: at["parameter \(place + 1)"],
        help: index == 0 ? "they are counted from 1" : nil)
    }
    guard value != nil else {
      throw Diagnostic("a value must follow", at: at.head, help: "write 'set \(example) 0.5'")
    }
  }

  /// Refuses a block of another shape.
  func check(_ written: [WrittenRow], _ precision: Precision, _ at: Places) throws(Diagnostic) {
    for row in written {
      if let first = row.targets.indices.first {
        throw Diagnostic(
          "a row of \(name) has no targets", at: row.places[row.values.count + first], help: "leave out the '->'")
      }
    }
    let isTransposed = written.count == columns && written.allSatisfy { $0.values.count == rows } && rows != columns
    let help =
      isTransposed && name.role.isMatrix
      ? "a row is an input and a column a unit, as 'show \(name)' shows them: turn the block round" : nil
    for (row, values) in written.prefix(rows).enumerated() where values.values.count != columns {
      let surplus = values.places.dropFirst(columns)
      throw Diagnostic(
        "row \(row + 1) of the block has \(counted(values.values.count, "number")), but \(name) has \(description)",
        at: surplus.first.map { Span($0.lower, values.span.upper) } ?? values.span, help: help)
    }
    guard written.count == rows else {
      throw Diagnostic(
        written.isEmpty
          ? "the block has no rows, but \(name) has \(description)"
          : "the block has \(counted(written.count, "row")), but \(name) has \(description)",
        at: written.count > rows ? written[rows].span : at.head, help: help)
    }
    for row in written {
      for (value, place) in zip(row.values, row.places) { try check(value, precision, at: place) }
    }
  }

  /// Refuses a number that it cannot hold.
  func check(_ value: Double, _ precision: Precision, at place: Span) throws(Diagnostic) {
    guard value.isFinite else { throw Diagnostic("values of \(name) must be finite numbers", at: place) }
    guard precision.rounded(value).isFinite else {
      throw Diagnostic(
        "\(value.plain) is too large for float32", at: place,
        help: "'precision float64' holds it, before the first layer")
    }
    if name.role.isVariance, value < 0 {
      throw Diagnostic("a variance is not negative, and \(name) holds variances", at: place)
    }
  }
}

extension Facts {
  /// The parameter that is written, and its extents.
  fileprivate func requireShape(ofParameter word: String, _ at: Places) throws(Diagnostic) -> SetShape {
    guard let name = ParameterName(word) else { preconditionFailure("'\(word)' is no parameter's name") }
    try requireParameter(name, at, "parameter")
    guard let found = parameters.first(where: { $0.name == name }) else {
      preconditionFailure("a check has found a parameter where there is none")
    }
    return SetShape(name: name, rows: found.rows, columns: found.columns)
  }
}
