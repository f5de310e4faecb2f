import Language
import Outputs
import Testing

@testable import Session

/// Rows of the test part are shown and expected like those to learn from.
@Suite struct TestPartTests {
  private let split = "seed 1\ndata parity 3\nsplit test 0.25\n"
  private let network = "layer affine 3 3\nlayer relu\nlayer affine 3 2\nloss softmax_cross_entropy\n"

  /// NumPy's `RandomState(1).permutation(8)` ends in 3 and 5: rows 011 and 101.
  @Test func theRowsAreThoseKeptBack() throws {
    let session = Runner()
    _ = try runAll(split, in: session)
    #expect(try session.rows(of: "data test") == [[0, 1, 1, 0], [1, 0, 1, 0]])
    #expect(try session.rows(of: "data test row 2") == [[1, 0, 1, 0]])
    #expect(try session.rows(of: "data test rows 1..2") == [[0, 1, 1, 0], [1, 0, 1, 0]])
    #expect(try session.rows(of: "data").count == 6)
    guard case .table(let table)? = try runAll("show data test", in: session).first else {
      return #expect(Bool(false), "no table")
    }
    #expect(table.caption == "Data: parity of 3 bits, 2 rows on the test part.")
    #expect(table.rows.count == 2)
  }

  @Test func whatTheNetworkMakesOfThemIsWhatItPredicts() throws {
    let session = Runner()
    _ = try runAll(split + network, in: session)
    for (row, inputs) in ["0 1 1", "1 0 1"].enumerated() {
      let predicted = try session.rows(of: "predictions test row \(row + 1)")[0]
      guard case .table(let table)? = try runAll("digits 16\npredict \(inputs)", in: session).last else {
        return #expect(Bool(false), "no table")
      }
      let numbers = table.rows[0].compactMap { if case .number(let value, _) = $0 { value } else { nil } }
      #expect(numbers.prefix(2) == predicted[...])
    }
    #expect(try session.rows(of: "outputs test").count == 2)
    #expect(try session.rows(of: "hidden 1 test").allSatisfy { $0.count == 3 })
    let captions = try ["predictions", "outputs", "hidden"].flatMap { subject in
      try runAll("show \(subject) test", in: session).compactMap {
        if case .table(let table) = $0 { table.caption } else { nil }
      }
    }
    #expect(
      captions == [
        "Predicted probability of each class on the test part.", "Outputs of the last layer on the test part.",
        "Outputs of hidden layer 1, 3 units on the test part.",
      ])
  }

  @Test func whatIsNotThereIsSaid() throws {
    let session = Runner()
    _ = try runAll("seed 1\ndata parity 3\n" + network, in: session)
    #expect(
      complaint("show predictions test", in: session) == Complaint("the data has no test part", at: "test"))
    _ = try runAll("split test 0.25", in: session)
    #expect(
      complaint("show hidden test row 3", in: session) == Complaint("there is no row 3: the test part has 2", at: "3"))
    #expect(
      complaint("show hidden test rows 1..3", in: session)
        == Complaint("there is no row 3: the test part has 2", at: "1..3"))
    #expect(complaint("show data row 7", in: session) == Complaint("there is no row 7: the data has 6", at: "7"))
    #expect(throws: (any Error).self) { try runAll("expect data test\n0 1 1 0\nend", in: session) }
  }

  @Test func rowsThatAreNumberedAreShownWhole() throws {
    let session = Runner()
    let outputs = try runAll("seed 1\ndata parity 6\nshow data rows 11..40\nshow data", in: session)
    let tables = tables(outputs)
    guard tables.count == 2 else { return #expect(Bool(false), "no tables") }
    func bits(_ row: Int) -> [Table.Value] { (0..<6).reversed().map { .integer((row - 1) >> $0 & 1) } }
    #expect(tables[0].rows.map { Array($0.prefix(6)) } == (11...40).map(bits))
    #expect(tables[0].leftOut?.missing == 0)
    #expect(tables[1].rows.map { Array($0.prefix(6)) } == (Array(1...10) + Array(55...64)).map(bits))
    #expect(tables[1].leftOut?.missing == 44)
    guard case .pictures(let pictures)? = try runAll("data digits 20\nshow data rows 3..14").last else {
      return #expect(Bool(false), "no pictures")
    }
    #expect(
      pictures.pictures.map { $0.title.prefix { $0 != ":" } } == (3...14).map { "\($0)" } && pictures.missing == 0)
    _ = try runAll("expect data rows 2..3\n0 0 0 0 0 1 1\n0 0 0 0 1 0 1\nend", in: session)
  }
}
