import JSONValues
import Outputs
import Report
import Session

/// What a cell shows, as it comes, and below it for a while how far a training is.
///
/// Only long trainings have such a line. When it is to go, the outputs are cleared and shown again without it, so that a
/// notebook that is saved holds what the cell has said and nothing else.
final class CellOutputs {
  private let publish: (_ type: String, _ content: JSON) -> Void
  private let number: Int
  private var shown: [(type: String, content: JSON)] = []
  private var progress = ProgressLine()
  /// Whether the line is to be seen.
  private var isProgressShown = false
  private var displays = 0
  /// What came of the cell, as text.
  private(set) var results: [String] = []
  /// The bytes of what is kept to be shown again.
  private(set) var byteCount = 0

  init(number: Int, publish: @escaping (_ type: String, _ content: JSON) -> Void) {
    (self.number, self.publish) = (number, publish)
  }

  /// Shows an output: as a result if the user has named something to show, without a command.
  func show(_ output: Output, isResult: Bool) {
    if case .failure(let failure) = output { return show(ErrorContent(failure).json, as: "error") }
    let bundle = MIMEBundle(output)
    guard !bundle.forms.isEmpty else { return }
    if isResult, let text = bundle[.plain] { results.append(text) }
    byteCount += bundle.byteCount
    var content: [String: JSON] = ["data": bundle.json, "metadata": [:]]
    if isResult { content["execution_count"] = .int(number) }
    show(.object(content), as: isResult ? "execute_result" : "display_data")
  }

  /// Shows lines of text: on the standard output of a program, or on its standard error.
  func show(_ text: String, isError: Bool) {
    show(["name": isError ? "stderr" : "stdout", "text": .string(text)], as: "stream")
  }

  /// Shows something in a message of its own.
  func show(_ content: JSON, as type: String) {
    removeProgress(isFollowed: true)
    shown.append((type, content))
    publish(type, content)
  }

  /// Says where a training is, if it has been under way for a while.
  func update(_ position: Host.Progress) {
    guard let line = progress.line(position) else { return }
    if !isProgressShown { displays += 1 }
    let content: JSON = [
      "data": ["text/plain": .string(line)], "metadata": [:],
      "transient": ["display_id": .string("progress-\(number)-\(displays)")],
    ]
    publish(isProgressShown ? "update_display_data" : "display_data", content)
    isProgressShown = true
  }

  /// Takes the line away, if there is one; the next training begins anew.
  func endTraining() { removeProgress(isFollowed: false) }

  private func removeProgress(isFollowed: Bool) {
    progress = ProgressLine()
    guard isProgressShown else { return }
    isProgressShown = false
    // Where something follows, what is to be seen changes once, when that comes.
    publish("clear_output", ["wait": .bool(isFollowed || !shown.isEmpty)])
    for (type, content) in shown { publish(type, content) }
  }
}

extension MIMEBundle {
  /// The forms by their types.
  var json: JSON {
    .object(Dictionary(forms.map { ($0.type.rawValue, JSON.string($0.text)) }) { first, _ in first })
  }
}

extension ErrorContent {
  /// The content of an `error` message.
  var json: JSON {
    ["ename": .string(name), "evalue": .string(value), "traceback": .array(traceback.map(JSON.string))]
  }
}
