/// Places in a text as Jupyter counts them: in Unicode code points.
extension String {
  /// The UTF-8 offset of a code point; a place outside comes back as the nearest end.
  func utf8Offset(ofCodePoint place: Int) -> Int {
    guard place > 0 else { return 0 }
    let index = unicodeScalars.index(startIndex, offsetBy: place, limitedBy: endIndex) ?? endIndex
    return utf8.distance(from: startIndex, to: index)
  }

  /// The number of code points before a UTF-8 offset.
  func codePoint(atUTF8Offset offset: Int) -> Int {
    String(decoding: utf8.prefix(offset), as: UTF8.self).unicodeScalars.count
  }
}
