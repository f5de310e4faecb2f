/// Words of this language in any order, put together to the commands that can be typed.
struct LinesToType {
  /// The commands, in the order in which the language lists them; nil if there are none, or a part of the words is none
  /// and nothing may be left out.
  private(set) var lines: [String]?
  private let grammar: Grammar
  private let isWhole: Bool
  private var known: [String: Int]

  /// More than these would not be one mistake.
  private static let most = 5

  init(_ words: [String], in grammar: Grammar, isWhole: Bool, known: [String: Int]) {
    (self.grammar, self.isWhole, self.known) = (grammar, isWhole, known)
    guard var segments = segments(of: words) else { return }
    segments = segments.enumerated().filter { index, segment in
      !grammar.vocabulary.settings.contains(segment[0])
        || !segments[(index + 1)...].contains { $0[0] == segment[0] }
    }.map(\.element)
    let places = Dictionary(grammar.commands.enumerated().map { ($1.name, $0) }) { first, _ in first }
    func place(_ segment: [String]) -> Int { grammar.command(named: segment[0]).flatMap { places[$0.name] } ?? 0 }
    let sorted = segments.enumerated().sorted { (place($0.element), $0.offset) < (place($1.element), $1.offset) }
    let typed = sorted.flatMap { withStrayNumber(apart: $0.element) }.map { words in
      let line = line(words)
      // What one layer gives goes into the next.
      if let outputs = line.flatMap(outputs) { self.known["inputs"] = outputs }
      return line
    }
    guard typed.count <= Self.most, !isWhole || typed.allSatisfy({ $0 != nil }) else { return }
    lines = typed.compactMap { $0 }.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  /// The words with those of a command together; nil if something belongs to none and may not be left out.
  private func segments(of words: [String]) -> [[String]]? {
    var segments: [[String]] = []
    var open = 0
    var isImplicit = false
    // Numbers before the first word that tells what they are for.
    var early: [String] = []
    func start(_ words: [String], implicit: Bool) {
      segments.append(words + early)
      early = []
      (open, isImplicit) = (segments.count - 1, implicit)
    }
    for word in words {
      let current = segments.isEmpty ? nil : grammar.command(named: segments[open][0])
      let named = grammar.command(named: word)
      if ForeignLine.Word.isValue(word) {
        if !segments.isEmpty {
          segments[open].append(word)
        } else if let leading = leading(toFile: word) {
          start(leading + [word], implicit: true)
        } else if Double(word) != nil {
          early.append(word)
        } else if isWhole {
          return nil
        }
      } else if let current, current.name == named?.name, isImplicit || segments[open].count == 1 {
        continue
      } else if current != nil, chosen(segments[open])?.takes(word) ?? false {
        segments[open].append(word)
      } else if let current, chosen(segments[open]) != nil, current.chooses(word) {
        start([segments[open][0], word], implicit: false)
      } else if let current, current.takes(word), named == nil || chosen(segments[open]) == nil {
        segments[open].append(word)
      } else if named != nil {
        start([word], implicit: false)
      } else if let topic = place(of: word, isFirst: segments.isEmpty) {
        if topic.parameter != nil, let earlier = segments.firstIndex(where: { $0[0] == topic.command.name }) {
          segments[earlier].append(word)
          (open, isImplicit) = (earlier, false)
        } else {
          let path = topic.parameter == nil ? topic.path.dropLast() : topic.path[...]
          start(path.map(\.name) + [word], implicit: true)
        }
      } else if isWhole {
        return nil
      }
    }
    return segments
  }

  /// The form that the second word of a command chooses.
  private func chosen(_ segment: [String]) -> Form? {
    guard segment.count > 1, let command = grammar.command(named: segment[0]),
      case .choice(_, let forms)? = command.parameters.first?.type
    else { return nil }
    return forms.first { $0.matches(segment[1]) }
  }

  /// The place of a word, if it is of one command, or most often meant for the first of them; the first word of a line is
  /// taken for that.
  private func place(of word: String, isFirst: Bool) -> Topic? {
    let topics = grammar.topics(named: word)
    guard let first = topics.first else { return nil }
    let same = topics.filter { ($0.parameter == nil) == (first.parameter == nil) && $0.path.count == first.path.count }
    let isOwned = grammar.vocabulary.owners[word] == first.command.name
    return !isWhole || isFirst || isOwned || same.allSatisfy { $0.command.name == first.command.name } ? first : nil
  }

  /// What is typed before the name of a file, by its ending.
  private func leading(toFile word: String) -> [String]? {
    guard word.hasPrefix("\"") else { return nil }
    let name = String(word.dropFirst().dropLast())
    func takes(_ form: Form) -> Bool { form.parameters.first?.takesFile(name) ?? false }
    for command in grammar.commands {
      if takes(command), command.parameters.count == 1 { return [command.name] }
      guard case .choice(_, let forms)? = command.parameters.first?.type, let form = forms.first(where: takes)
      else { continue }
      return [command.name, form.name]
    }
    return nil
  }

  /// Words as a line, if that is a command, or one with the numbers that are missing.
  private func line(_ words: [String]) -> String? {
    var counted = words
    moveCount(&counted)
    let plain = counted.filter { $0 != "=" }
    let arranged = arranged(plain)
    for words in [counted, plain, arranged, filled(arranged), withForm(plain)].compactMap({ $0 }) {
      let text = words.joined(separator: " ")
      if grammar.reads(text) { return text }
    }
    if let text = completed(plain) { return text }
    // What stands behind a command that can be read may belong to another.
    guard !isWhole else { return nil }
    return (2..<max(plain.count, 2)).reversed().lazy.map { Array(plain.prefix($0)) }
      .compactMap { words in
        let text = words.joined(separator: " ")
        return grammar.reads(text) ? text : completed(words)
      }.first
  }

  /// Puts the number of epochs or steps, which elsewhere stands after its word, before it and behind the command.
  private func moveCount(_ words: inout [String]) {
    for unit in ["epochs", "steps"] {
      guard let index = words.firstIndex(of: unit), index > 0, index + 1 < words.count, Int(words[index + 1]) != nil,
        index != 2 || Int(words[1]) == nil
      else { continue }
      let count = words[index + 1]
      words.removeSubrange(index...index + 1)
      words.insert(contentsOf: [count, unit], at: 1)
    }
  }

  /// The command, its values that have no keyword, and its keywords with theirs.
  private func arranged(_ words: [String]) -> [String] {
    guard let command = grammar.command(named: words[0]) else { return words }
    var (loose, keywords) = ([String](), [String]())
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      guard let parameter = command.parameters.first(where: { $0.matches(word) }) else {
        loose.append(word)
        continue
      }
      keywords.append(word)
      guard parameter.role == .keyword else { continue }
      switch parameter.type {
      case .integer, .range, .number:
        if let value = rest.popFirst() { keywords.append(value) }
      default:
        while let next = rest.first, !command.parameters.contains(where: { $0.matches(next) }) {
          keywords.append(next)
          rest.removeFirst()
        }
      }
    }
    return [words[0]] + loose + keywords
  }

