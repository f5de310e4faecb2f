import Language
import Report

/// What Tab says of a line, for a command of which some lines may have been typed already.
struct TabCompletion {
  /// The lines of the command before this one.
  let typed: TypedCommand
  let context: CompletionContext
  let style: TerminalStyle
  /// What is wrong with a line.
  let mistake: (String) -> Diagnostic?

  /// The most completions that are listed.
  private static let mostListed = 60

  /// What to do with a line; what may follow a command that is complete is only listed the first time.
  func answer(to line: String, _ cursor: Int, isRepeated: Bool) -> EditedLines.TabAnswer {
    let start = typed.beginning
    let completion = complete(start + line, at: start.utf8.count + cursor, in: context, block: typed.block)
    let offset = start.utf8.count
    let replaced = max(completion.replaced.lowerBound - offset, 0)..<max(completion.replaced.upperBound - offset, 0)
    let old = String(decoding: Array(line.utf8)[replaced], as: UTF8.self)
    let texts = completion.candidates.map(\.text)
    let isOnlyListed = old.isEmpty && completion.isOptional && !isRepeated
    if texts.count == 1, !isOnlyListed {
      let isOpen = texts[0].hasSuffix("/") || replaced.upperBound < line.utf8.count
      return EditedLines.TabAnswer(replaced: replaced, text: texts[0] + (isOpen ? "" : " "))
    }
    let common = texts.dropFirst().reduce(texts.first ?? "") { $0.commonPrefix(with: $1) }
    if common.count > old.count, !isOnlyListed { return EditedLines.TabAnswer(replaced: replaced, text: common) }
    let entries = completion.candidates.prefix(Self.mostListed).map { (name: $0.text, summary: $0.summary) }
    var lines = completion.hint.map(hintLines) ?? ""
    if !entries.isEmpty { lines += style.listed(entries) }
    if lines.isEmpty, typed.block == nil, let mistake = mistake(start + line.upToByte(cursor)) {
      lines = style.message(of: mistake)
    }
    if texts.count > entries.count { lines += style.rendered(.note("… and \(texts.count - entries.count) more")) }
    return EditedLines.TabAnswer(replaced: replaced, text: old, listing: lines.isEmpty ? nil : lines)
  }

  /// The usage, and below it what is due.
  private func hintLines(_ hint: Hint) -> String {
    hint.usage.isEmpty
      ? style.listed([(hint.explanation, "")])
      : style.listed([(hint.usage, "")]) + style.rendered(.note("  " + hint.explanation))
  }
}

extension String {
  fileprivate func upToByte(_ count: Int) -> String { String(decoding: utf8.prefix(count), as: UTF8.self) }

  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
