import Language
import Outputs
import Testing

@testable import Session

/// The rows that a network takes for another class, and those that it is worst on.
@Suite struct HardRowTests {
  /// With weights of 0 all shares are one half, and the first class is taken: rows 3 and 4 are wrong.
  private let classes = """
    data rows
    -3 -> 0
    2 -> 0
    -1 -> 1
    1 -> 1
    3 -> 0
    end
    layer affine 1 2 weights zeros biases zeros
    loss softmax_cross_entropy

    """

  private func session(_ text: String) throws -> Runner {
    let session = Runner()
    _ = try runAll("seed 1\n" + text, in: session)
    return session
  }

  @Test func theErrorsAreTheRowsOfAnotherClass() throws {
    let session = try session(classes)
    let outputs = try runAll("show errors", in: session)
    #expect(notes(outputs) == ["2 of 5 rows are taken for another class (40.00 %)."])
    let table = try #require(tables(outputs).first)
    #expect(table.columns.map(\.heading) == ["row", "x1", "true", "predicted", "p(true)", "p(predicted)"])
    let half = Table.Value.number(0.5, decimals: 4)
    #expect(
      table.rows == [
        [.integer(3), .integer(-1), .integer(1), .integer(0), half, half],
        [.integer(4), .integer(1), .integer(1), .integer(0), half, half],
      ])
    _ = try runAll("expect errors = 2\nexpect errors < 3", in: session)
    #expect(complaint("expect errors < 2", in: session)?.message == "errors is 2, expected < 2")
  }

  @Test func thereMayBeNone() throws {
    let session = try session(
      "data rows\n0 -> 0\n1 -> 1\nend\nlayer affine 1 1 weights ones biases constant -0.4\nlayer sigmoid\nloss bce\n")
    #expect(notes(try runAll("show errors", in: session)) == ["0 of 2 rows are taken for another class."])
    #expect(tables(try runAll("show errors", in: session)).isEmpty)
    _ = try runAll("expect errors = 0", in: session)
  }

  /// One output stands for the share of class 1.
  @Test func oneOutputStandsForItself() throws {
    let session = try session(
      "data rows\n0 -> 1\n1 -> 1\nend\nlayer affine 1 1 weights ones biases constant -0.5\nlayer identity\nloss mse\n")
    let outputs = try runAll("show errors", in: session)
    #expect(notes(outputs) == ["1 of 2 rows is taken for another class (50.00 %)."])
    #expect(tables(outputs)[0].columns.map(\.heading) == ["row", "x1", "true", "predicted", "y"])
    #expect(
      tables(outputs)[0].rows == [[.integer(1), .integer(0), .integer(1), .integer(0), .number(-0.5, decimals: 4)]])
  }

  @Test func theTestPartHasItsOwn() throws {
    let session = try session(
      "data parity 4\nsplit test 0.25\nlayer affine 4 2 weights zeros biases zeros\nloss softmax_cross_entropy\n")
    let ones = try session.rows(of: "data test").count { $0[4] == 1 }
    #expect(try session.rows(of: "errors test") == [[Double(ones)]])
    #expect(try session.rows(of: "errors") == [[Double(8 - ones)]])
    let sentence = try #require(notes(try runAll("show errors test", in: session)).first)
    #expect(sentence.hasPrefix("\(ones) of 4 rows on the test part "))
    #expect(complaint("\(classes)show errors test") == Complaint("the data has no test part", at: "test"))
    #expect(complaint("\(classes)show worst 3 test") == Complaint("the data has no test part", at: "test"))
  }

  @Test func picturesAreShownAsPictures() throws {
    let session = try session(
      "data digits 40\nlayer affine 64 10 weights zeros biases zeros\nloss softmax_cross_entropy\n")
    // All are taken for 0, which every tenth is.
    guard case .pictures(let pictures)? = try runAll("show errors", in: session).last else {
      return #expect(Bool(false), "no pictures")
    }
    #expect(pictures.pictures.map(\.title).prefix(2) == ["2: 1 taken for 0", "3: 2 taken for 0"])
    #expect(pictures.pictures.count == 10 && pictures.missing == 26 && pictures.areTitlesWhole)
    let pixels = Array(try session.rows(of: "data row 2")[0].dropLast())
    #expect(pictures.pictures[0].pixels == pixels)
    guard case .pictures(let all)? = try runAll("show errors full", in: session).last else {
      return #expect(Bool(false), "no pictures")
    }
    #expect(all.pictures.count == 36 && all.missing == 0)
  }

  @Test func numbersHaveNoErrors() {
    let numbers = "data rows\n1 -> 0.5\n2 -> 3\n3 -> 7\nend\nlayer affine 1 1\nloss mse\n"
    #expect(
      complaint("\(numbers)show errors")
        == Complaint("errors are of classes, but the targets are numbers", at: "errors"))
    #expect(throws: Diagnostic.self) { try runAll("show errors") }
  }

  /// Outputs 1, 2, 3, 4 and 5, so squared errors 1, 0, 4, 1 and 4: those that are equal stay in their order.
  @Test func theWorstRowsComeInTheOrderOfTheirLoss() throws {
    let line = "data rows\n1 -> 2\n2 -> 2\n3 -> 5\n4 -> 3\n5 -> 7\nend\nlayer affine 1 1 weights ones biases zeros\n"
    let session = try session("\(line)loss mse")
    #expect(try session.rows(of: "worst 3") == [[3, 3, 4], [5, 5, 4], [1, 1, 1]])
    #expect(try session.rows(of: "worst").map { $0[0] } == [3, 5, 1, 4, 2])
    let table = try #require(tables(try runAll("show worst 1", in: session)).first)
    #expect(table.caption == "The row with the largest loss of its own.")
    #expect(table.columns.map(\.heading) == ["row", "x1", "t", "y", "loss"])
    #expect(
      table.rows == [[.integer(3), .integer(3), .integer(5), .number(3, decimals: 4), .number(4, decimals: 4)]])
    #expect(
      tables(try runAll("show worst\nshow worst 2", in: session)).map(\.caption) == [
        "All 5 rows by the loss of their own, the largest first.",
        "The 2 rows with the largest loss of their own, the largest first.",
      ])
    _ = try runAll("expect worst 2\n3 3 4\n5 5 4\nend", in: session)
    // The sum of squared errors is halved.
    #expect(try self.session("\(line)loss sse").rows(of: "worst 1") == [[3, 3, 2]])
    #expect(
      complaints("\(line)loss mse\nexpect worst 2\n3 3\n5 5\nend").first?.message
        == "the row has 2 numbers but 3 are to be compared")
  }

  /// As `show loss row` shows each.
  @Test func theLossOfARowIsThatOfShowLoss() throws {
    let session = try session(
      "data xor\nlayer affine 2 3 weights normal 1\nlayer tanh\nlayer affine 3 2 weights normal 1\nloss softmax_cross_entropy"
    )
    for row in try session.rows(of: "worst") {
      #expect(try session.rows(of: "loss row \(Int(row[0]))") == [[row[3]]])
    }
    let losses = try session.rows(of: "worst").map { $0[3] }
    #expect(losses == losses.sorted(by: >) && losses.count == 4)
  }
}
