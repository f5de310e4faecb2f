import Outputs

/// Lays an explanation out in lines of text, at most so many columns wide: 20 or more.
func helpLines(_ page: HelpPage, columns: Int, in charset: Charset = .unicode) -> [String] {
  Array(page.sections.map { $0.blocks.flatMap { lines($0.shown(in: charset), columns) } }.joined(separator: [""]))
}

extension HelpPage.Block {
  /// The block in the characters that can be shown.
  fileprivate func shown(in charset: Charset) -> HelpPage.Block {
    switch self {
    case .usage(let parts): .usage(parts.map(charset.shown))
    case .summary(let text): .summary(charset.shown(text))
    case .paragraph(let text): .paragraph(charset.shown(text))
    case .commands(let commands): .commands(commands.map(charset.shown))
    case .entries(let entries, let column):
      .entries(
        entries.map { entry in
          .init(
            charset.shown(entry.word), charset.shown(entry.explanation), level: entry.level,
            synonyms: entry.synonyms.map(charset.shown))
        }, column: column)
    }
  }
}

private let indentation = 4
/// The least width in which an explanation stands beside its word.
private let narrowest = 16
/// The width in which sentences are easy to read.
private let sentenceColumns = 80

private func lines(_ block: HelpPage.Block, _ columns: Int) -> [String] {
  switch block {
  case .usage(let parts):
    filled(parts, columns - indentation).enumerated().map { $0 == 0 ? $1 : blank(indentation) + $1 }
  case .summary(let text): indented(filled(words(text), columns - indentation))
  case .paragraph(let text): filled(words(text), min(columns, sentenceColumns))
  case .commands(let commands): indented(commands.flatMap { wrapped($0, toColumns: columns - indentation) })
  case .entries(let entries, let column): entries.flatMap { lines($0, column, columns) }
  }
}

private func indented(_ lines: [String]) -> [String] { lines.map { blank(indentation) + $0 } }

private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

/// A word and its explanation beside it; below it where the word is long, and always where the window is narrow.
private func lines(_ entry: HelpPage.Entry, _ column: Int, _ columns: Int) -> [String] {
  let indent = 2 * entry.level
  let isNarrow = columns - column < narrowest
  let margin = isNarrow ? min(indent + indentation, columns / 2) : column
  let word = wrapped(blank(min(indent, columns / 2)) + entry.word, toColumns: columns, hanging: margin)
  let also = entry.synonyms.isEmpty ? [] : filled(["also:"] + separated(entry.synonyms), columns - margin)
  let explanation = filled(words(entry.explanation), columns - margin) + also
  guard !isNarrow, word.count == 1, displayWidth(word[0]) < column, let first = explanation.first else {
    return word + explanation.map { blank(margin) + $0 }
  }
  let start = word[0] + blank(column - displayWidth(word[0])) + first
  return [start] + explanation.dropFirst().map { blank(margin) + $0 }
}

/// Words with commas between them.
private func separated(_ words: [String]) -> [String] { words.dropLast().map { $0 + "," } + words.suffix(1) }

/// Puts as many parts on each line as fit, a space between two; a part that is longer than a line is broken.
private func filled(_ parts: [String], _ width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  for part in parts {
    if !line.isEmpty, displayWidth(line) + 1 + displayWidth(part) > width {
      lines.append(line)
      line = ""
    }
    line += (line.isEmpty ? "" : " ") + part
  }
  return (lines + [line]).flatMap { wrapped($0, toColumns: width) }
}
