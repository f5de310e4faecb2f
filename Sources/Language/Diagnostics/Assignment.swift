extension Grammar {
  /// What to type for a line that assigns numbers to what the language has a name for, as in Python: `W1[0,1] = 0.5`, whose
  /// places are counted from 0, or `model.W1 = [[1, 2], [3, 4]]`; nil if it is none.
  func assignment(in line: String) -> String? {
    let pattern = #/\s*(\w+\s+)?(?:\w+\s*\.\s*)*([A-Za-z_]+\d+)\s*((?:\[[^\[\]=]*\]\s*)*)=\s*([^=\s].*)/#
    guard let match = line.wholeMatch(of: pattern) else { return nil }
    // Behind the word of this language, places are meant as it counts them.
    let isSetting = match.1.map { $0.split(separator: " ").first == assigning[...] } ?? false
    guard match.1 == nil || isSetting else { return nil }
    let name = String(match.2)
    guard reads("\(assigning) \(name)\n0\n\(Form.Block.end)") else { return nil }
    let numbers = match.3.split { "[], ".contains($0) }.map { Int($0) }
    let value = match.4.prefix { $0 != "#" }.split(separator: " ").joined(separator: " ")
    guard !numbers.isEmpty else {
      let rows = Self.rows(in: value).map { listed($0.map { "'\($0)'" }, "and") } ?? "a row of numbers a line"
      return "a block sets all of it: '\(assigning) \(name)', then \(rows), then '\(Form.Block.end)'"
    }
    let places = numbers.compactMap { $0 }.filter { $0 >= 0 && $0 < Int32.max }.map { isSetting ? $0 : $0 + 1 }
    guard places.count == numbers.count, Double(value)?.isFinite ?? false else { return nil }
    let place = places.map(String.init).joined(separator: ",")
    return "write '\(assigning) \(name)[\(place)] \(value)'" + (isSetting ? "" : ": places are counted from 1")
  }

  /// The rows of a nested list of numbers as they are typed here; nil if it is none, or too long to be repeated.
  private static func rows(in list: String) -> [String]? {
    guard list.count <= 100, list.allSatisfy({ "[](), \t.+-eE".contains($0) || $0.isNumber }) else { return nil }
    let lines = list.contains("[") ? list.split(separator: "]") : [list[...]]
    let rows = lines.map { $0.split { "[](), \t".contains($0) }.map(String.init) }.filter { !$0.isEmpty }
    guard !rows.isEmpty, rows.joined().allSatisfy({ Double($0)?.isFinite ?? false }) else { return nil }
    return rows.map { $0.joined(separator: " ") }
  }
}
