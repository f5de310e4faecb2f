import CEditline
import Files
import Report

// Where the line that is edited stands on the screen, which libedit does not tell.

/// Moves to the last row of the line, so that what follows does not stand over the rest of it.
func moveToLastRow(_ editor: OpaquePointer?) {
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
    if character == "\n" {
      (row, column) = (row + 1, 0)
      continue
    }
    let width = displayWidth(String(character))
    // A wide character does not stand half in one row and half in the next; a cursor never stands past the last column.
    if column + width > columns { (row, column) = (row + 1, 0) }
    column += width
    if column >= columns { (row, column) = (row + 1, 0) }
  }
  return row
}

/// Moves to where the prompt began, and clears from there: the terminal has wrapped the line anew at its new width.
func moveToStart(_ editor: OpaquePointer?) {
  guard let info = el_line(editor)?.pointee, let buffer = info.buffer, let cursor = info.cursor else { return }
  let rows = rowsAbove(buffer, cursor)
  write("\r" + (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\u{1B}[J", to: standardOutput)
}

/// Whether the line has as many rows as the window, or more.
func fillsWindow(_ editor: OpaquePointer?) -> Bool {
  guard let info = el_line(editor)?.pointee, let buffer = info.buffer, let end = info.lastchar else { return false }
  // A line of few bytes has few rows, if it has no line ends.
  let (rows, columns) = (Int(nb_window_rows(standardOutput)), Int(nb_window_columns(standardOutput)))
  let bytes = UnsafeRawBufferPointer(start: buffer, count: end - buffer)
  guard Prompt.first.count + bytes.count >= columns * max(rows - 1, 0) / 2 || bytes.contains(0x0A) else { return false }
  return rowsAbove(buffer, end) + 1 >= rows
}