  /// The number that a line gives the last of its sizes, if that is called `outputs`.
  private func outputs(_ line: String) -> Int? {
    let words = line.split(separator: " ").map(String.init)
    let sizes = (chosen(words)?.parameters ?? []).filter { $0.role == .positional && !$0.isOptional }
    guard sizes.last?.name == "outputs", words.count > sizes.count + 1 else { return nil }
    return Int(words[sizes.count + 1])
  }

  /// A command without the number at its end that is no argument of it: behind the one keyword that takes it, or in the
  /// command where such numbers stand.
  private func withStrayNumber(apart words: [String]) -> [[String]] {
    guard let command = grammar.command(named: words[0]), let last = words.last, let number = Double(last),
      !grammar.reads(words.joined(separator: " ")), grammar.reads(words.dropLast().joined(separator: " "))
    else { return [words] }
    if let stray = command.strayNumber {
      return [words.dropLast(), stray.words.split(separator: " ").map(String.init) + [last]]
    }
    // Of what a command chooses, a number that stands alone is most often meant to be a row.
    let rows = (chosen(words)?.parameters ?? []).filter { if case .range = $0.type { true } else { false } }
    let takers = (command.parameters + rows).filter { $0.role == .keyword && $0.takes(number) }
    guard takers.count == 1, !words.contains(where: takers[0].matches) else { return [words] }
    return [words.dropLast() + [takers[0].name, last]]
  }

  /// A command with keywords of which the number before them is missing, with that of its first example.
  private func filled(_ words: [String]) -> [String]? {
    guard words.count > 1, let command = grammar.command(named: words[0]), !ForeignLine.Word.isValue(words[1]),
      let first = command.parameters.first, first.role == .positional, case .integer = first.type,
      let example = command.examples.first?.split(separator: " "), example.count > 1
    else { return nil }
    return [words[0], String(example[1])] + words.dropFirst()
  }

  /// A command with a file, and the word for files like that before it.
  private func withForm(_ words: [String]) -> [String]? {
    guard words.count > 1, words[1].hasPrefix("\""), let command = grammar.command(named: words[0]),
      case .choice(_, let forms)? = command.parameters.first?.type
    else { return nil }
    let name = String(words[1].dropFirst().dropLast())
    guard let form = forms.first(where: { $0.parameters.first?.takesFile(name) ?? false }) else { return nil }
    return [words[0], form.name] + words.dropFirst()
  }

  /// A command of which the first numbers are missing, with what they are known to be or their names in their place:
  /// `layer affine INPUTS 4`.
  private func completed(_ words: [String]) -> String? {
    guard let form = chosen(words) else { return nil }
    let positional = form.parameters.filter { $0.role == .positional && !$0.isOptional }
    let given = words.dropFirst(2).prefix { Double($0) != nil }
    let areSizes = positional.allSatisfy { if case .integer = $0.type { true } else { false } }
    guard areSizes, !given.isEmpty, given.count < positional.count else { return nil }
    let missing = positional.dropLast(given.count)
    let names = missing.map { parameter in known[parameter.name].map(String.init) ?? parameter.name.uppercased() }
    let text = (words.prefix(2) + names + words.dropFirst(2)).joined(separator: " ")
    let tried = (words.prefix(2) + missing.map { _ in "1" } + words.dropFirst(2)).joined(separator: " ")
    return grammar.reads(tried) ? text : nil
  }
}

extension Form {
  /// Whether a word may stand somewhere in a use of this form.
  fileprivate func takes(_ word: String) -> Bool {
    parameters.contains { parameter in
      if parameter.matches(word) { return true }
      switch parameter.type {
      case .choice(_, let forms): return forms.contains { $0.matches(word) || $0.takes(word) }
      case .condition(let forms): return forms.contains { $0.matches(word) }
      case .word(let pattern), .place(let pattern): return pattern.matches(word)
      case .name, .literal, .topic, .column, .columns: return true
      default: return false
      }
    }
  }

  /// Whether its first argument may be a word.
  fileprivate func chooses(_ word: String) -> Bool { parameters.first?.isChosen(by: word) ?? false }
}

extension Parameter {
  /// Whether it is a file, and one with such a name.
  fileprivate func takesFile(_ name: String) -> Bool {
    if case .path(let kind) = type { kind.isOnly(name) } else { false }
  }
}
