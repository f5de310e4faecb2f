import Language
import Outputs

/// `expect loss < 0.02`: fails unless a value is as stated.
struct ExpectCommand: SessionCommand {
  private let subject: any Subject
  private let claim: Claim
  /// The largest difference that counts as equal.
  private let tolerance: Double

  /// What a value is said to be.
  private enum Claim {
    /// A single number in a relation to another.
    case comparison(Comparison)
    /// A text, for values that are not numbers.
    case text(String)
    /// All the numbers, row by row.
    case rows([WrittenRow])
  }

  static let form = Form(
    "expect", "fail unless a value is as stated",
    [
      .positional("subject", SubjectTable.type, "the value; whatever can be shown can be expected"),
      .positional("comparison", .comparison, isOptional: true, "for a single value: < <= > >= or = and a number"),
      .keyword("within", .number(.notNegative), default: "0", "the largest difference that counts as equal"),
    ], block: Form.Block(.rows(like: "0.5 0.25"), unless: "comparison"),
    details: """
      Without a comparison, a block of rows follows: all the numbers of the value, row by row as `show` shows them, \
      without the columns that repeat inputs and targets or name the class predicted. `weights`, `biases` and `gradients` hold their parameters one \
      after the other.
      """,
    examples: ["expect loss < 0.02", "expect loss = 0.6931 within 5e-5", "expect b2 within 1e-8\n0.5 -0.5\nend"],
    misuses: [
      .init("expect loss < high", "'<' needs a number, not 'high'"),
      .init("expect loss 0.5", "unexpected '0.5'"),
    ])
  static let effect = Effect.looks
  static let needs = Set.results

  init(_ arguments: Arguments) {
    (subject, tolerance) = (SubjectTable.subject(arguments.form("subject")), arguments.number("within"))
    claim =
      arguments.comparison(ifGiven: "comparison").map { .comparison($0) }
      ?? arguments.text(ifGiven: "comparison").map { .text($0) } ?? .rows(arguments.rows)
  }

  /// Refuses a claim whose kind or shape cannot match the subject.
  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> CheckedSubject {
    let checked = try subject.checked(facts, at)
    switch (claim, checked.shape) {
    case (.text, .text): break
    case (_, .text):
      throw Diagnostic(
        "\(checked.name) is a text", at: at["subject"],
        help: "write 'expect \(checked.name) = \"\(checked.name == "digest" ? "0123456789abcdef" : "…")\"'")
    case (.text, _):
      throw Diagnostic("\(checked.name) is a number, and no text", at: at["comparison"])
    case (.comparison, .rows(let lengths)):
      guard lengths == [1] else {
        throw Diagnostic(
          "only a single number can be compared", at: at["subject"], help: "state all numbers in a block of rows")
      }
    case (.rows(let rows), .rows(let lengths)): try Self.check(rows, lengths, at)
    }
    return checked
  }

  private static func check(_ rows: [WrittenRow], _ lengths: [Int]?, _ at: Places) throws(Diagnostic) {
    guard !rows.isEmpty else { throw Diagnostic("the block has no rows", at: at.head) }
    guard let lengths else { return }
    for (row, width) in zip(rows, lengths) {
      let count = row.values.count + row.targets.count
      guard count == width else {
        throw Diagnostic("the row has \(counted(count, "number")) but \(width) are to be compared", at: row.span)
      }
    }
    guard rows.count == lengths.count else {
      throw Diagnostic(
        "the block has \(counted(rows.count, "row")) but \(lengths.count) are to be compared",
        at: rows.count > lengths.count ? rows[lengths.count].span : at.head)
    }
  }

  func run(_ checked: CheckedSubject, _ state: inout State, _ context: inout RunContext) throws(Diagnostic) {
    switch (claim, checked.value(state)) {
    case (.text(let expected), .text(let text)):
      guard text == expected else {
        throw Diagnostic("\(checked.name) is \"\(text)\", not \"\(expected)\"", at: context.at["comparison"])
      }
      context.note("As expected: \(checked.name) is \(text).")
    case (.comparison(let comparison), .rows(let rows)):
      try confirm(comparison, rows[0][0], checked.name, &context)
    case (.rows(let expected), .rows(let rows)): try confirm(expected, rows, checked.name, &context)
    case (_, .text), (.text, _): preconditionFailure("a check has found a claim of the value's kind")
    }
  }

  private func confirm(
    _ comparison: Comparison, _ value: Double, _ name: String, _ context: inout RunContext
  ) throws(Diagnostic) {
    var claim = comparison.description
    if comparison.relation == .equal, tolerance > 0 { claim += " within \(tolerance.plain)" }
    guard comparison.holds(for: value, within: tolerance) else {
      throw Diagnostic("\(name) is \(value.plain), expected \(claim)", at: context.at.head)
    }
    // As it was written, digits and all, unless a name or a second line stands in it.
    let written = context.command.text(of: Span(context.at["comparison"].lower, context.at.head.upper))
    context.note("As expected: \(name) \(written.contains { "$\\".contains($0) } ? claim : written).")
  }

  private func confirm(
    _ expected: [WrittenRow], _ actual: [[Double]], _ name: String, _ context: inout RunContext
  ) throws(Diagnostic) {
    guard actual.map(\.count) == expected.map({ $0.values.count + $0.targets.count }) else {
      throw Diagnostic(
        "\(name) has \(actual.count) rows, expected \(expected.count) of the lengths written", at: context.at.head)
    }
    var differences: [Diagnostic] = []
    var count = 0
    for (rowIndex, (row, written)) in zip(actual, expected).enumerated() {
      for (column, (value, wanted)) in zip(row, written.values + written.targets).enumerated() {
        count += 1
        if value == wanted || (value - wanted).magnitude <= tolerance { continue }
        differences.append(
          Diagnostic(
            "\(name), row \(rowIndex + 1), column \(column + 1) is \(value.plain), expected \(wanted.plain)",
            at: written.places[column]))
      }
    }
    guard var first = differences.first else {
      let written = context.at.given("within").map(context.command.text(of:)) ?? ""
      let bound = written.hasPrefix("$") ? tolerance.plain : written
      let closeness = tolerance == 0 ? ", exactly" : " within \(bound)"
      context.note("As expected: \(name), \(counted(count, "number"))\(closeness).")
      return
    }
    first.help =
      "\(differences.count) of \(count) numbers differ" + (tolerance == 0 ? "" : " by more than \(tolerance.plain)")
    throw first
  }
}
