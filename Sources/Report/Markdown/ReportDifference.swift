/// What moved between a recorded report and a new one, a line a change, in numbers where the change is one of numbers.
///
/// The list is empty only if the texts are equal line by line; each line starts with the line number in the record.
public func differences(from recorded: String, to new: String) -> [String] {
  let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
  let now = new.split(separator: "\n", omittingEmptySubsequences: false)
  let difference = LineDifference(from: old, to: now)
  var changes: [String] = []
  var (i, j) = (0, 0)
  var header = 0
  while i < old.count || j < now.count {
    // The first of some table rows says what is in the columns of all.
    if i < old.count, i > 0, !isTableRow(old[i - 1]) { header = i }
    switch (i < old.count && difference.isRemoved[i], j < now.count && difference.isInserted[j]) {
    case (true, true):
      changes += change(from: old[i], to: now[j], under: old[header], at: i + 1)
      (i, j) = (i + 1, j + 1)
    case (true, false):
      changes.append("\(i + 1): gone: \(visible(String(old[i])))")
      i += 1
    case (false, true):
      changes.append("\(i + 1): new: \(visible(String(now[j])))")
      j += 1
    case (false, false): (i, j) = (i + 1, j + 1)
    }
  }
  return changes
}

/// A changed line, field by field if both are rows of one table or sentences of as many words.
private func change(from old: Substring, to new: Substring, under header: Substring, at place: Int) -> [String] {
  let (before, after) = (fields(old), fields(new))
  guard before.count == after.count, isTableRow(old) == isTableRow(new) else {
    return ["\(place): \(visible(String(old))) -> \(visible(String(new)))"]
  }
  let headings = isTableRow(old) ? fields(header) : []
  return before.indices.filter { before[$0] != after[$0] }.map { column in
    let heading =
      column < headings.count
      ? "\(headings[column]) at \(headings[0]) \(before[0])" : before[..<column].suffix(3).joined(separator: " ")
    return "\(place): " + visible("\(heading) \(before[column]) -> \(after[column])")
  }
}

private func isTableRow(_ line: Substring) -> Bool { line.hasPrefix("|") }

/// The cells of a table row, or the words of any other line.
private func fields(_ line: Substring) -> [String] {
  guard isTableRow(line) else { return line.split(separator: " ").map(String.init) }
  return line.split(separator: "|").map { cell in
    cell.split(separator: " ").joined(separator: " ")
  }
}
