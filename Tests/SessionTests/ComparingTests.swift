import Foundation
import Language
import Outputs
import Testing

@testable import Session

/// A network is set beside what it was, and beside runs that were kept.
@Suite struct ComparingTests {
  @Test func comparingListsWhatDiffers() throws {
    var prompt = Prompt()
    prompt.type(LookingBackTests.network + "train 10 lr 0.1\nkeep first\ncompare first")
    #expect(prompt.commands.last == "compare first")
    prompt.type("train 10 lr 0.1")
    let shown = tables(prompt.type("compare first"))
    try #require(shown.count == 3)
    #expect(shown[0].rows[0] == [.text("steps"), .integer(10), .integer(20), .integer(10)])
    #expect(shown[1].rows.map { $0[0] } == ["W1", "b1", "W2", "b2"].map { .text($0) })
    #expect(shown[1].rows.map { $0[2] } == [8, 4, 8, 2].map { .integer($0) })
    #expect(
      shown[2].columns.map(\.heading) == ["x1", "x2", "t"]
        + ["p(0)", "p(1)", "predicted"].flatMap { name in ["first", "now"].map { "\(name) \($0)" } })
    #expect(
      shown[2].rows.map { Array($0[..<3]) }
        == [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]].map { $0.map { .integer($0) } })
    // What moved most is a difference of two numbers that stand beside it.
    for row in shown[1].rows {
      guard case .number(let move, _) = row[3], case .number(let old, _) = row[5], case .number(let new, _) = row[6]
      else {
        Issue.record("no numbers")
        continue
      }
      #expect(move == (new - old).magnitude && move > 0)
    }
    // Before the last training the network was the one that was kept.
    let before = tables(prompt.type("compare"))
    #expect(before.map(\.rows) == shown.map(\.rows))
    #expect(before[0].columns.map(\.heading) == ["", "before", "now", "difference"])
    prompt.type("compare nobody")
    #expect(prompt.failures == ["no run was kept as 'nobody'"])
  }

  @Test func comparingWithTheStateBeforeSeesThroughLooks() {
    var prompt = Prompt()
    prompt.type("layer affine 2 2\ncompare")
    #expect(prompt.failures == ["the network has not changed yet"])
    prompt.type("reset\n" + LookingBackTests.network + "train 10 lr 0.1\nshow loss\nlet a 1\nrewind")
    guard case .table(let table)? = prompt.type("compare").first else {
      Issue.record("no table")
      return
    }
    #expect(table.rows[0] == [.text("steps"), .integer(10), .integer(0), .integer(-10)])
  }

  @Test func comparingSaysWhatMovedAndHowFar() {
    var prompt = Prompt()
    // The output is 2 and its gradient 4: a step of 1/4 takes the second weight from 2 to 1, and the bias from 0 to -1.
    prompt.type("data rows\n0 1 -> 0\nend\nlayer affine 2 1 weights constant 2\nloss mse\ntrain 1 lr 0.25")
    let shown = tables(prompt.type("compare"))
    func number(_ value: Double) -> Table.Value { .number(value, decimals: 4) }
    #expect(
      shown[0].rows == [
        [.text("steps"), .integer(0), .integer(1), .integer(1)],
        [.text("loss"), number(4), number(0), number(-4)],
        [.text("accuracy"), number(0), number(1), number(1)],
      ])
    #expect(
      shown[1].rows == [
        [.text("W1"), .integer(1), .integer(2), number(1), .text("2, 1"), number(2), number(1)],
        [.text("b1"), .integer(1), .integer(1), number(1), .text("1, 1"), number(0), number(-1)],
      ])
  }
}
