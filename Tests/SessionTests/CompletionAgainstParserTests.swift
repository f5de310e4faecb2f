import Testing

@testable import Language
@testable import Session

/// What completes is what the parser takes, no more and no less.
@Suite struct CompletionAgainstParserTests {
  static let grammar = CommandTable.standard.grammar
  static let examples = grammar.commands.flatMap(\.examples).map { String($0.split(separator: "\n")[0]) }

  /// The words of the command table: names and keywords, and synonyms.
  static let (names, synonyms): (Set<String>, Set<String>) = {
    var names: Set<String> = []
    var synonyms: Set<String> = []
    func collect(_ form: Form) {
      names.insert(form.name)
      synonyms.formUnion(form.synonyms)
      for parameter in form.parameters {
        if parameter.role != .positional { names.insert(parameter.name) }
        synonyms.formUnion(parameter.synonyms)
        if case .choice(_, let forms) = parameter.type { forms.forEach(collect) }
      }
    }
    grammar.commands.forEach(collect)
    return (names, synonyms)
  }()

  /// The words of the table, the quantities of conditions, and some of what the sample session has.
  static let vocabulary = names.union(synonyms).union(SubjectTable.watched.map(\.name))
    .union(["W1", "b2", "$rate", "$hidden", "$folder"])

  /// Whether a line is right, or would be if it went on.
  private func canStand(_ line: String) -> Bool {
    let item = read(CompletionContext.sampleLines + "\n" + line).last
    guard case .mistake(let diagnostic)? = item else { return true }
    let message = diagnostic.message
    return message.contains(" needs ") && !message.contains(", not ") || message.contains("must be compared")
      || message.contains("never closed")
  }

  private func complete(_ line: String) -> Completion {
    Language.complete(line, at: line.utf8.count, in: .sample)
  }

  /// What is wrong at the place behind a line that ends with a space, or is empty.
  private func faults(behind stem: String) -> [String] {
    var faults: [String] = []
    for candidate in complete(stem).candidates {
      let line = stem + candidate.text + (candidate.text.hasSuffix("/") ? "\"" : "")
      if !canStand(line) || candidate.summary.isEmpty { faults.append("offered: \(line)") }
    }
    // Where any word can stand no list can be complete.
    if canStand(stem + "anything") { return faults }
    for word in Self.vocabulary where canStand(stem + word) {
      for count in 1...word.count {
        let offered = complete(stem + word.prefix(count)).candidates
        // A synonym waits until no name begins as it does.
        let isSynonym = Self.synonyms.contains(word)
        let isFound = offered.contains { $0.text == word || isSynonym && $0.text.hasPrefix(word.prefix(count)) }
        if !isFound { faults.append("not offered: \(stem)\(word.prefix(count)), \(word)") }
      }
    }
    return faults
  }

  @Test func nothingElseStartsACommand() {
    #expect(faults(behind: "") == [])
  }

  @Test(arguments: examples) func behindEachWordOfAnExample(example: String) {
    let words = example.split(separator: " ")
    for count in 1...words.count {
      let stem = words.prefix(count).joined(separator: " ") + " "
      if stem.count(where: { $0 == "\"" }) % 2 == 0 { #expect(faults(behind: stem) == []) }
    }
  }

  @Test(arguments: examples) func everyWordOfAnExampleIsOffered(example: String) throws {
    let source = Source(name: "test", text: example)
    var reader = LogicalLines(source.lines, of: source)
    let tokens = try #require(try reader.next()?.tokens.get())
    for token in tokens {
      guard token.kind.isText else { continue }
      // A formula, a title, the variables of a sweep, and names with their values are the user's own text.
      if tokens[0].kind == .word("sweep"), token != tokens[0] { continue }
      if tokens[0].kind == .word("let"), token != tokens[0], token.kind != .word("in") { continue }
      if case .string = token.kind, tokens.contains(where: { [.word("function"), .word("title")].contains($0.kind) }) {
        continue
      }
      let text = source.text(token.span)
      for count in 1...text.count {
        let line = source.text(Span(0, token.span.lower)) + text.prefix(count)
        guard !(count == text.count && text.hasSuffix("\"")) else { continue }
        #expect(complete(line).candidates.contains { $0.text == text || $0.text == text.dropLast() + "/" }, "\(line)")
      }
    }
  }

  @Test(arguments: 0..<6) func behindEveryWordOfARandomCommand(seed: UInt64) {
    var random = SplitMix(state: seed)
    for _ in 0..<10 {
      var line = Self.grammar.commands.randomElement(using: &random)!.name + " "
      for _ in 0..<8 {
        #expect(faults(behind: line) == [])
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
        let block = cursor % 7 == 3 ? blockLeftOpen(by: line) : nil
        let replaced = Language.complete(line, at: cursor, in: .sample, block: block).replaced
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
