import JSONValues
import Jupyter
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
    let shown = NotebookOutput(output)
    guard let (type, content) = shown.message() else { return }
    byteCount += shown.byteCount
    guard isResult, type == "display_data", var members = content.object else { return show(content, as: type) }
    if let text = content["data"]?["text/plain"]?.string { results.append(text) }
    members["execution_count"] = .int(number)
    show(.object(members), as: "execute_result")
  }

  /// Shows a line that is no output of a command.
  func show(warning: String) { show(["name": "stderr", "text": .string(visible(warning) + "\n")], as: "stream") }

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

extension Failure {
  /// The content of an `error` message.
  var errorContent: JSON { NotebookOutput(.failure(self)).message()?.content ?? [:] }
}
