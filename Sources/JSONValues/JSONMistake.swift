extension JSON {
  /// The offset of the first byte with which a text stops being JSON, its length if it ends too soon; nil if there is none.
  ///
  /// What is inside of strings and numbers is not looked at more closely than to find their ends.
  public static func mistake(in bytes: [UInt8]) -> Int? {
    var scanner = MistakeScanner(bytes: bytes)
    return scanner.firstMistake()
  }
}

/// Goes through a text without keeping what it says.
private struct MistakeScanner {
  let bytes: [UInt8]
  private var place = 0
  /// What closes the arrays and objects that are open.
  private var closings: [UInt8] = []

  init(bytes: [UInt8]) { self.bytes = bytes }

  private enum Expected {
    case value, valueOrEnd, name, nameOrEnd, colon, commaOrEnd
  }

  mutating func firstMistake() -> Int? {
    var expected = Expected.value
    while true {
      while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
      if closings.isEmpty, case .commaOrEnd = expected { return place == bytes.count ? nil : place }
      guard place < bytes.count else { return place }
      let byte = bytes[place]
      let canEnd =
        switch expected {
        case .valueOrEnd, .nameOrEnd, .commaOrEnd: true
        case .value, .name, .colon: false
        }
      if canEnd, byte == closings.last {
        closings.removeLast()
        place += 1
        expected = .commaOrEnd
        continue
      }
      switch expected {
      case .value, .valueOrEnd:
        guard let next = value(byte) else { return place }
        expected = next
      case .name, .nameOrEnd:
        guard byte == UInt8(ascii: "\""), skipString() else { return place }
        expected = .colon
      case .colon:
        guard byte == UInt8(ascii: ":") else { return place }
        place += 1
        expected = .value
      case .commaOrEnd:
        guard byte == UInt8(ascii: ",") else { return place }
        place += 1
        expected = closings.last == UInt8(ascii: "}") ? .name : .value
      }
    }
  }

  /// Passes over a value, or into one; nil where there is none.
  private mutating func value(_ byte: UInt8) -> Expected? {
    switch byte {
    case UInt8(ascii: "["):
      closings.append(UInt8(ascii: "]"))
      place += 1
      return .valueOrEnd
    case UInt8(ascii: "{"):
      closings.append(UInt8(ascii: "}"))
      place += 1
      return .nameOrEnd
    case UInt8(ascii: "\""): return skipString() ? .commaOrEnd : nil
    case UInt8(ascii: "-"), 0x30...0x39:
      place = bytes[place...].firstIndex { !"0123456789+-.eE".utf8.contains($0) } ?? bytes.count
      return .commaOrEnd
    default:
      guard let word = ["true", "false", "null"].first(where: { bytes[place...].starts(with: $0.utf8) }) else {
        return nil
      }
      place += word.utf8.count
      return .commaOrEnd
    }
  }

  /// Passes over a string; false if it does not end on its line, with the place where it should have.
  private mutating func skipString() -> Bool {
    place += 1
    while place < bytes.count, bytes[place] >= 0x20 {
      if bytes[place] == UInt8(ascii: "\"") {
        place += 1
        return true
      }
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    place = min(place, bytes.count)
    return false
  }
}
