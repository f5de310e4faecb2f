/// What a cell shows on the page.
struct ShownCell: Equatable {
  /// The bytes of the cell.
  let text: [UInt8]
  /// The HTML of what it said.
  var outputs: [String] = []
  /// The HTML of what is wrong with it, as far as that is known without running.
  var mistakes: [String] = []
  /// Whether the outputs are of an earlier text or other values.
  var isOld = false
}

extension [ShownCell] {
  /// The cells of another text, which go on showing what they did where they stand: those that are the same from the
  /// beginning or the end, and between them those at the same place.
  func moved(to texts: [[UInt8]]) -> [ShownCell] {
    let most = Swift.min(count, texts.count)
    let head = zip(self, texts).prefix { $0.text == $1 }.count
    let tail = Swift.min(zip(reversed(), texts.reversed()).prefix { $0.text == $1 }.count, most - head)
    return texts.enumerated().map { index, text in
      let isInTail = index >= texts.count - tail
      let before = isInTail ? count - (texts.count - index) : index
      let hasBefore = isInTail || before < count - tail
      return ShownCell(text: text, outputs: hasBefore ? self[before].outputs : [], isOld: true)
    }
  }
}
