import Language

/// Which lines of two texts stand in only one of them: the fewest there can be, or, where that would take too long, few.
struct LineDifference {
  /// For each line of the first text whether the second lacks it.
  private(set) var isRemoved: [Bool]
  /// For each line of the second text whether the first lacks it.
  private(set) var isInserted: [Bool]

  /// Compares two texts, in time that grows with their length.
  ///
  /// - Parameter mostEdits: how many lines may have moved for the fewest to be looked for.
  init(from old: [Substring], to new: [Substring], mostEdits: Int = 500) {
    (isRemoved, isInserted) = (Array(repeating: true, count: old.count), Array(repeating: true, count: new.count))
    var numbers: [Substring: Int] = [:]
    func number(_ line: Substring) -> Int {
      if let number = numbers[line] { return number }
      numbers[line] = numbers.count
      return numbers.count - 1
    }
    let (before, after) = (old.map(number), new.map(number))
    let start = zip(before, after).prefix { $0 == $1 }.count
    let most = min(before.count, after.count) - start
    let end = zip(before.reversed(), after.reversed()).prefix { $0 == $1 }.prefix(most).count
    for place in 0..<start { keep(place, place) }
    for place in 1..<(end + 1) { keep(old.count - place, new.count - place) }

    // A line that the other text has nowhere is no part of what both have.
    var (isOld, isNew) = (Array(repeating: false, count: numbers.count), Array(repeating: false, count: numbers.count))
    for line in before[start..<(old.count - end)] { isOld[line] = true }
    for line in after[start..<(new.count - end)] { isNew[line] = true }
    let first = (start..<(old.count - end)).filter { isNew[before[$0]] }
    let second = (start..<(new.count - end)).filter { isOld[after[$0]] }
    let (lines, others) = (first.map { before[$0] }, second.map { after[$0] })
    for (i, j) in longestCommon(lines, others, mostEdits: mostEdits) ?? commonInOrder(lines, others) {
      keep(first[i], second[j])
    }
  }

  private mutating func keep(_ i: Int, _ j: Int) { (isRemoved[i], isInserted[j]) = (false, false) }
}

/// The places of a longest common subsequence, by the greedy algorithm of Myers (1986); nil if more lines than `mostEdits`
/// are no part of it.
private func longestCommon(_ a: [Int], _ b: [Int], mostEdits: Int) -> [(Int, Int)]? {
  /// How far along the first text each diagonal is reached, before each number of edits.
  var reached: [[Int]] = []
  var furthest = Array(repeating: 0, count: 2 * mostEdits + 3)
  let middle = mostEdits + 1
  func comesDown(_ furthest: [Int], _ diagonal: Int, _ edits: Int) -> Bool {
    diagonal == -edits
      || (diagonal != edits && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1])
  }
  for edits in 0...mostEdits {
    reached.append(furthest)
    for diagonal in stride(from: -edits, through: edits, by: 2) {
      var x =
        comesDown(furthest, diagonal, edits)
        ? furthest[middle + diagonal + 1] : furthest[middle + diagonal - 1] + 1
      while x < a.count, x - diagonal < b.count, x >= diagonal, a[x] == b[x - diagonal] { x += 1 }
      furthest[middle + diagonal] = x
      guard x >= a.count, x - diagonal >= b.count else { continue }
      return common(a.count, b.count)
    }
  }
  return nil

  /// Goes back the way to the ends.
  func common(_ lastX: Int, _ lastY: Int) -> [(Int, Int)] {
    var places: [(Int, Int)] = []
    var (x, y) = (lastX, lastY)
    for edits in reached.indices.reversed() {
      let (furthest, diagonal) = (reached[edits], x - y)
      let before = comesDown(furthest, diagonal, edits) ? diagonal + 1 : diagonal - 1
      let fromX = edits == 0 ? 0 : furthest[middle + before]
      let (startX, startY) = (fromX, edits == 0 ? 0 : fromX - before)
      while x > startX, y > startY {
        (x, y) = (x - 1, y - 1)
        places.append((x, y))
      }
      (x, y) = (startX, startY)
    }
    return places
  }
}

/// The places of a common subsequence of lines, the first of two that are alike matched with the first: a longest one where
/// no line stands twice.
private func commonInOrder(_ a: [Int], _ b: [Int]) -> [(Int, Int)] {
  var places: [Int: [Int]] = [:]
  for (place, line) in b.enumerated().reversed() { places[line, default: []].append(place) }
  let pairs = a.enumerated().compactMap { i, line in places[line]?.popLast().map { (i, $0) } }
  // The longest rising run of places, by the piles of the game of patience.
  var (tops, below) = ([Int](), [Int?]())
  for (index, pair) in pairs.enumerated() {
    let pile = tops.partitioningIndex { pairs[$0].1 > pair.1 }
    below.append(pile > 0 ? tops[pile - 1] : nil)
    if pile == tops.count { tops.append(index) } else { tops[pile] = index }
  }
  return Array(
    sequence(state: tops.last) { index in
      guard let here = index else { return nil }
      index = below[here]
      return pairs[here]
    })
}
