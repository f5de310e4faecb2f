import JSONValues

/// What was run in this session, and what came of it.
struct History {
  private var entries: [(line: Int, code: String, result: String?)] = []

  /// The number that this session has among those of the kernel, which keeps no others.
  private static let session = 1

  /// Takes note of what is run.
  mutating func add(_ code: String, as line: Int) { entries.append((line, code, nil)) }

  /// Takes note of what came of the last.
  mutating func add(result: String) {
    guard let last = entries.indices.last else { return }
    entries[last].result = entries[last].result.map { $0 + "\n" + result } ?? result
  }

  /// Answers a request, or says what is wrong with it.
  func answer(_ request: JSON) -> (entries: JSON?, reason: String) {
    let most = request["n"]?.int.map { max($0, 0) }
    var found = entries
    switch request["hist_access_type"]?.string {
    case "tail": break
    case "range":
      // Sessions that have ended are counted back from this one by negative numbers.
      guard [nil, 0, Self.session].contains(request["session"]?.int) else { return ([], "") }
      let (start, stop) = (request["start"]?.int ?? 0, request["stop"]?.int ?? .max)
      return (listed(found.filter { $0.line >= start && $0.line < stop }, request), "")
    case "search":
      let pattern = Array((request["pattern"]?.string ?? "*").unicodeScalars)
      found = found.filter { matches(Array($0.code.unicodeScalars)[...], pattern[...]) }
      if request["unique"]?.bool == true {
        var seen: Set<String> = []
        found = found.reversed().filter { seen.insert($0.code).inserted }.reversed()
      }
    default: return (nil, "hist_access_type has to be tail, range or search")
    }
    return (listed(found.suffix(most ?? found.count), request), "")
  }

  private func listed(_ found: some Sequence<(line: Int, code: String, result: String?)>, _ request: JSON) -> JSON {
    let hasOutput = request["output"]?.bool == true
    return .array(
      found.map { line, code, result in
        let text: JSON = hasOutput ? [.string(code), result.map(JSON.string) ?? nil] : .string(code)
        return [.int(Self.session), .int(line), text]
      })
  }
}

/// Whether a text is what a pattern says, in which `*` stands for any text and `?` for any character.
private func matches(_ text: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>) -> Bool {
  // The last `*`, and where the text that it stands for ends as far as is known: no place is looked at twice for one.
  var (text, pattern) = (text, pattern)
  var star: (text: ArraySlice<Unicode.Scalar>, pattern: ArraySlice<Unicode.Scalar>)?
  while true {
    if pattern.first == "*" {
      pattern = pattern.dropFirst()
      star = (text, pattern)
    } else if let sign = pattern.first, let next = text.first, sign == "?" || sign == next {
      (text, pattern) = (text.dropFirst(), pattern.dropFirst())
    } else if text.isEmpty, pattern.isEmpty {
      return true
    } else if let last = star, !last.text.isEmpty {
      star = (last.text.dropFirst(), last.pattern)
      (text, pattern) = (last.text.dropFirst(), last.pattern)
    } else {
      return false
    }
  }
}
