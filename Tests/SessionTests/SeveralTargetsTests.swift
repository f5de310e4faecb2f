import Foundation
import Language
import Outputs
import Testing

@testable import Session

/// Several numbers are predicted for a row, and no column of the network is mistaken for one of the data.
@Suite struct SeveralTargetsTests {
  /// Runs commands beside a file `t.csv` of some text.
  private func run(_ text: String, csv: String) throws -> [Output] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "targets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(csv.utf8).write(to: folder.appending(path: "t.csv"))
    return try runAll("seed 1\n" + text, in: Runner(Host(files: FileAccess(folder: folder.path))))
  }

  private func headings(_ table: Table) -> [String] { table.columns.map(\.heading) }

  private let robot = "a,u,v\n0,1,2\n1,3,1\n2,5,0\n3,7,-1\n4,9,-2\n5,11,-3\n"

  @Test func theyAreShownSplitNormalizedAndLearned() throws {
    let outputs = try run(
      """
      data csv "t.csv" target u v
      show data
      split test 0.34
      normalize
      layer affine 1 2 weights zeros biases zeros
      loss mse
      train 2000 lr 0.1 log 2000
      expect loss < 1e-12
      expect r2 > 0.999999
      expect test_r2 > 0.999999
      show predictions
      show predictions test
      show outputs test row 1
      show worst 2
      """, csv: robot)
    #expect(notes(outputs).first == "t.csv: 6 rows of 1 input, 2 targets.")
    let shown = tables(outputs)
    #expect(headings(shown[0]) == ["a", "u", "v"] && shown[0].rows[1] == [.integer(1), .integer(3), .integer(1)])
    #expect(headings(shown[1]) == ["step", "loss", "test loss", "test rmse", "test r2"])
    for table in [shown[2], shown[3], shown[4]] {
      #expect(headings(table) == ["a", "u", "v", "y1", "y2"])
      // u is 2 a + 1 and v is 2 - a, so the network can be right.
      for row in table.rows {
        guard case .integer(let u) = row[1], case .integer(let v) = row[2], case .number(let first, _) = row[3],
          case .number(let second, _) = row[4]
        else { return #expect(Bool(false), "\(row)") }
        #expect((first - Double(u)).magnitude < 1e-5 && (second - Double(v)).magnitude < 1e-5)
      }
    }
    #expect(shown[2].rows.count == 4 && shown[3].rows.count == 2 && shown[4].rows.count == 1)
    #expect(headings(shown[5]) == ["row", "a", "u", "v", "y1", "y2", "loss"])
  }

  @Test func aSummaryCountsThem() throws {
    #expect(
      notes(try run("data csv \"t.csv\" targets u v\nsplit test 0.5", csv: robot)) == [
        "t.csv: 6 rows of 1 input, 2 targets.", "t.csv: 3 rows of 1 input, 2 targets; 3 rows to test on.",
      ])
  }

  @Test func aColumnOfClassesIsNoneOfSeveral() throws {
    let error = #expect(throws: Diagnostic.self) {
      try run("data csv \"t.csv\" target u v", csv: "a,u,v\n1,2,cat\n2,3,dog\n")
    }
    #expect(error?.message == "t.csv, line 2: 'v' is 'cat', which is not a number")
    #expect(error?.help == "several targets must be numbers; a column of classes is a target by itself")
  }

  @Test func classesAreRefusedWhereTargetsAreNumbers() throws {
    let start = "data csv \"t.csv\" target u v\nlayer affine 1 2\nloss mse\n"
    for subject in ["accuracy", "confusion", "errors"] {
      let error = #expect(throws: Diagnostic.self) { try run("\(start)show \(subject)", csv: robot) }
      #expect(error?.message.hasSuffix("but the targets are numbers") == true)
    }
  }

  @Test(arguments: [
    ("x,y", "y", ["x", "y", "y (network)"]), ("y,t", "t", ["y", "t", "y (network)"]), ("x,t", "t", ["x", "t", "y"]),
    ("y (network),y", "y", ["y (network)", "y", "y (network) (network)"]),
  ])
  func anOutputIsNotCalledAsAColumnOfTheData(header: String, target: String, wanted: [String]) throws {
    let csv = "\(header)\n1,2.5\n2,3\n3,1\n"
    let shown = tables(
      try run(
        "data csv \"t.csv\" target \"\(target)\"\nlayer affine 1 1\nloss mse\nshow predictions\nshow outputs\npredict 1\nshow W1",
        csv: csv))
    #expect(headings(shown[0]) == wanted && headings(shown[1]) == wanted)
    #expect(headings(shown[2]) == [wanted[0], wanted[2]] && headings(shown[3]) == ["W1", wanted[2]])
  }

  @Test func noColumnOfTheNetworkIsCalledAsOneOfTheData() throws {
    let csv = "h1,p(0),predicted,loss\n1,2,0,0\n2,1,1,1\n3,1,2,1\n"
    let text = """
      data csv "t.csv" target loss
      layer affine 3 2
      layer tanh
      layer affine 2 2
      loss softmax_cross_entropy
      show hidden
      show predictions
      show worst 1
      """
    let shown = tables(try run(text, csv: csv))
    let data = ["h1", "p(0)", "predicted", "loss"]
    #expect(headings(shown[0]) == data + ["h1 (network)", "h2 (network)"])
    let probabilities = ["p(0) (network)", "p(1) (network)"]
    #expect(headings(shown[1]) == data + probabilities + ["predicted (network)"])
    #expect(
      headings(shown[2]) == ["row"] + data + probabilities + ["predicted (network)", "loss (network)"])
    for table in shown { #expect(Set(headings(table)).count == table.columns.count) }
    // A name of a run makes headings of its own.
    let clash = "x,y now,t\n1,2,0.5\n2,1,1.5\n3,1,2\n"
    let compared = tables(
      try run("data csv \"t.csv\"\nlayer affine 2 1\nloss mse\ntrain 1\ncompare", csv: clash))
    #expect(compared.last.map(headings) == ["x", "y now", "t", "y before", "y now (network)"])
  }

  @Test func aColumnCalledRowIsNotTheNumberOfTheRow() throws {
    let shown = tables(
      try run("data csv \"t.csv\"\nlayer affine 1 1\nloss mse\nshow worst 1", csv: "row,t\n5,2.5\n6,3\n7,1\n"))
    #expect(headings(shown[0]) == ["row (number)", "row", "t", "y", "loss"])
  }
}
