import Language
import Notebook
import Report

/// What Tab says of a line, for a command of which some lines may have been typed already.
struct TabCompletion {
  /// The lines of the command before this one.
  let open: [String]
  let context: CompletionContext
  let style: TerminalStyle

  /// The most completions that are listed.
  private static let mostListed = 60

  func answer(to line: String, _ cursor: Int) -> EditedLines.TabAnswer {
    let (start, block) = beginning
    let completion = complete(start + line, at: start.utf8.count + cursor, in: context, openBlock: block)
    let offset = start.utf8.count
    let replaced = max(completion.replaced.lowerBound - offset, 0)..<max(completion.replaced.upperBound - offset, 0)
    let old = String(decoding: Array(line.utf8)[replaced], as: UTF8.self)
    let texts = completion.candidates.map(\.text)
    if texts.count == 1 {
      let isOpen = texts[0].hasSuffix("/") || replaced.upperBound < line.utf8.count
      return EditedLines.TabAnswer(replaced: replaced, text: texts[0] + (isOpen ? "" : " "))
    }
    let common = texts.dropFirst().reduce(texts.first ?? "") { $0.commonPrefix(with: $1) }
    if common.count > old.count { return EditedLines.TabAnswer(replaced: replaced, text: common) }
    let entries = completion.candidates.prefix(Self.mostListed).map { (name: $0.text, summary: $0.summary) }
    var lines = completion.hint.map(hintLines) ?? ""
    if !entries.isEmpty { lines += style.listed(entries) }
    if texts.count > entries.count { lines += style.rendered(.note("… and \(texts.count - entries.count) more")) }
    return EditedLines.TabAnswer(replaced: replaced, text: old, listing: lines.isEmpty ? nil : lines)
  }

  /// What the line goes on with after a backslash, and the first line of a block that it stands in.
  private var beginning: (String, block: String?) {
    let continued = open.reversed().prefix { $0.last { $0 != " " } == "\\" }.reversed().map { line in
      line.prefix(upTo: line.lastIndex(of: "\\")!) + " "
    }
    return (continued.joined(), continued.count < open.count ? open[0] : nil)
  }

  /// The usage, and below it what is due.
  private func hintLines(_ hint: String) -> String {
    let parts = hint.split(separator: ": ", maxSplits: 1).map(String.init)
    return style.listed([(parts[0], "")]) + (parts.count > 1 ? style.rendered(.note("  " + parts[1])) : "")
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
