/// What moved between a recorded report and a new one, a line a change, in numbers where the change is one of numbers.
///
/// The list is empty only if the texts are equal line by line; each line starts with the line number in the record.
public func differences(from recorded: String, to new: String) -> [String] {
  let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
  let now = new.split(separator: "\n", omittingEmptySubsequences: false)
  var (removed, inserted): ([Int], [Int]) = ([], [])
  for change in now.difference(from: old) {
    switch change {
    case .remove(let offset, _, _): removed.append(offset)
    case .insert(let offset, _, _): inserted.append(offset)
    }
  }
  let (isRemoved, isInserted) = (Set(removed), Set(inserted))
  var changes: [String] = []
  var (i, j) = (0, 0)
  while i < old.count || j < now.count {
    switch (isRemoved.contains(i), isInserted.contains(j)) {
    case (true, true):
      changes += change(in: old, at: i, to: now[j])
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
private func change(in old: [Substring], at index: Int, to new: Substring) -> [String] {
  let (before, after) = (fields(old[index]), fields(new))
  let place = "\(index + 1)"
  guard before.count == after.count, isTableRow(old[index]) == isTableRow(new) else {
    return ["\(place): \(visible(String(old[index]))) -> \(visible(String(new)))"]
  }
  let headings = isTableRow(old[index]) ? fields(header(of: old, row: index)) : []
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

/// The first row of the table that a row belongs to.
private func header(of lines: [Substring], row: Int) -> Substring {
  var index = row
  while index > 0, isTableRow(lines[index - 1]) { index -= 1 }
  return lines[index]
}
