import CEditline
import Report

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Lines edited with libedit on a terminal: history, search, completion, and pastes.
final class EditedLines: LineReader {
  private var editor: OpaquePointer?
  private let history = HistoryFile()
  fileprivate let input = TypedBytes()
  fileprivate let complete: (_ line: String, _ cursor: Int) -> TabAnswer
  private let prompts: [UnsafeMutablePointer<CChar>]
  fileprivate var prompt: UnsafeMutablePointer<CChar>
  /// Whether there was nothing in the line that the user has dropped.
  fileprivate var isEmptyLine = true

  /// What Tab does to a line.
  struct TabAnswer {
    /// The UTF-8 offsets of the line that the text takes the place of.
    var replaced: Range<Int>
    var text: String
    /// Lines to show below the line, which is then drawn again under them.
    var listing: String?
  }

  /// Starts the editor; nil if libedit cannot.
  init?(complete: @escaping (_ line: String, _ cursor: Int) -> TabAnswer) {
    self.complete = complete
    prompts = [Prompt.first, Prompt.continuing].map { (text: String) in strdup(text) }
    prompt = prompts[0]
    editor = nb_editor_start(
      Unmanaged.passUnretained(self).toOpaque(), nextCharacter, currentPrompt, tabPressed, history.lines)
    if editor == nil { return nil }
  }

  func readLine(continuing: Bool) -> TypedLine {
    prompt = prompts[continuing ? 1 : 0]
    // The editor looks at the window's size when it starts, and there is nothing to draw anew yet.
    _ = (nb_take_resize(), nb_take_resume())
    nb_mark_pastes(true)
    var count: Int32 = 0
    let line = el_gets(editor, &count).map { String(cString: $0) }
    nb_mark_pastes(false)
    // libedit's count is the same at the end of input and at Ctrl-C in a search: the flag alone tells.
    if nb_take_interrupt() {
      write("\n", to: standardOutput)
      input.drop()
      return .interrupted(isEmpty: isEmptyLine)
    }
    guard let line, count > 0 else {
      write("\n", to: standardOutput)
      return .end
    }
    return .line(line.last == "\n" ? String(line.dropLast()) : line)
  }

  func remember(_ line: String) { history.add(line) }

  func dropPending() { input.drop() }

  fileprivate static func of(_ editor: OpaquePointer?) -> EditedLines {
    Unmanaged<EditedLines>.fromOpaque(nb_editor_client(editor)).takeUnretainedValue()
  }
}

/// The next character for libedit: 1 and a character, 0 at the end of input, -1 after an interrupt.
private func nextCharacter(_ editor: OpaquePointer?, _ character: UnsafeMutablePointer<wchar_t>?) -> Int32 {
  while true {
    switch EditedLines.of(editor).input.next() {
    case .character(let scalar):
      character?.pointee = wchar_t(scalar.value)
      return 1
    case .end: return 0
    case .signal:
      if nb_is_interrupted() {
        EditedLines.of(editor).isEmptyLine = el_line(editor).map { $0.pointee.buffer == $0.pointee.lastchar } ?? true
        moveToLastRow(editor)
        return -1
      }
      if nb_take_resume() {
        nb_editor_redraw(editor, true)
      } else if nb_take_resize() {
        moveToStart(editor)
        nb_editor_redraw(editor, false)
      }
    }
  }
}

/// Moves to the last row of the line, so that what follows does not stand over the rest of it.
private func moveToLastRow(_ editor: OpaquePointer?) {
  guard let info = el_line(editor)?.pointee, let buffer = info.buffer, let cursor = info.cursor, let end = info.lastchar
  else { return }
  let rows = rowsAbove(buffer, end) - rowsAbove(buffer, cursor)
  write(String(repeating: "\n", count: max(rows, 0)), to: standardOutput)
}

/// The rows between the start of the prompt and the end of some of the line, at the window's present width.
private func rowsAbove(_ start: UnsafePointer<CChar>, _ end: UnsafePointer<CChar>) -> Int {
  let columns = max(Int(nb_window_columns(standardOutput)), 1)
  var (row, column) = (0, Prompt.first.count)
  for character in String(decoding: UnsafeRawBufferPointer(start: start, count: end - start), as: UTF8.self) {
    let width = displayWidth(String(character))
    // A wide character does not stand half in one row and half in the next; a cursor never stands past the last column.
    if column + width > columns { (row, column) = (row + 1, 0) }
    column += width
    if column >= columns { (row, column) = (row + 1, 0) }
  }
  return row
}

/// How libedit counts UTF-8: in characters.
private func characters(_ bytes: some Sequence<UInt8>) -> Int32 {
  Int32(bytes.count { $0 & 0xC0 != 0x80 })
}

/// Moves to where the prompt began, and clears from there: the terminal has wrapped the line anew at its new width.
private func moveToStart(_ editor: OpaquePointer?) {
  guard let info = el_line(editor)?.pointee, let buffer = info.buffer, let cursor = info.cursor else { return }
  let rows = rowsAbove(buffer, cursor)
  write("\r" + (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\u{1B}[J", to: standardOutput)
}

private func currentPrompt(_ editor: OpaquePointer?) -> UnsafeMutablePointer<CChar>? {
  EditedLines.of(editor).prompt
}

private func tabPressed(_ editor: OpaquePointer?, _ key: Int32) -> UInt8 {
  guard let info = el_line(editor)?.pointee, let buffer = info.buffer, let end = info.lastchar, let at = info.cursor
  else {
    return UInt8(CC_ERROR)
  }
  let bytes = UnsafeRawBufferPointer(start: buffer, count: end - buffer)
  let cursor = at - buffer
  let answer = EditedLines.of(editor).complete(String(decoding: bytes, as: UTF8.self), cursor)
  if answer.listing != nil {
    moveToLastRow(editor)
    write("\r\n", to: standardOutput)
  }
  let after = characters(bytes[cursor..<max(cursor, answer.replaced.upperBound)])
  let before = characters(bytes[answer.replaced.lowerBound..<max(cursor, answer.replaced.upperBound)])
  if after > 0 { el_cursor(editor, after) }
  if before > 0 { el_deletestr(editor, before) }
  if !answer.text.isEmpty { el_insertstr(editor, answer.text) }
  guard let listing = answer.listing else { return UInt8(answer.text.isEmpty ? CC_ERROR : CC_REFRESH) }
  write(listing.replacing("\n", with: "\r\n"), to: standardOutput)
  nb_editor_redraw(editor, false)
  return UInt8(CC_NORM)
}
