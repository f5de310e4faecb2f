extension Grammar {
  /// The commands that a line would be if it were written in this language, if there are any that can be read:
  /// `layer affine 2 4` for `nn.Linear(2, 4)`, `seed 42` for `seed=42`, `train 100 lr 0.1` for `lr 0.1 train 100`.
  ///
  /// Of a line that looks like one of another language, what has no meaning here is left out; of any other, nothing.
  /// `known` says what the names of numbers that are missing stand for.
  func translation(of line: String, known: [String: Int]) -> [String]? {
    if let named = naming(line) { return [named] }
    let written = line.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    for reading in ForeignLine.readings(of: line) {
      let foreign = ForeignLine(reading)
      if let question = foreign.question, let help = vocabulary.words["?"] {
        return [question == help || topics(named: question).isEmpty ? help : "\(help) \(question)"]
      }
      let lines = LinesToType(meant(by: foreign), in: self, isWhole: !foreign.isForeign, known: known).lines
      if let lines, !lines.isEmpty, lines != [written] { return lines }
    }
    return nil
  }

  /// What to do about the words of a line for which there is nothing to be typed; words of this language only count if
  /// the line is no command.
  func advice(for line: String, isCommand: Bool) -> String? {
    let words = ForeignLine(line).words.map(\.text).filter { !isCommand || isAdvised($0) }
    return words.lazy.compactMap { vocabulary.advice[$0.lowercased()] }.first
  }

  /// Where to look for the answer to a question in plain words; nil if it is none, or about nothing that has a name here.
  func answer(to line: String) -> String? {
    let foreign = ForeignLine(vocabulary.compounds.reduce(line) { $0.replacing($1.key, with: $1.value) })
    guard let first = foreign.words.first, vocabulary.questions.contains(first.text.lowercased()) else { return nil }
    // Of `data set?` the last word belongs to the one before it.
    let asked = foreign.question.map { [$0] } ?? []
    let isPart = asked.contains { vocabulary.words["\(foreign.words.last?.text.lowercased() ?? "") \($0)"] != nil }
    let words = meant(by: foreign).dropFirst() + (isPart ? [] : asked)
    let topics = words.compactMap { word in
      self.topics(named: word).first ?? (word.hasSuffix("s") ? self.topics(named: String(word.dropLast())).first : nil)
    }
    let places: [String] = topics.reduce(into: []) { if !$0.contains($1.words) { $0.append($1.words) } }
    return places.isEmpty ? nil : "see \(alternatives(places.prefix(3).map { "'help \($0)'" }))"
  }

  /// What to do about a line whatever else stands in it: what is said of its first word, or of a kind of file.
  func firstAdvice(for line: String) -> String? {
    var words = ForeignLine(line).words
    // What a value is assigned to has a name of the user's own.
    if let sign = words.firstIndex(where: { $0.text == "=" }),
      words[..<sign].allSatisfy({ vocabulary.words[$0.text.lowercased()] == "" })
    {
      words.removeFirst(sign + 1)
    }
    // What has a part counts only if there is nothing to type for the part.
    let parts = words.dropFirst().map { vocabulary.words[$0.text.lowercased()] } + [nil]
    let first = zip(words, parts).first { !$0.isOwner || (isAdvised($0.text) && $1 == nil) }?.0
    if let first, isAdvised(first.text) { return vocabulary.advice[first.text.lowercased()] }
    let endings = words.compactMap { word in
      word.text.hasPrefix("\"") ? word.text.lastIndex(of: ".").map { String(word.text[$0...].dropLast()) } : nil
    }
    return endings.lazy.compactMap { vocabulary.advice[$0] }.first
  }

  /// Whether there is nothing but advice about a word.
  private func isAdvised(_ word: String) -> Bool {
    vocabulary.advice[word.lowercased()] != nil && vocabulary.words[word.lowercased()] == nil
      && topics(named: word).isEmpty
  }

  /// A use of the command that is meant by the words of a line, with one of its other words if there is one.
  func use(for line: String) -> String? {
    let words = meant(by: ForeignLine(line))
    guard let command = words.first.flatMap(command), let first = command.examples.first else { return nil }
    let examples = command.examples.map { $0.prefix { !$0.isNewline }.split(separator: " ").map(String.init) }
    let others = words.dropFirst().filter { !ForeignLine.Word.isValue($0) }
    let example = examples.first { others.contains(where: $0.dropFirst().contains) }?.joined(separator: " ") ?? first
    return "write '\(example)'"
  }

  /// The line that gives a name of the user's own to a value, for `x = 3`.
  private func naming(_ line: String) -> String? {
    guard let match = line.wholeMatch(of: #/\s*([A-Za-z_]\w*)\s*=\s*(-?[\d.][\d.eE_+-]*|"[^"]*")\s*/#) else {
      return nil
    }
    let (name, value) = (String(match.1), String(match.2))
    let isWord = vocabulary.words[name.lowercased()].map { !$0.isEmpty } ?? false
    guard topics(named: name).isEmpty, !isWord, vocabulary.advice[name.lowercased()] == nil else { return nil }
    let text = "\(naming) \(name) \(value)"
    return reads(text) ? text : nil
  }

  /// The words of a line, those of other languages replaced by what stands for them here.
  private func meant(by line: ForeignLine) -> [String] {
    var meant: [String] = []
    var words = line.words[...]
    while let word = words.popFirst() {
      let lower = word.text.lowercased()
      // Words such as `the` say nothing, though one may be a word of this language behind a command.
      let isBeginning = meant.isEmpty && line.isForeign && command(named: word.text) == nil
      if vocabulary.words[lower] == "", isBeginning || meant.last.map({ command(named: $0) == nil }) ?? false {
        continue
      }
      if word.isOwner, let part = words.first, hasMeaning(part.text) { continue }
      if word.isKey, vocabulary.words[lower] == "" { continue }
      if word.isKey, let value = words.first?.text, ["False", "None"].contains(value) {
        words.removeFirst()
        continue
      }
      if let next = words.first, let phrase = vocabulary.words["\(lower) \(next.text.lowercased())"] {
        words.removeFirst()
        meant += phrase.split(separator: " ").map(String.init)
      } else if word.isValue || !topics(named: word.text).isEmpty {
        meant.append(word.text)
      } else if let translation = vocabulary.words[lower] {
        meant += translation.split(separator: " ").map(String.init)
      } else if !topics(named: lower).isEmpty {
        meant.append(lower)
      } else if line.isForeign {
        // A variable, or an argument that there is no word for, with its value.
        let depth = word.depth
        if word.isKey, depth == 0, words.first?.text == "=" { words.removeFirst() }
        if word.isKey, depth > 0 {
          if words.first?.depth == depth { words.removeFirst() }
          words = words.drop { $0.depth > depth }
        }
      } else {
        meant.append(word.text)
      }
    }
    for word in line.words where line.isForeign {
      guard let implied = vocabulary.implied[word.text.lowercased()], meant.contains(implied.besides) else { continue }
      if !meant.contains(implied.keyword) { meant += [implied.keyword, implied.value] }
    }
    return meant
  }

  private func hasMeaning(_ word: String) -> Bool {
    let lower = word.lowercased()
    return vocabulary.words[lower] != nil || vocabulary.advice[lower] != nil || !topics(named: lower).isEmpty
  }

  /// Whether a line is a command.
  func reads(_ text: String) -> Bool {
    let source = Source(name: "", text: text)
    var reader = CommandReader(source.lines, of: source, in: self, curesLeft: 0)
    guard case .command? = reader.next(names: [:])?.item else { return false }
    return true
  }
}
