import Language

extension Source {
  /// Where `[` stands in lines without a blank one between them that have more than a thousand of them.
  ///
  /// The library takes longer than the square of their number to read these, and nobody has written as many links as that
  /// into a paragraph.
  var crowdedBrackets: [Int] {
    let bracket = UInt8(ascii: "[")
    // Most texts end here, and are only counted.
    guard bytes.count > Self.mostBrackets, bytes.count(where: { $0 == bracket }) > Self.mostBrackets else { return [] }
    var (crowded, here) = ([Int](), [Int]())
    for line in lines {
      let text = bytes[line.lower..<line.upper]
      let isBlank = text.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
      if isBlank, here.count > Self.mostBrackets { crowded += here }
      if isBlank { here = [] }
      here += text.indices.filter { text[$0] == bracket }
    }
    return here.count > Self.mostBrackets ? crowded + here : crowded
  }

  private static let mostBrackets = 1000

  /// The bytes with others in the place of these brackets.
  func replacingCrowdedBrackets(by replacement: [UInt8]) -> [UInt8] {
    let places = crowdedBrackets
    guard !places.isEmpty else { return bytes }
    var (result, cursor) = ([UInt8](), 0)
    for place in places {
      result += bytes[cursor..<place]
      result += replacement
      cursor = place + 1
    }
    return result + bytes[cursor...]
  }
}
