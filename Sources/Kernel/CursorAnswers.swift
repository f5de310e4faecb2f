import JSONValues
import Language
import Outputs
import Report
import Session

/// Answers about a place in a cell, given as UTF-8 offset.
extension Interpreter {
  /// What can stand at a cursor.
  func completion(of code: String, at cursor: Int) -> JSON {
    let place = Place(of: cursor, in: code, runner.grammar)
    let completion = complete(
      place.beginning + place.line, at: place.beginning.utf8.count + cursor - place.start,
      in: runner.completionContext(), block: place.block)
    let before = place.beginning.utf8.count - place.start
    let lower = max(completion.replaced.lowerBound - before, place.start)
    let upper = max(completion.replaced.upperBound - before, lower)
    let (start, end) = (code.codePoint(atUTF8Offset: lower), code.codePoint(atUTF8Offset: upper))
    let kinds: [JSON] = completion.candidates.map {
      ["text": .string($0.text), "type": .string($0.summary), "start": .int(start), "end": .int(end)]
    }
    return [
      "status": "ok", "matches": .array(completion.candidates.map { .string($0.text) }), "cursor_start": .int(start),
      "cursor_end": .int(end), "metadata": ["_jupyter_types_experimental": .array(kinds)],
    ]
  }

  /// What the word at a cursor is.
  func inspection(of code: String, at cursor: Int) -> JSON {
    let place = Place(of: cursor, in: code, runner.grammar)
    let found = place.word.flatMap { word in
      existing(word) ?? place.command.flatMap { $0 == word ? nil : explanation(of: [$0, word]) }
        ?? explanation(of: [word]) ?? place.command.flatMap { explanation(of: [$0]) }
    }
    let data = found.map { Self.bundle(of: $0) } ?? [:]
    return ["status": "ok", "found": .bool(found != nil), "data": data, "metadata": [:]]
  }

  /// What the session has by a name: a value, a parameter, a run.
  private func existing(_ word: String) -> [Output]? {
    let context = runner.completionContext()
    if let named = context.names.first(where: { "$" + $0.name == word }) {
      return [.note("\(word) is \(named.value).")]
    }
    // Numbers are those of layers.
    guard word.first?.isNumber == false else { return nil }
    return context.existing.values.joined().first { $0.name == word }.map { [.note("\($0.name): \($0.summary)")] }
  }

  private func explanation(of words: [String]) -> [Output]? {
    guard let topic = runner.grammar.topic(words) else { return nil }
    return [.help(topic.isCommand ? HelpPage(topic.command) : HelpPage(topic, named: words[words.count - 1]))]
  }

  /// Whether a text is a whole cell: one to run, one that has to go on, or one that can only be wrong.
  func completeness(of code: String) -> JSON {
    var typed = TypedCommand(in: runner.grammar)
    var indent = ""
    let source = Source(name: "", text: code)
    for line in source.lines.map(source.text) {
      if !typed.isOpen { typed = TypedCommand(in: runner.grammar) }
      let (depth, wasContinued) = (typed.depth, !typed.beginning.isEmpty)
      typed.append(typed.isOpen ? line : runner.asCommand(line))
      let opens = typed.depth > depth || (!typed.beginning.isEmpty && !wasContinued)
      if !line.allSatisfy(\.isWhitespace) { indent = line.prefix { $0 == " " } + (opens ? "  " : "") }
    }
    if typed.isOpen { return ["status": "incomplete", "indent": .string(indent)] }
    var scratch = texts
    let cell = scratch.add(code, as: count, runner)
    let isQuestion = !code.contains("\n") && runner.asQuestion(code) != nil
    return [
      "status": isQuestion || runner.mistakes(in: cell.lines, of: scratch.source).isEmpty ? "complete" : "invalid"
    ]
  }
}

/// A cursor in a cell: its line, and what that goes on from.
private struct Place {
  /// The line with the cursor.
  let line: String
  /// The UTF-8 offset at which it starts.
  let start: Int
  /// The part of the line's command in lines before it that a backslash continues.
  let beginning: String
  /// The block that the line stands in.
  let block: Form.Block?
  /// The word at the cursor.
  let word: String?
  /// The word that the command begins with.
  let command: String?

  init(of cursor: Int, in code: String, _ grammar: Grammar) {
    let source = Source(name: "", text: code)
    let number = source.line(at: cursor)
    let span = source.span(ofLine: number)
    var typed = TypedCommand(in: grammar)
    for line in 1..<max(number, 1) {
      if !typed.isOpen { typed = TypedCommand(in: grammar) }
      typed.append(source.text(source.span(ofLine: line)))
    }
    if !typed.isOpen { typed = TypedCommand(in: grammar) }
    (line, start, beginning, block) = (source.text(span), span.lower, typed.beginning, typed.block)
    let bytes = Array(line.utf8)
    let isPart = { (byte: UInt8) in
      byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte.isLetterOrDigit
    }
    let at = min(max(cursor - span.lower, 0), bytes.count)
    let lower = bytes[..<at].lastIndex { !isPart($0) }.map { $0 + 1 } ?? 0
    let upper = bytes[at...].firstIndex { !isPart($0) } ?? bytes.count
    word = lower < upper ? String(decoding: bytes[lower..<upper], as: UTF8.self) : nil
    command = (beginning + line).split { $0 == " " || $0 == "\t" }.first.map(String.init)
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    let letter = self | 0x20
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
  }
}
