import ArgumentParser
import Language
import Report

/// Refuses what is given twice with two values: the parser of arguments would keep the last in silence.
enum RepeatedOptions {
  /// The options that take one value, by each of their names.
  private static let single = [
    "-o": "--output", "--output": "--output", "--on-error": "--on-error", "--figures": "--figures",
    "--threads": "--threads", "--shard": "--shard", "--max-memory": "--max-memory", "--max-steps": "--max-steps",
    "--timeout": "--timeout",
  ]

  /// Looks at the arguments of the program.
  static func check(_ arguments: [String]) throws {
    var given: [String: String] = [:]
    for (index, argument) in arguments.prefix(while: { $0 != "--" }).enumerated() {
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      guard let name = parts.first.flatMap({ single[$0] }) else { continue }
      let next = index + 1 < arguments.count ? arguments[index + 1] : nil
      guard let value = parts.count > 1 ? parts[1] : next else { continue }
      if let first = given.updateValue(value, forKey: name), first != value {
        throw ValidationError("\(name) is given twice: \(visible(first)) and \(visible(value))")
      }
    }
  }

  /// Looks at the values of `-p`, of which each may have a name of its own.
  static func check(_ overrides: [Override]) throws {
    var given: [String: Token.Kind] = [:]
    for override in overrides {
      if let first = given.updateValue(override.value, forKey: override.name), first != override.value {
        throw ValidationError("-p \(visible(override.name)) is given twice, with two values")
      }
    }
  }
}
