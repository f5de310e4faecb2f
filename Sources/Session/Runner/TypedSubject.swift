import Language

extension Runner {
  /// A line that is typed as a command: one that begins with something to show, such as `W1` or `hidden row 2`, shows it,
  /// and a command alone may be called as in Python, such as `quit()`. One with a `=` is another language's: `model = Sequential()`.
  public func asCommand(_ line: String) -> String {
    let bare = line.trimmingPrefix(/\s+/)
    if let call = bare.wholeMatch(of: /(\w+)\s*\(\s*\)\s*/), grammar.command(named: String(call.1)) != nil {
      return String(call.1)
    }
    let word = line.split { $0 == " " || $0 == "\t" }.first.map(String.init) ?? ""
    let isSubject = SubjectTable.all.contains { $0.form.matches(word) }
    return isSubject && !line.contains("=") && grammar.command(named: word) == nil
      ? "\(ShowCommand.form.name) \(line)" : line
  }

  /// The command that `train?`, `?train` and `?` stand for, which ask for help; nil for a line that asks for none.
  public func asQuestion(_ line: String) -> String? {
    guard line.contains("?") else { return nil }
    let words = line.replacing("?", with: " ? ").split(whereSeparator: \.isWhitespace)
    let names = words.filter { $0 != "?" }
    guard words.count - names.count == 1, names.count < 2 else { return nil }
    return names.first.map { "\(HelpCommand.form.name) \($0)" } ?? HelpCommand.form.name
  }
}
