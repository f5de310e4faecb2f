import Foundation
import Language
import Outputs
import Testing

@testable import Session

/// The names that data carries, in the tables that show it.
@Suite struct SampleNameTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "names-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("size,a|b,kind\n1,2,small\n3,1,large\n2,2,none\n".utf8).write(to: folder.appending(path: "kinds.csv"))
    try Data("1,2,no\n3,1,yes\n".utf8).write(to: folder.appending(path: "plain.csv"))
  }

  /// The tables that commands give.
  private func shownTables(_ text: String) throws -> [Table] {
    defer { try? FileManager.default.removeItem(at: folder) }
    let runner = Runner(Host(files: FileAccess(folder: folder.path)))
    return tables(try runAll("seed 1\n" + text, in: runner))
  }

  private func headings(_ table: Table) -> [String] { table.columns.map(\.heading) }

  private let network = "data csv \"kinds.csv\"\nlayer affine 2 3\nloss softmax_cross_entropy\n"

  @Test func dataIsShownUnderItsOwnNames() throws {
    let table = try #require(try shownTables("data csv \"kinds.csv\"\nshow data").first)
    #expect(headings(table) == ["size", "a|b", "kind"])
    #expect(table.rows.map { $0[2] } == [.text("small"), .text("large"), .text("none")])
    #expect(table.columns.map(\.isNumeric) == [true, true, false])
  }

  @Test func oneRowCanBeChosen() throws {
    let table = try #require(try shownTables("data csv \"kinds.csv\"\nshow data row 2").first)
    #expect(table.rows == [[.integer(3), .integer(1), .text("large")]])
  }

  @Test func predictionsNameTheClasses() throws {
    let shown = try shownTables(network + "show outputs\nshow predictions\npredict 1 2")
    #expect(headings(shown[0]) == ["size", "a|b", "kind", "y(large)", "y(none)", "y(small)"])
    #expect(headings(shown[1]).dropFirst(3) == ["p(large)", "p(none)", "p(small)", "predicted"])
    #expect(headings(shown[2]) == ["size", "a|b", "p(large)", "p(none)", "p(small)", "predicted"])
    let names = ["large", "none", "small"]
    #expect(shown[1].rows.map { $0[2] } == ["small", "large", "none"].map { .text($0) })
    for row in shown[1].rows {
      let shares = row[3..<6].compactMap { value -> Double? in
        if case .number(let share, _) = value { share } else { nil }
      }
      try #require(shares.count == 3 && (shares.reduce(0, +) - 1).magnitude < 1e-12)
      let largest = try #require(shares.indices.max { shares[$0] < shares[$1] })
      #expect(row[6] == .text(names[largest]))
    }
    // The same numbers for the same sample, without the target.
    #expect(shown[2].rows == [Array(shown[1].rows[0][..<2] + shown[1].rows[0][3...])])
  }

  @Test func parametersNameWhatTheyConnect() throws {
    let table = try #require(try shownTables(network + "show W1").first)
    #expect(headings(table) == ["W1", "y(large)", "y(none)", "y(small)"])
    #expect(table.rows.map { $0[0] } == [.text("size"), .text("a|b")])
  }

  @Test func oneOutputStandsForTwoNamedClasses() throws {
    let shown = try shownTables(
      "data csv \"plain.csv\"\nlayer affine 2 1 weights constant 0 biases constant 1\nlayer sigmoid\n"
        + "loss binary_cross_entropy\nshow predictions")
    #expect(headings(shown[0]) == ["x1", "x2", "t", "y", "predicted"])
    #expect(shown[0].rows.map { $0[2] } == [.text("no"), .text("yes")])
    // The weights are 0 and the bias 1, so every output is the sigmoid of 1.
    for row in shown[0].rows {
      guard case .number(let output, 4) = row[3] else {
        Issue.record("no output")
        continue
      }
      #expect((output - 0.7310585786300049).magnitude < 1e-15 && row[4] == .text("yes"))
    }
  }

  @Test func aScaleOfDataOfAnotherWidthIsNotTheNetworks() throws {
    let shown = try shownTables(
      "data csv \"kinds.csv\"\nnormalize\nlayer affine 3 1 weights ones\nloss mse\npredict 1 2 3")
    #expect(headings(shown[0]) == ["x1", "x2", "x3", "y"] && shown[0].rows[0][3] == .number(6, decimals: 4))
  }

  @Test func numbersArePredictedWithoutAClass() throws {
    let shown = try shownTables(
      "data rows\n1 -> 0\n2 -> 1\nend\nlayer affine 1 1\nloss mse\nshow predictions\npredict 1")
    #expect(headings(shown[0]) == ["x1", "t", "y"])
    #expect(headings(shown[1]) == ["x1", "y"])
  }
}
