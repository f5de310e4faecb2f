import JSONValues
import Language
import Outputs
import Report
import Session

/// Answers what is asked of the session, one request after the other.
public final class Interpreter {
  let runner: Runner
  private let office: Office
  var history = History()
  var texts = CellTexts()
  /// The number of the last cell.
  var count = 0
  /// Whether a cell has failed, and those that were sent before that was known are passed over.
  private var isAborting = false

  /// What the sockets hand over.
  public enum Arrival: Sendable {
    /// A request.
    case request(Message)
    /// All requests have come that were sent before a fence was asked for.
    case fence
  }

  /// Creates an interpreter for a session.
  ///
  /// - Parameters:
  ///   - runner: the session.
  ///   - composer: what writes the messages of this thread.
  ///   - send: where they go.
  public init(_ runner: Runner, _ composer: Composer, send: @escaping (Sending) -> Void) {
    (self.runner, office) = (runner, Office(composer, send))
  }

  /// Takes what the sockets hand over; every request is answered before the next.
  public func take(_ arrival: Arrival) {
    switch arrival {
    case .fence: isAborting = false
    case .request(let request): Exchange.hold(request, on: .shell, office) { answer($0) }
    }
  }

  private func answer(_ exchange: Exchange) {
    let request = exchange.request.content
    switch exchange.request.type {
    case "kernel_info_request": exchange.reply(kernelInfo)
    case "comm_info_request": exchange.reply(["status": "ok", "comms": [:]])
    case "execute_request": execute(request, exchange)
    case "complete_request": answerAtCursor(request, exchange, completion)
    case "inspect_request": answerAtCursor(request, exchange, inspection)
    case "is_complete_request":
      guard let code = request["code"]?.string else { return exchange.refuse("there is no code") }
      exchange.reply(completeness(of: code))
    case "history_request":
      let (entries, reason) = history.answer(request)
      guard let entries else { return exchange.refuse(reason) }
      exchange.reply(["status": "ok", "history": entries])
    default: break
    }
  }

  private func answerAtCursor(_ request: JSON, _ exchange: Exchange, _ answer: (String, Int) -> JSON) {
    guard let code = request["code"]?.string else { return exchange.refuse("there is no code") }
    // Without a place the end is meant.
    exchange.reply(answer(code, code.utf8Offset(ofCodePoint: request["cursor_pos"]?.int ?? .max)))
  }

  private func execute(_ request: JSON, _ exchange: Exchange) {
    guard !isAborting else { return exchange.reply(["status": "aborted"]) }
    guard let code = request["code"]?.string else { return exchange.refuse("there is no code") }
    // What was to be stopped before is over; from here on this cell is meant, its check included.
    runner.host.interruption.request(false)
    let isSilent = request["silent"]?.bool ?? false
    let isBlank = code.allSatisfy(\.isWhitespace)
    if !isSilent, !isBlank, request["store_history"]?.bool ?? true {
      count += 1
      history.add(code, as: count)
    }
    if !isSilent { exchange.publish("execute_input", ["code": .string(code), "execution_count": .int(count)]) }
    let outputs = CellOutputs(number: count) { if !isSilent { exchange.publish($0, $1) } }
    let stopsOnError = request["stop_on_error"]?.bool ?? true
    let end = isBlank ? Ending() : run(code, isExpectedToFail: !stopsOnError, outputs)
    outputs.results.forEach { history.add(result: $0) }
    guard let error = end.error else {
      let expressions = request["user_expressions"]?.object ?? [:]
      return exchange.reply([
        "status": "ok", "execution_count": .int(count), "payload": .array(end.payload),
        "user_expressions": .object(expressions.mapValues { value(of: $0) }),
      ])
    }
    if stopsOnError {
      isAborting = true
      exchange.fence()
    }
    var content: [String: JSON] = error.object ?? [:]
    (content["status"], content["execution_count"], content["payload"]) = ("error", .int(count), [])
    exchange.reply(.object(content))
  }
}
