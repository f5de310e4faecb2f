import JSONValues
import Outputs
import Testing

@testable import Kernel
@testable import Session

/// What is answered to recorded requests, without sockets.
@Suite final class InterpreterTests {
  private var sent: [Sending] = []
  private lazy var interpreter = Interpreter(Runner(), Composer(session: "test", series: "s")) { [unowned self] in
    sent.append($0)
  }

  /// What is sent for a request: the kinds of the messages and their contents.
  private func ask(_ type: String, _ content: JSON) -> [(type: String, content: JSON)] {
    sent = []
    let header: JSON = ["msg_type": .string(type), "msg_id": "1"]
    interpreter.take(.request(Message(identities: [[7]], header: header, content: content)))
    return sent.map { sending in
      guard case .message(let message, let channel) = sending else { return ("fence", []) }
      #expect(message.parent == header)
      #expect(
        (channel == .shell) == message.type.hasSuffix("_reply") && (channel != .shell || message.identities == [[7]]))
      return (message.type, message.content)
    }
  }

  private func execute(_ code: String) -> [(type: String, content: JSON)] {
    ask("execute_request", ["code": .string(code)])
  }

  @Test(arguments: [
    "execute_request", "complete_request", "inspect_request", "is_complete_request", "history_request",
    "kernel_info_request", "comm_info_request", "comm_open", "what",
  ])
  func everyRequestEndsWithIdle(_ type: String) {
    for content: JSON in [[:], ["code": "seed 1"], ["code": 1], ["code": "trian"], ["code": "", "cursor_pos": -1]] {
      let messages = ask(type, content).filter { $0.type == "status" }
      #expect(messages.map { $0.content["execution_state"] } == ["busy", "idle"])
    }
  }

  @Test func aFenceStandsBeforeTheReplyThatTellsOfAnError() {
    let messages = execute("trian 5")
    #expect(messages.map(\.type) == ["status", "execute_input", "error", "fence", "execute_reply", "status"])
    #expect(execute("seed 1").map(\.type) == ["status", "execute_reply", "status"])
    #expect(execute("seed 1")[1].content == ["status": "aborted"])
    interpreter.take(.fence)
    #expect(execute("seed 1").last { $0.type == "execute_reply" }?.content["execution_count"] == 2)
  }

  @Test func aStopDuringTheCheckOfACellStopsIt() {
    let host = Host()
    var kinds: [String] = []
    let interpreter = Interpreter(Runner(host), Composer(session: "test", series: "s")) { sending in
      guard case .message(let message, _) = sending else { return }
      kinds.append(message.type)
      if message.type == "execute_input" { host.interruption.request() }
      if message.type == "execute_reply" { #expect(message.content["ename"] == "Interrupted") }
    }
    let header: JSON = ["msg_type": "execute_request", "msg_id": "1"]
    interpreter.take(.request(Message(identities: [[7]], header: header, content: ["code": "seed 1"])))
    #expect(kinds == ["status", "execute_input", "error", "execute_reply", "status"])
  }

  /// Lines end where those of a notebook do.
  @Test(arguments: ["\u{2028}", "\u{B}", "\u{C}", "\u{85}"])
  func aCommentGoesToTheEndOfItsLine(_ character: String) {
    #expect(execute("# note\(character)trian").last { $0.type == "execute_reply" }?.content["status"] == "ok")
    #expect(
      ask("is_complete_request", ["code": .string("# note\(character)repeat 2")])[1].content["status"] == "complete")
    #expect(execute("# note\rtrian").contains { $0.type == "error" })
  }

  @Test func somethingToShowIsAResultAndACommandIsNone() {
    let messages = execute("seed 1\ndata xor\nlayer affine 2 1\nshow W1\nW1\n\nW1")
    let shown = messages.map(\.type).filter { ["display_data", "execute_result"].contains($0) }
    #expect(shown == ["display_data", "execute_result", "execute_result"])
  }

  @Test func aMistakeIsPlacedInItsCell() throws {
    _ = execute("data xor\n\nlayer affine 2 4")
    let error = try #require(execute("# well\nlayer affine 5 2").first { $0.type == "error" }?.content)
    #expect(error["traceback"]?.array?[0].string?.hasPrefix("cell 2, line 2: error: ") == true)
    #expect(error["traceback"]?.array?.contains { $0.string?.hasPrefix("note: cell 1, line 3: ") == true } == true)
  }

  @Test func placesAreCountedInCodePoints() {
    let content = ask("complete_request", ["code": "# 🐦e\u{301}\nsche", "cursor_pos": 10])[1].content
    #expect(content["matches"] == ["schedule"] && content["cursor_start"] == 6 && content["cursor_end"] == 10)
  }

  @Test func patternsOfTheHistoryAreThoseOfFiles() {
    var history = History()
    for (line, code) in ["seed 1", "show W1", "seed 22", "seed 1"].enumerated() { history.add(code, as: line + 1) }
    func lines(_ pattern: String, unique: Bool = false, n: Int? = nil) -> [Int] {
      let request: JSON = [
        "hist_access_type": "search", "pattern": .string(pattern), "unique": .bool(unique), "n": n.map(JSON.int) ?? nil,
      ]
      return history.answer(request).entries?.array?.compactMap { $0.array?[1].int } ?? []
    }
    #expect(lines("seed*") == [1, 3, 4] && lines("seed ?") == [1, 4] && lines("*1*") == [1, 2, 4])
    #expect(lines("seed") == [] && lines("*") == [1, 2, 3, 4] && lines("s*d*1", unique: true) == [4])
    #expect(lines("seed*", n: 2) == [3, 4] && lines("*2*2") == [3] && lines("") == [])
  }

  @Test func aLongTrainingShowsHowFarItIsAndTakesThatAway() {
    var published: [(String, JSON)] = []
    let outputs = CellOutputs(number: 1) { published.append(($0, $1)) }
    outputs.show(.note("before"), isResult: false)
    outputs.update(Host.Progress(step: 1, steps: 100, loss: 1))
    #expect(published.count == 1)
    let end = ContinuousClock.now + .milliseconds(600)
    while ContinuousClock.now < end { outputs.update(Host.Progress(step: 2, steps: 100, loss: 1)) }
    outputs.show(.note("after"), isResult: false)
    let kinds = published.map(\.0)
    #expect(kinds.prefix(2) == ["display_data", "display_data"])
    #expect(kinds.suffix(3) == ["clear_output", "display_data", "display_data"])
    #expect(published[published.count - 2].1 == published[0].1)
  }
}
