import Language

/// Finds the formulas in a stretch of a text, `$…$` and `$$…$$`, where they are not in code.
struct MathScanner {
  private let source: Source
  private let stretch: Span
  private var place: Int
  /// The places of runs of backticks, by their length.
  private var runs: [Int: [Int]] = [:]
  /// Whether `$$` is known to stand nowhere after the place.
  private var lacksPair = false

  init(_ source: Source, _ stretch: Span) {
    (self.source, self.stretch, place) = (source, stretch, stretch.lower)
    var index = stretch.lower
    while index < stretch.upper {
      let length = run(of: UInt8(ascii: "`"), at: index)
      if length > 0 { runs[length, default: []].append(index) }
      index += max(length, 1)
    }
  }

  /// The formulas in order.
  mutating func formulas() -> [Span] {
    var formulas: [Span] = []
    while place < stretch.upper {
      switch source.bytes[place] {
      case UInt8(ascii: "\\"): place += 2
      case UInt8(ascii: "`"): skipCode()
      case UInt8(ascii: "$"):
        let length = run(of: UInt8(ascii: "$"), at: place)
        guard let end = length == 2 ? endOfDisplay() : length == 1 ? endInLine() : nil else {
          place += length
          continue
        }
        formulas.append(Span(place, end))
        place = end
      default: place += 1
      }
    }
    return formulas
  }

  private func run(of byte: UInt8, at place: Int) -> Int {
    source.skip(byte, in: Span(place, stretch.upper)) - place
  }

  private mutating func skipCode() {
    let length = run(of: UInt8(ascii: "`"), at: place)
    let places = runs[length] ?? []
    let next = places.partitioningIndex { $0 > place }
    place = (next < places.count ? places[next] : place) + length
  }

  /// Where a formula that `$$` opens ends, in whichever line.
  private mutating func endOfDisplay() -> Int? {
    guard !lacksPair else { return nil }
    var index = place + 2
    while index + 1 < stretch.upper {
      switch (source.bytes[index], source.bytes[index + 1]) {
      case (UInt8(ascii: "\\"), _): index += 2
      case (UInt8(ascii: "$"), UInt8(ascii: "$")): return index > place + 2 ? index + 2 : nil
      default: index += 1
      }
    }
    lacksPair = true
    return nil
  }

  /// Where a formula that `$` opens ends: in the same line, with no blank inside of it and no letter or digit outside.
  private func endInLine() -> Int? {
    guard place + 1 < stretch.upper, !source.bytes[place + 1].isSpace,
      place == stretch.lower || !source.bytes[place - 1].isWord
    else { return nil }
    var index = place + 1
    while index < stretch.upper, source.bytes[index] != 0x0A, source.bytes[index] != 0x0D {
      switch source.bytes[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "$"):
        let closes = !source.bytes[index - 1].isSpace && (index + 1 == stretch.upper || !source.bytes[index + 1].isWord)
        return closes ? index + 1 : nil
      default: index += 1
      }
    }
    return nil
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
  fileprivate var isWord: Bool { (0x30...0x39).contains(self) || (0x41...0x5A).contains(self & ~0x20) }
}
