import Language

extension Runner {
  /// A line that is typed as a command: one that begins with something to show, such as `W1` or `hidden row 2`, shows it.
  public func asCommand(_ line: String) -> String {
    let word = line.split { $0 == " " || $0 == "\t" }.first.map(String.init) ?? ""
    let isSubject = SubjectTable.all.contains { $0.form.matches(word) }
    return isSubject && grammar.command(named: word) == nil ? "\(ShowCommand.form.name) \(line)" : line
  }
}
