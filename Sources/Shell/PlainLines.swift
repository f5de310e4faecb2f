import CEditline
import Files

/// Lines read as the terminal gives them, without editing: for terminals that cannot move the cursor.
final class PlainLines: LineReader {
  private var pending: [UInt8] = []
  private let promptFile: Int32

  /// Reads standard input; prompts go where they do not mix with what a pipe is to get.
  init(promptsOnStandardError: Bool) {
    promptFile = promptsOnStandardError ? standardError : standardOutput
  }

  func readLine(continuing: Bool) -> TypedLine {
    write(continuing ? Prompt.continuing : Prompt.first, to: promptFile)
    while true {
      if let end = pending.firstIndex(of: 0x0A) {
        defer { pending.removeFirst(end + 1) }
        return .line(String(decoding: pending[..<end], as: UTF8.self))
      }
      guard nb_wait_for_input(standardInput, -1) >= 0 else {
        _ = (nb_take_resize(), nb_take_resume())
        guard nb_take_interrupt() else { continue }
        write("\n", to: promptFile)
        defer { pending = [] }
        return .interrupted(isEmpty: pending.isEmpty)
      }
      let bytes = readBytes(from: standardInput)
      pending += bytes
      guard bytes.isEmpty else { continue }
      write("\n", to: promptFile)
      guard pending.isEmpty else {
        defer { pending = [] }
        return .line(String(decoding: pending, as: UTF8.self))
      }
      return .end
    }
  }

  func remember(_ command: String, isTyped: Bool) {}

  func dropPending() { pending = [] }

  func dropPasted() -> Int { 0 }
}
