import JSONValues
import Language
import Outputs
import Report
import Session

/// How a cell ended.
struct Ending {
  /// The content of the `error` message that it has shown; nil if all went well.
  var error: JSON?
  /// What the front end is asked to do.
  var payload: [JSON] = []
}

extension Interpreter {
  /// The most mistakes of a cell that are told.
  private static let mostMistakes = 20

  /// Checks the commands of a cell as those of a notebook are, before the first runs, and runs them.
  ///
  /// A cell that may fail, after which the notebook goes on, is run up to the command that is wrong, as one with
  /// `expect=error` is.
  func run(_ code: String, isExpectedToFail mayFail: Bool, _ outputs: CellOutputs) -> Ending {
    guard !runner.hasQuit else {
      outputs.show(warning: "the session has ended: restart the kernel to begin another")
      return Ending()
    }
    let question = code.contains("\n") ? nil : runner.asQuestion(code)
    let cell = texts.add(question ?? code, as: count, runner)
    for warning in cell.lookalikes {
      let line = Source(name: "", text: code).line(at: warning.span.lower)
      outputs.show(warning: "line \(line): warning: \(warning.message)")
    }
    let mistakes = mayFail ? [] : runner.mistakes(in: cell.lines, of: texts.source)
    guard mistakes.isEmpty else { return Ending(error: show(mistakes, outputs)) }
    // The check may have taken a while.
    guard !runner.host.interruption.isRequested else { return Ending(error: showStop(outputs)) }
    var page: [Output] = []
    let end = run(cell, outputs) { output, isResult in
      if question != nil { page.append(output) } else { outputs.show(output, isResult: isResult) }
    }
    guard question != nil, end.error == nil else { return end }
    return Ending(payload: [["source": "page", "start": 0, "data": Self.bundle(of: page)]])
  }

  private func run(
    _ cell: CellTexts.Cell, _ outputs: CellOutputs, _ show: @escaping (_ output: Output, _ isResult: Bool) -> Void
  ) -> Ending {
    var isResult = false
    var end = Ending()
    runner.host.observer = { outputs.update($0) }
    defer {
      runner.host.observer = { _ in }
      runner.host.heldOutput = 0
    }
    let result = runner.run(cell.lines, of: texts.source) { [texts, runner] event in
      switch event {
      case .began, .trained, .chose: break
      case .read(let lines):
        outputs.endTraining()
        isResult = lines.first.map { cell.results.contains($0.lower) } ?? false
      case .output(let output):
        show(output, isResult)
        // Once as it was sent, and once to be sent again.
        runner.host.heldOutput = 2 * Double(outputs.byteCount)
      case .failed(let diagnostic):
        let content = texts.failure(diagnostic).errorContent
        outputs.show(content, as: "error")
        end.error = content
      }
    }
    outputs.endTraining()
    if result.isInterrupted, end.error == nil { end.error = showStop(outputs) }
    if runner.hasQuit { end.payload = [["source": "ask_exit", "keepkernel": false]] }
    return end
  }

  /// Shows that a cell was stopped.
  private func showStop(_ outputs: CellOutputs) -> JSON {
    let content: JSON = ["ename": "Interrupted", "evalue": "the cell was stopped", "traceback": ["Interrupted."]]
    outputs.show(content, as: "error")
    return content
  }

  /// Shows the mistakes of a cell, of which nothing is run.
  private func show(_ mistakes: [Diagnostic], _ outputs: CellOutputs) -> JSON {
    let told = mistakes.prefix(Self.mostMistakes).map { texts.failure($0).errorContent }
    var lines = Array(told.map { $0["traceback"]?.array ?? [] }.joined(separator: [""]))
    if mistakes.count > told.count { lines += ["", .string("… and \(mistakes.count - told.count) more")] }
    var content = told[0].object ?? [:]
    content["traceback"] = .array(lines)
    outputs.show(.object(content), as: "error")
    return .object(content)
  }

  /// The value of something that can be shown, as a front end asks for it beside a cell.
  func value(of expression: JSON) -> JSON {
    let code = expression.string ?? ""
    let cell = texts.add(code, as: count, runner)
    guard cell.lines.count == 1, cell.results.count == 1 else {
      return [
        "status": "error", "ename": "Error", "evalue": .string("nothing can be shown by '\(code)'"), "traceback": [],
      ]
    }
    let outputs = CellOutputs(number: count) { _, _ in }
    var shown: [Output] = []
    let mistakes = runner.mistakes(in: cell.lines, of: texts.source)
    let end =
      mistakes.isEmpty
      ? run(cell, outputs) { output, _ in shown.append(output) } : Ending(error: show(mistakes, outputs))
    guard let error = end.error?.object else {
      return ["status": "ok", "data": Self.bundle(of: shown), "metadata": [:]]
    }
    return .object(error.merging(["status": "error"]) { first, _ in first })
  }

  /// Several outputs as one.
  static func bundle(of outputs: [Output]) -> JSON {
    let bundles = outputs.map { MIMEBundle($0) }
    let texts = [MIMEBundle.MediaType.markdown, .plain].map { type in
      (type.rawValue, JSON.string(bundles.compactMap { $0[type] }.joined(separator: "\n\n")))
    }
    return .object(Dictionary(texts) { first, _ in first })
  }
}
