import Testing

@testable import Language

/// What completes is what the parser takes, no more and no less.
@Suite struct CompletionAgainstParserTests {
  static let examples = CommandTable.commands.flatMap(\.examples).map { String($0.split(separator: "\n")[0]) }

  /// Every word of the command table, the quantities of conditions, and what the sample session has.
  static let vocabulary: Set<String> = {
    var words = Set(QuantityName.allCases.map(\.rawValue) + ["W1", "b2", "$rate", "$hidden", "$folder"])
    func collect(_ form: Form) {
      words.formUnion([form.name] + form.synonyms)
      for parameter in form.parameters {
        if parameter.role != .positional { words.insert(parameter.name) }
        if case .choice(_, let forms) = parameter.type { forms.forEach(collect) }
      }
    }
    for command in CommandTable.commands { collect(command.form) }
    return words
  }()

  /// Whether a line is right, or would be if it went on.
  private func canStand(_ line: String) -> Bool {
    let source = Source(name: "test", text: CompletionContext.sampleLines + line)
    var parser = Parser()
    guard case .failure(let diagnostic)? = parser.parse(source.lines, of: source).last else { return true }
    let message = diagnostic.message
    return message.contains(" needs ") && !message.contains(", not ") || message.contains("must be compared")
      || message.contains("never closed")
  }

  private func complete(_ line: String) -> Completion {
    Language.complete(line, at: line.utf8.count, in: .sample)
  }

  /// Checks the place behind a line that ends with a space, or is empty.
  private func check(_ stem: String) {
    for candidate in complete(stem).candidates {
      #expect(canStand(stem + candidate.text + (candidate.text.hasSuffix("/") ? "\"" : "")), "\(stem)\(candidate.text)")
      #expect(!candidate.summary.isEmpty)
    }
    // Where any word can stand no list can be complete.
    if canStand(stem + "anything") { return }
    for word in Self.vocabulary where canStand(stem + word) {
      for count in 1...word.count {
        let offered = complete(stem + word.prefix(count)).candidates
        let isFound = offered.contains { $0.text == word }
        // A synonym is offered once no name begins as it does.
        #expect(
          isFound || offered.contains { !$0.summary.hasPrefix("the same as") && $0.text.hasPrefix(word.prefix(count)) })
        #expect(isFound || count < word.count || offered.contains { $0.text.hasPrefix(word) }, "\(stem)\(word)")
      }
    }
  }

  @Test func nothingElseStartsACommand() {
    check("")
  }

  @Test(arguments: examples) func behindEachWordOfAnExample(example: String) {
    let words = example.split(separator: " ")
    for count in 1...words.count {
      let stem = words.prefix(count).joined(separator: " ") + " "
      if stem.count(where: { $0 == "\"" }) % 2 == 0 { check(stem) }
    }
  }

  @Test(arguments: examples) func everyWordOfAnExampleIsOffered(example: String) throws {
    let source = Source(name: "test", text: example)
    var reader = LineReader(source, lines: source.lines)
    let tokens = try #require(try reader.next()?.get())
    for token in tokens {
      guard token.kind.isText else { continue }
      let text = source.text(token.span)
      for count in 1...text.count {
        let line = source.text(Span(0, token.span.lower)) + text.prefix(count)
        guard !(count == text.count && text.hasSuffix("\"")) else { continue }
        #expect(complete(line).candidates.contains { $0.text == text || $0.text == text.dropLast() + "/" }, "\(line)")
      }
    }
  }

  @Test(arguments: 0..<10) func behindEveryWordOfARandomCommand(seed: UInt64) {
    var random = SplitMix(state: seed)
    for _ in 0..<10 {
      var line = CommandTable.commands.randomElement(using: &random)!.form.name + " "
      for _ in 0..<8 {
        check(line)
        let next = complete(line).candidates.map(\.text) + ["2", "0.5", "\"a b\"", "< 0.5", "word"]
        let taken = next.filter { !$0.hasSuffix("/") && canStand(line + $0) }
        guard let word = taken.randomElement(using: &random) else { break }
        line += word + " "
      }
    }
  }

  @Test(arguments: examples) func noLineAndNoCursorIsTooMuch(example: String) {
    var random = SplitMix(state: UInt64(example.utf8.count))
    for end in 0...example.utf8.count {
      var bytes = Array(example.utf8.prefix(end))
      if end % 2 == 1 {
        for _ in 0..<2 {
          bytes.insert(UInt8.random(in: 0...255, using: &random), at: Int.random(in: 0...bytes.count, using: &random))
        }
      }
      let line = String(decoding: bytes, as: UTF8.self)
      for cursor in -1...(line.utf8.count + 1) {
        let block = cursor % 7 == 3 ? line : nil
        let replaced = Language.complete(line, at: cursor, in: .sample, openBlock: block).replaced
        let lower = line.utf8.index(line.startIndex, offsetBy: replaced.lowerBound)
        let upper = line.utf8.index(line.startIndex, offsetBy: replaced.upperBound)
        let isWhole =
          lower.samePosition(in: line.unicodeScalars) != nil && upper.samePosition(in: line.unicodeScalars) != nil
        #expect(isWhole && replaced.lowerBound <= max(cursor, 0) && replaced.upperBound <= line.utf8.count)
        if !isWhole { return }
      }
    }
  }
}

extension Token.Kind {
  /// Whether the token is a word or a string.
  fileprivate var isText: Bool {
    switch self {
    case .word, .string: true
    default: false
    }
  }
}
