/// What may be written next: a usage with what is due next marked in it, and what that is.
///
/// As one line it is `layer affine INPUTS *OUTPUTS* [weights INITIALISER] …: units, and so values that come out`.
public struct Hint: Sendable, Equatable, CustomStringConvertible {
  /// The usage, what is due next between two `*`; empty in a block of numbers.
  public let usage: String
  /// What is due, or what the command does.
  public let explanation: String

  init(usage: [String], explanation: String) {
    (self.usage, self.explanation) = (usage.joined(separator: " "), explanation)
  }

  /// The hint on one line.
  public var description: String { usage.isEmpty ? explanation : "\(usage): \(explanation)" }
}

extension Form {
  /// The usage of a command whose name is complete.
  var hint: Hint {
    let due = parameters.first.flatMap { $0.role == .positional ? $0 : nil }
    return hint(of: due, owner: name, explanation: summary)
  }

  /// The usage with the argument that is due marked; what is far behind it is left out.
  fileprivate func hint(of due: Parameter?, owner: String, explanation: String) -> Hint {
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
    return Hint(usage: parts, explanation: explanation)
  }
}

/// The characters of a usage from which on further arguments are left out.
private let longestUsage = 60

extension AwaitedArgument {
  /// The usage of an argument that cannot be chosen from a list, unless what is typed is none.
  func hint(_ typed: TypedWord) -> Hint? {
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
