extension Form {
  /// The word, its arguments one an element, and its block: `layer affine`, `INPUTS`, `[weights INITIALISER]`.
  public var usage: [String] { [name] + argumentUsage() }

  /// The arguments, one an element, the one that is due next marked; then the block.
  func argumentUsage(due: Parameter? = nil) -> [String] {
    let blockLines = block.map { $0.unless == nil ? ["… end"] : ["[… end]"] } ?? []
    return parameters.map { $0.usage(isDue: $0.name == due?.name) } + blockLines
  }
}

extension Parameter {
  /// The argument in a usage: in brackets where it may be left out, its value between two `*` where it is due.
  func usage(isDue: Bool = false) -> String {
    let mark = isDue ? "*" : ""
    let text =
      switch role {
      case .positional where type.isList: mark + type.placeholder + mark
      case .positional: mark + name.uppercased() + mark
      case .keyword: "\(name) \(mark)\(type.placeholder)\(mark)"
      case .flag: name
      }
    return isOptional ? "[\(text)]" : text
  }
}

extension ValueType {
  /// Whether it is names with values, which no single word stands for.
  fileprivate var isList: Bool { if case .variables = self { true } else { false } }

  /// What stands for a value in a usage.
  var placeholder: String {
    switch self {
    case .integer: "N"
    case .range: "N[..N]"
    case .number: "NUMBER"
    case .numbers: "NUMBERS"
    case .choice(let noun, _): noun.uppercased()
    case .name: "NAME"
    case .literal: "VALUE"
    case .topic: "WORD"
    case .word(let pattern), .place(let pattern): pattern.placeholder
    case .path: "PATH"
    case .texts: "TEXTS"
    case .columns: "COLUMNS"
    case .condition: "CONDITION"
    case .comparison: "COMPARISON"
    case .variables: "NAME VALUES …"
    case .domain: "LOW..HIGH | VALUES …"
    }
  }
}
