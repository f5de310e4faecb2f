extension CommandSpec {
  /// The command and its arguments on one line, such as `train STEPS [lr NUMBER]`.
  public var usage: String {
    form.usage
  }

  /// Everything about the command as plain text: usage, arguments, details, examples.
  public var help: String {
    var lines = form.usageLines + ["    \(form.summary)"]
    if !form.synonyms.isEmpty { lines.append("    also: \(form.synonyms.joined(separator: ", "))") }
    lines += form.helpLines(indentation: 2)
    if !details.isEmpty { lines += [""] + wrapped(details, width: 80) }
    lines += ["", "examples:"] + examples.flatMap { $0.split(separator: "\n").map { "    \($0)" } }
    return lines.joined(separator: "\n")
  }
}

extension CommandTable {
  /// One line a command: its name and what it does.
  public static var overview: String {
    let width = commands.map(\.form.name.count).max() ?? 0
    let lines = commands.map { $0.form.name.padded(to: width + 2) + $0.form.summary }
    let first = [
      "data xor", "layer affine 2 4", "layer sigmoid", "layer affine 4 2", "loss softmax_cross_entropy",
      "train 10000 lr 0.5", "show predictions",
    ]
    return (lines + ["", "'help train' explains a command. A first network:", ""] + first.map { "    " + $0 })
      .joined(separator: "\n")
  }
}

extension Form {
  /// The form and its arguments on one line.
  var usage: String { usageParts.joined(separator: " ") }

  /// The usage, broken between arguments where it is long.
  fileprivate var usageLines: [String] {
    let lines = wrapped(usageParts, width: 96)
    return [lines[0]] + lines.dropFirst().map { "    " + $0 }
  }

  private var usageParts: [String] {
    [name] + argumentUsage()
  }

  /// The arguments, one an element, the one that is due next marked; then the block.
  func argumentUsage(due: Parameter? = nil) -> [String] {
    let blockLines = block.map { $0.unless == nil ? ["… end"] : ["[… end]"] } ?? []
    return parameters.map { $0.usage(isDue: $0.name == due?.name) } + blockLines
  }

  /// The arguments, one a line, and below each the words it takes.
  ///
  /// Words that stand in the lines already are not listed again.
  fileprivate func helpLines(indentation: Int) -> [String] {
    var listed: Set<String> = []
    return helpLines(indentation: indentation, listed: &listed)
  }

  private func helpLines(indentation: Int, listed: inout Set<String>) -> [String] {
    var lines: [String] = []
    for parameter in parameters {
      let name = parameter.role == .positional ? parameter.name.uppercased() : parameter.name
      lines += entry(name, parameter.summary, indentation)
      if !parameter.synonyms.isEmpty {
        lines += entry("", "also: " + parameter.synonyms.joined(separator: ", "), indentation)
      }
      guard case .choice(let noun, let forms) = parameter.type, listed.insert(noun).inserted else { continue }
      for form in forms {
        lines += entry(form.usage, form.summary, indentation + 2)
        if !form.synonyms.isEmpty {
          lines += entry("", "also: " + form.synonyms.joined(separator: ", "), indentation)
        }
        lines += form.helpLines(indentation: indentation + 4, listed: &listed)
      }
    }
    if let block { lines += entry("… end", block.explanation, indentation) }
    return lines
  }
}

extension Parameter {
  /// The argument in a usage: in brackets where it may be left out, its value between two `*` where it is due.
  func usage(isDue: Bool = false) -> String {
    let mark = isDue ? "*" : ""
    let text =
      switch role {
      case .positional: mark + name.uppercased() + mark
      case .keyword: "\(name) \(mark)\(type.placeholder)\(mark)"
      case .flag: name
      }
    return isOptional ? "[\(text)]" : text
  }
}

/// The column in which the explanations of a help text start.
private let explanationColumn = 25

/// A word and its explanation, which begins on a line of its own where the word is long.
private func entry(_ word: String, _ explanation: String, _ indentation: Int) -> [String] {
  let start = String(repeating: " ", count: indentation) + word
  let margin = String(repeating: " ", count: explanationColumn)
  let lines = wrapped(explanation, width: 100 - explanationColumn)
  return start.count < explanationColumn
    ? [start.padded(to: explanationColumn) + lines[0]] + lines.dropFirst().map { margin + $0 }
    : [start] + lines.map { margin + $0 }
}

extension ValueType {
  /// What stands for a value in a usage.
  var placeholder: String {
    switch self {
    case .integer: "N"
    case .number: "NUMBER"
    case .numbers: "NUMBERS"
    case .choice(let noun, _): noun.uppercased()
    case .name: "NAME"
    case .literal: "VALUE"
    case .command: "COMMAND"
    case .parameterName: "PARAMETER"
    case .path: "PATH"
    case .column: "COLUMN"
    case .columns: "COLUMNS"
    case .condition: "CONDITION"
    case .comparison: "COMPARISON"
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}

private func wrapped(_ text: String, width: Int) -> [String] {
  wrapped(text.split(separator: " ").map(String.init), width: width)
}

private func wrapped(_ words: [String], width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in words {
    if !line.isEmpty, line.count + 1 + word.count > width {
      lines.append(line)
      line = ""
    }
    line += (line.isEmpty ? "" : " ") + word
  }
  return lines + [line]
}
