// JSONValues: JSON texts as values. It knows nothing of what they mean.

/// A JSON text as a value; the members of an object have no order.
public enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  /// A number as it is written, so that none is changed by being read: `int(_:)` and `double(_:)` write one.
  case number(String)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  /// Reads a text in UTF-8; of members with the same name, the last counts.
  public init(reading bytes: some Collection<UInt8>) throws(JSONMistake) {
    var reader = JSONReader(Array(bytes))
    self = try reader.whole()
  }

  /// Reads a text in UTF-8; nil if it is no JSON, or nested more than 400 levels deep.
  public init?(parsing bytes: some Collection<UInt8>) {
    guard let value = try? JSON(reading: bytes) else { return nil }
    self = value
  }

  /// A whole number.
  public static func int(_ value: Int) -> JSON { .number(String(value)) }

  /// A number that reads back to the bit; what is not finite has no place in JSON, and becomes a string.
  public static func double(_ value: Double) -> JSON {
    guard value.isFinite else { return .string(value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity") }
    let text = "\(value)"
    return .number(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
  }
}

// MARK: - Looking into a value

extension JSON {
  /// The member of an object; nil for other values and where there is none.
  public subscript(name: String) -> JSON? { object?[name] }

  /// Whether it is true; nil for other values.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// A whole number, also if it was written as `2.0`; nil for other values, and beyond 64 bits.
  public var int: Int? {
    guard case .number(let text) = self else { return nil }
    return Int(text) ?? double.flatMap { Int(exactly: $0) }
  }

  /// The finite number next to the one that is written; nil for other values.
  public var double: Double? {
    guard case .number(let text) = self, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// The text of a string; nil for other values.
  public var string: String? { if case .string(let value) = self { value } else { nil } }

  /// The elements of an array; nil for other values.
  public var array: [JSON]? { if case .array(let value) = self { value } else { nil } }

  /// The members of an object; nil for other values.
  public var object: [String: JSON]? { if case .object(let value) = self { value } else { nil } }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }

  /// True or false.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// A whole number.
  public init(integerLiteral value: Int) { self = .int(value) }

  /// A number.
  public init(floatLiteral value: Double) { self = .double(value) }

  /// An array.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }

  /// An object; of a name that is given twice, the last member counts.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }

  /// Null.
  public init(nilLiteral: ()) { self = .null }
}
