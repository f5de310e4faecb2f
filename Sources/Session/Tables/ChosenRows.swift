import Datasets
import Language

/// The rows that a subject is about: all to learn from, all of the test part, or some of either.
struct ChosenRows: Sendable, CustomStringConvertible {
  /// The rows counted from 1; nil for all.
  let chosen: ClosedRange<Int>?
  private let isTest: Bool

  /// The words that choose them.
  static let parameters = [
    test,
    .keyword(
      "row", synonyms: ["rows"], .range(1...Int(Int32.max)), "only one row, or a range such as 2..5, counted from 1"),
  ]

  /// The word that chooses all of the test part.
  static let test = Parameter.flag("test", "the rows of the test part")

  init(_ arguments: Arguments) { (chosen, isTest) = (arguments.range(ifGiven: "row"), arguments.has("test")) }

  /// The end of the description of a subject.
  var description: String { (isTest ? " test" : "") + (chosen.map(Self.words) ?? "") }

  private static func words(_ rows: ClosedRange<Int>) -> String {
    rows.count == 1 ? onRow(rows.lowerBound) : " rows \(rows.lowerBound)..\(rows.upperBound)"
  }

  /// The end of a caption that has to tell them from those to learn from.
  var place: String { isTest ? " on the test part" : "" }

  /// Says which of them are not there.
  func check(_ data: FoundData, _ facts: Facts, _ at: Places) throws(Diagnostic) {
    guard isTest else { return try facts.requireRow(chosen?.upperBound, at) }
    try facts.requireTest(of: data, at, "test")
    guard let row = chosen?.upperBound, let data = data.facts, row > data.testRows else { return }
    throw Diagnostic(
      "there is no row \(row): the test part has \(data.testRows)", at: at["row"], notes: [data.note])
  }

  /// The lengths of rows that are as many as these; nil where only running can tell.
  func lengths(_ length: Int, of data: FoundData) -> [Int]? {
    data.facts.map { Array(repeating: length, count: chosen?.count ?? (isTest ? $0.testRows : $0.rows)) }
  }

  /// The samples that they are among.
  func dataset(_ data: FoundData, _ state: State) -> Dataset {
    let dataset = state.dataset(data)
    return isTest ? dataset.testPart : dataset
  }
}

extension Dataset {
  /// The test part as a data set of its own; a check has found that there is one.
  var testPart: Dataset {
    guard let test else { preconditionFailure("a check has found a test part where there is none") }
    var part = self
    (part.inputs, part.targets, part.test) = (test.inputs, test.targets, nil)
    return part
  }
}
