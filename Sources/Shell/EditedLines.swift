import CEditline
import Files
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
  fileprivate let history = HistoryFile()
  fileprivate var walk = HistoryWalk()
  fileprivate let input = TypedBytes()
  fileprivate let complete: Complete
  /// The last character that was typed.
  fileprivate var last: Unicode.Scalar = "\0"
  /// The line and the cursor at which Tab was pressed last, and left both as they are.
  fileprivate var listed: (line: String, cursor: Int)?
  private let prompts: [UnsafeMutablePointer<CChar>]
  fileprivate var prompt: UnsafeMutablePointer<CChar>
  /// Whether there was nothing in the line that the user has dropped.
  fileprivate var isEmptyLine = true

  /// Gives what Tab does to a line; it is repeated if it was pressed there last, and left the line as it is.
  typealias Complete = (_ line: String, _ cursor: Int, _ isRepeated: Bool) -> TabAnswer

  /// What Tab does to a line.
  struct TabAnswer {
    /// The UTF-8 offsets of the line that the text takes the place of.
    var replaced: Range<Int>
    var text: String
    /// Lines to show below the line, which is then drawn again under them.
    var listing: String?
  }

  /// Starts the editor; nil if libedit cannot.
  init?(complete: @escaping Complete) {
    self.complete = complete
    prompts = [Prompt.first, Prompt.continuing].map { (text: String) in strdup(text) }
    prompt = prompts[0]
    editor = nb_editor_start(
      Unmanaged.passUnretained(self).toOpaque(), nextCharacter, currentPrompt,
      nb_key_functions(complete: tabPressed, older: upPressed, newer: downPressed, insert: insertPending), history.lines
    )
    if editor == nil { return nil }
  }

  func readLine(continuing: Bool) -> TypedLine {
    prompt = prompts[continuing ? 1 : 0]
    (walk, listed) = (HistoryWalk(), nil)
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

  /// What the editor gets for a character.
  ///
  /// At the end of a line that is higher than the window libedit loses the row of the cursor, and writes the next
  /// character past the rows it has; but it draws such a line right.
  fileprivate func taken(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let isPlain = (0x20..<0x7F).contains(scalar.value) || scalar.value >= 0xA0
    // A character after an escape is a command, and may be one in vi's keys.
    let isInserted =
      isPlain && last.value != 0x1B && fillsWindow(editor) && !isSearching(editor) && !nb_editor_has_modes(editor)
    last = scalar
    return isInserted ? Unicode.Scalar(NB_KEY_INSERT.rawValue) ?? scalar : scalar
  }

  func remember(_ command: String, isTyped: Bool) {
    if isTyped { history.addForLater(command) } else { history.add(command) }
  }

  func dropPending() { input.drop() }

  func dropPasted() -> Int { input.dropPasted() }

  fileprivate static func of(_ editor: OpaquePointer?) -> EditedLines {
    Unmanaged<EditedLines>.fromOpaque(nb_editor_client(editor)).takeUnretainedValue()
  }
}

/// The next character for libedit: 1 and a character, 0 at the end of input, -1 after an interrupt.
private func nextCharacter(_ editor: OpaquePointer?, _ character: UnsafeMutablePointer<wchar_t>?) -> Int32 {
  while true {
    switch EditedLines.of(editor).input.next(isSearching: isSearching(editor)) {
    case .character(let scalar):
      character?.pointee = wchar_t(EditedLines.of(editor).taken(scalar).value)
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

/// Whether the line ends with what libedit shows below it while it searches.
private func isSearching(_ editor: OpaquePointer?) -> Bool {
  guard let info = el_line(editor)?.pointee, let buffer = info.buffer, let end = info.lastchar else { return false }
  let bytes = UnsafeRawBufferPointer(start: buffer, count: end - buffer)
  guard let lineEnd = bytes.lastIndex(of: 0x0A) else { return false }
  return bytes[(lineEnd + 1)...].starts(with: "bck".utf8) || bytes[(lineEnd + 1)...].starts(with: "fwd".utf8)
}

/// How libedit counts UTF-8: in characters.
private func characters(_ bytes: some Sequence<UInt8>) -> Int32 {
  Int32(bytes.count { $0 & 0xC0 != 0x80 })
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
  let (reader, line) = (EditedLines.of(editor), String(decoding: bytes, as: UTF8.self))
  let answer = reader.complete(line, cursor, reader.listed.map { $0 == (line, cursor) } ?? false)
  reader.listed = answer.listing == nil ? nil : (line, cursor)
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

private func insertPending(_ editor: OpaquePointer?, _ key: Int32) -> UInt8 {
  UInt8(el_insertstr(editor, String(EditedLines.of(editor).last)) == 0 ? CC_REFRESH : CC_ERROR)
}

private func upPressed(_ editor: OpaquePointer?, _ key: Int32) -> UInt8 {
  replaceLine(editor) { $0.walk.older(than: $1, beforeCursor: $2, in: $0.history) }
}

private func downPressed(_ editor: OpaquePointer?, _ key: Int32) -> UInt8 {
  replaceLine(editor) { reader, line, _ in reader.walk.newer(than: line, in: reader.history) }
}

/// Puts something else in the place of the line, given that and what of it stands before the cursor.
private func replaceLine(_ editor: OpaquePointer?, with answer: (EditedLines, String, String) -> String?) -> UInt8 {
  guard let info = el_line(editor)?.pointee, let buffer = info.buffer, let end = info.lastchar, let at = info.cursor
  else { return UInt8(CC_ERROR) }
  let bytes = UnsafeRawBufferPointer(start: buffer, count: end - buffer)
  let (line, before) = (
    String(decoding: bytes, as: UTF8.self), String(decoding: bytes.prefix(at - buffer), as: UTF8.self)
  )
  guard let text = answer(EditedLines.of(editor), line, before) else { return UInt8(CC_ERROR) }
  el_cursor(editor, characters(bytes.dropFirst(at - buffer)))
  el_deletestr(editor, characters(bytes))
  if !text.isEmpty { el_insertstr(editor, text) }
  return UInt8(CC_REFRESH)
}
