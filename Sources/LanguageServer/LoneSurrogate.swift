/// A JSON text in which halves of characters, as an editor in JavaScript may send them, are U+FFFD: as long in UTF-16.
///
/// A pair of escapes such as `\ud83d\ude00` is a character; one of them alone is none, and no text of Swift can hold it.
func withoutLoneSurrogates(_ json: [UInt8]) -> [UInt8] {
  var result = json
  var index = 0
  /// The number of the escape at an index.
  func escape(at index: Int) -> UInt16? {
    guard index + 6 <= json.count, json[index] == UInt8(ascii: "\\"), json[index + 1] == UInt8(ascii: "u") else {
      return nil
    }
    return UInt16(String(decoding: json[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16)
  }
  while let backslash = json[index...].firstIndex(of: UInt8(ascii: "\\")) {
    switch escape(at: backslash) {
    case nil: index = min(backslash + 2, json.count)
    case let unit? where UTF16.isLeadSurrogate(unit) && escape(at: backslash + 6).map(UTF16.isTrailSurrogate) == true:
      index = backslash + 12
    case let unit?:
      if UTF16.isLeadSurrogate(unit) || UTF16.isTrailSurrogate(unit) {
        result.replaceSubrange((backslash + 2)..<(backslash + 6), with: "fffd".utf8)
      }
      index = backslash + 6
    }
  }
  return result
}
