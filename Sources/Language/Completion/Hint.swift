extension Form {
  /// The usage of a command whose name is complete.
  var hint: String {
    let due = parameters.first.flatMap { $0.role == .positional ? $0 : nil }
    return hint(of: due, owner: name, explanation: summary)
  }

  /// The usage with the argument that is due marked; what is far behind it is left out.
  fileprivate func hint(of due: Parameter?, owner: String, explanation: String) -> String {
    let arguments = argumentUsage(due: due)
    let index = parameters.firstIndex { $0.name == due?.name } ?? 0
    var parts = [owner]
    if due?.role == .keyword {
      parts += (index > 0 ? ["…"] : []) + [parameters[index].name + " *\(parameters[index].type.placeholder)*"]
    } else {
      parts += arguments.prefix(index + 1)
      for argument in arguments.dropFirst(index + 1) {
        if (parts + [argument]).joined(separator: " ").count > longestUsage {
          parts.append("…")
          break
        }
        parts.append(argument)
      }
    }
    return "\(parts.joined(separator: " ")): \(explanation)"
  }
}

/// The characters of a usage from which on further arguments are left out.
private let longestUsage = 60

extension AwaitedArgument {
  /// The usage of an argument that cannot be chosen from a list, unless what is typed is none.
  func hint(_ typed: TypedWord) -> String? {
    switch self {
    case .keyword: return nil
    case .part(let type, let parameter, let form, let owner):
      return form.hint(of: parameter, owner: owner, explanation: type.explanation)
    case .value(let parameter, let form, let owner):
      if case .choice = parameter.type { return nil }
      if parameter.isOptional, parameter.role == .positional, typed.style == .plain, let token = typed.token,
        !parameter.type.starts(with: token)
      {
        return nil
      }
      return form.hint(of: parameter, owner: owner, explanation: parameter.summary)
    }
  }
}

extension ValueType {
  /// What is to be written.
  fileprivate var explanation: String {
    guard case .comparison = self else { return description(of: nil) }
    let relations = Comparison.Relation.allCases.map(\.rawValue)
    return "\(relations.dropLast().joined(separator: " ")) or \(relations.last!), and a number"
  }
}
