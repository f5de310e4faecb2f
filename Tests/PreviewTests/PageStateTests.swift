import JSONValues
import Testing

@testable import Preview
@testable import Session

/// A page is sent what differs from what it shows, and never loses anything by it.
@Suite struct PageStateTests {
  private func state(_ parts: [(String, String)]) -> PageState {
    var state = PageState()
    state.title = "x.nnb"
    state.parts = parts.map { PageState.Part(id: $0.0, html: $0.1) }
    return state
  }

  @Test func onlyWhatDiffersIsSent() throws {
    var follower = PageFollower()
    let all = follower.update(to: state([("a", "1"), ("b", "2")]))
    let first = try #require(all)
    #expect(first["order"] == ["a", "b"])
    #expect(first["parts"] == ["a": "1", "b": "2"])
    #expect(first["problem"] == .null)
    let same = follower.update(to: state([("a", "1"), ("b", "2")]))
    #expect(same == nil)
    let other = follower.update(to: state([("a", "1"), ("b", "3")]))
    #expect(other == .object(["parts": ["b": "3"]]))
    let moved = follower.update(to: state([("b", "3"), ("c", "4")]))
    #expect(moved == .object(["order": ["b", "c"], "parts": ["c": "4"], "old": []]))
  }

  /// A page that applies what it is sent shows what there is, whatever it has missed.
  @Test func aPageThatMissesStatesShowsTheLast() {
    var random = SystemRandomNumberGenerator()
    var follower = PageFollower()
    var (order, shown) = ([String](), [String: String]())
    for _ in 0..<200 {
      let parts = ["a", "b", "c", "d"].shuffled(using: &random).prefix(3).map { ($0, String(Int.random(in: 0..<3))) }
      let next = state(Array(parts))
      if let update = follower.update(to: next) {
        for (id, html) in update["parts"]?.object ?? [:] { shown[id] = html.string }
        order = update["order"]?.array?.compactMap(\.string) ?? order
      }
      #expect(order == next.parts.map(\.id))
      #expect(order.map { shown[$0] } == next.parts.map(\.html))
    }
  }

  @Test func cellsKeepWhatTheyShowWhereTheyStand() {
    func cells(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }
    let before = cells(["a", "b", "c"]).map { ShownCell(text: $0, outputs: [String(decoding: $0, as: UTF8.self)]) }
    func shown(_ texts: [String]) -> [String] { before.moved(to: cells(texts)).map { $0.outputs.joined() } }
    #expect(shown(["a", "b", "c"]) == ["a", "b", "c"])
    #expect(shown(["a", "x", "c"]) == ["a", "b", "c"])
    #expect(shown(["x", "a", "b", "c"]) == ["", "a", "b", "c"])
    #expect(shown(["a", "c"]) == ["a", "c"])
    #expect(shown(["a", "b", "c", "x"]) == ["a", "b", "c", ""])
    #expect(shown(["a", "a", "b", "c"]) == ["a", "", "b", "c"])
    #expect(shown([]) == [])
    #expect(shown(["x"]) == ["a"])
  }

  @Test func aCurveStaysShort() {
    var curve = ProgressCurve()
    for step in 0..<100_000 { curve.add(Host.Progress(step: step, steps: 100_000, loss: 1 / Double(step + 1))) }
    #expect(curve.points.count <= ProgressCurve.mostPoints && curve.points.count > ProgressCurve.mostPoints / 4)
    #expect(curve.points.first?.step == 0)
    #expect((curve.points.last?.step ?? 0) > 98_000)
    curve.add(Host.Progress(step: 3, steps: 10, loss: 1))
    #expect(curve.points.map(\.step) == [3])
  }
}
