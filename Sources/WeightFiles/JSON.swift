/// A value of JSON (RFC 8259) as descriptions in weight files use it: strings, finite numbers, and lists and objects of them.
public enum JSON: Sendable, Equatable {
  case string(String)
  case number(Double)
  case array([JSON])
  /// Members in their order; no two have the same name.
  case object([Member])

  /// A name and its value.
  public struct Member: Sendable, Equatable {
    /// The name.
    public let name: String
    /// The value.
    public let value: JSON

    /// Creates a member.
    public init(_ name: String, _ value: JSON) { (self.name, self.value) = (name, value) }
  }

  /// The lists and objects that may lie in one another: a text of brackets alone must not fill the stack.
  private static let mostLevels = 4

  /// Reads a text, which is an object or a list; the subject is how messages call it.
  public init(_ text: String, subject: String) throws(WeightFileError) {
    let bytes = Array(text.utf8)
    var scanner = HeaderScanner(bytes[...], subject: subject)
    guard let first = scanner.peek(), "[{".utf8.contains(first) else { throw scanner.malformed("a '[' is missing") }
    self = try Self.value(&scanner, level: 1)
    try scanner.expectEnd(after: first == UInt8(ascii: "[") ? "]" : "}")
  }

  private static func value(_ scanner: inout HeaderScanner, level: Int) throws(WeightFileError) -> JSON {
    guard let next = scanner.peek() else { throw scanner.malformed("a value is missing") }
    guard level <= mostLevels || !"[{".utf8.contains(next) else {
      throw scanner.malformed("too many brackets are open")
    }
    switch next {
    case UInt8(ascii: "\""): return .string(try scanner.string())
    case UInt8(ascii: "["): return .array(try array(&scanner, level: level))
    case UInt8(ascii: "{"):
      var members: [Member] = []
      try scanner.object { (name, scanner) throws(WeightFileError) in
        members.append(Member(name, try value(&scanner, level: level + 1)))
      }
      return .object(members)
    default: return .number(try scanner.number())
    }
  }

  private static func array(_ scanner: inout HeaderScanner, level: Int) throws(WeightFileError) -> [JSON] {
    try scanner.expect("[")
    if scanner.accept("]") { return [] }
    var elements: [JSON] = []
    repeat { elements.append(try value(&scanner, level: level + 1)) } while scanner.accept(",")
    try scanner.expect("]")
    return elements
  }

  /// The value without spaces; numbers, which must be finite, read back to the bit.
  public var text: String {
    switch self {
    case .string(let text): jsonString(text)
    case .number(let number): String(describing: number)
    case .array(let elements): "[\(elements.map(\.text).joined(separator: ","))]"
    case .object(let members):
      "{\(members.map { "\(jsonString($0.name)):\($0.value.text)" }.joined(separator: ","))}"
    }
  }
}

extension JSON {
  /// The strings of a list of strings; nil if it is anything else.
  public var strings: [String]? {
    list { if case .string(let text) = $0 { text } else { nil } }
  }

  /// The numbers of a list of numbers; nil if it is anything else.
  public var numbers: [Double]? {
    list { if case .number(let number) = $0 { number } else { nil } }
  }

  /// The elements of a list, each as something; nil if one is not, or it is no list.
  public func list<Element>(_ element: (JSON) -> Element?) -> [Element]? {
    guard case .array(let elements) = self else { return nil }
    var result: [Element] = []
    for case let value? in elements.lazy.map(element) { result.append(value) }
    return result.count == elements.count ? result : nil
  }

  /// The value of an object's member; nil if there is none, or it is no object.
  public subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }
}
