/// One argument of a form.
public struct Parameter: Sendable {
  /// The name: the keyword itself where there is one.
  public let name: String
  /// Other words for the keyword.
  public let synonyms: [String]
  /// How the argument is written.
  public let role: Role
  /// The values it takes.
  public let type: ValueType
  /// Whether it may be left out.
  public let isOptional: Bool
  /// What it means, in one line, without what holds where it is left out.
  public let meaning: String
  /// What holds where it is left out.
  public let absence: Absence
  /// What it names, where that may exist already.
  public let names: NameKind?
  /// The flags and keywords of the same group exclude each other.
  public let group: String?

  /// The ways to write an argument.
  public enum Role: Sendable {
    /// By its place alone.
    case positional
    /// After its keyword.
    case keyword
    /// As a keyword without a value.
    case flag
  }

  /// What holds where an argument is left out.
  public enum Absence: Sendable, Equatable {
    /// Nothing that would have to be said.
    case nothing
    /// A value, as it would be written; the reader of arguments puts it in their place.
    case value(String)
    /// Something that is no value of the argument, in words, and where something else holds.
    case words(String, except: String = "")
    /// This very flag.
    case this
  }

  /// An argument by its place; it may be left out if it has a default, or something else holds then.
  public static func positional(
    _ name: String, _ type: ValueType, isOptional: Bool = false, default value: String? = nil,
    unlessSaid words: String? = nil, names: NameKind? = nil, _ meaning: String
  ) -> Parameter {
    Parameter(
      name: name, synonyms: [], role: .positional, type: type, isOptional: isOptional || value != nil || words != nil,
      meaning: meaning, absence: Absence(value, words), names: names, group: nil)
  }

  /// An argument after its keyword.
  public static func keyword(
    _ name: String, synonyms: [String] = [], _ type: ValueType, default value: String? = nil,
    unlessSaid words: String? = nil, except exception: String = "", names: NameKind? = nil, _ meaning: String
  ) -> Parameter {
    Parameter(
      name: name, synonyms: synonyms, role: .keyword, type: type, isOptional: true, meaning: meaning,
      absence: Absence(value, words, exception), names: names, group: nil)
  }

  /// A keyword without a value; those of one group exclude each other, and one of them may be the default.
  public static func flag(
    _ name: String, in group: String? = nil, isDefault: Bool = false, unlessSaid words: String? = nil,
    _ meaning: String
  ) -> Parameter {
    Parameter(
      name: name, synonyms: [], role: .flag, type: .choice("", []), isOptional: true, meaning: meaning,
      absence: isDefault ? .this : Absence(nil, words), names: nil, group: group)
  }

  /// What it means, in one line, with what holds where it is left out.
  public var summary: String {
    let words: String? =
      switch absence {
      case .nothing: nil
      // The words that it chooses from say it themselves.
      case .value where role == .positional && isChoice: nil
      case .value(let text): "\(text) unless said"
      case .words(let text, let exception): "\(text) unless said\(exception)"
      case .this: "the default"
      }
    return [meaning, words ?? ""].filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// The summary of a form that it chooses from, which says so if that is the default.
  public func summary(ofChoice form: Form) -> String {
    role == .positional && absence == .value(form.name) ? "\(form.summary); the default" : form.summary
  }

  private var isChoice: Bool { if case .choice = type { true } else { false } }

  /// Whether a word is the keyword.
  func matches(_ word: String) -> Bool { role != .positional && (word == name || synonyms.contains(word)) }

  /// Whether it cannot stand beside another.
  func excludes(_ other: Parameter) -> Bool { name != other.name && group != nil && group == other.group }

  /// Whether a word is one of those it chooses from by its place.
  func isChosen(by word: String) -> Bool {
    guard role == .positional, case .choice(_, let forms) = type else { return false }
    return forms.contains { $0.matches(word) }
  }

  /// Whether a number could be its value.
  func takes(_ number: Double) -> Bool {
    switch type {
    case .integer(let range), .range(let range):
      number == number.rounded() && number >= Double(range.lowerBound) && number <= Double(range.upperBound)
    case .number(let range): range.objection(to: number) == nil
    default: false
    }
  }
}

extension Parameter.Absence {
  /// A default value, or else words.
  fileprivate init(_ value: String?, _ words: String?, _ exception: String = "") {
    self = value.map { .value($0) } ?? words.map { .words($0, except: exception) } ?? .nothing
  }
}

/// A kind of things in a session that have names, such as its runs; completion lists those that are there.
public struct NameKind: Sendable, Hashable {
  private let name: String

  /// Creates a kind.
  public init(_ name: String) { self.name = name }
}
