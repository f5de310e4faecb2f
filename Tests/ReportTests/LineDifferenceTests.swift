import Testing

@testable import Report

/// The lines that two texts have in common are the most there can be, and of very different ones some, in order.
@Suite struct LineDifferenceTests {
  /// The length of a longest common subsequence, by the table of all beginnings.
  private func longestCommon(_ a: [Substring], _ b: [Substring]) -> Int {
    var row = Array(repeating: 0, count: b.count + 1)
    for line in a {
      var corner = 0
      for (j, other) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = line == other ? corner + 1 : max(above, row[j])
        corner = above
      }
    }
    return row[b.count]
  }

  private func kept(_ difference: LineDifference, _ a: [Substring], _ b: [Substring]) -> (
    old: [Substring], new: [Substring]
  ) {
    (
      a.indices.filter { !difference.isRemoved[$0] }.map { a[$0] },
      b.indices.filter { !difference.isInserted[$0] }.map { b[$0] }
    )
  }

  @Test("the lines kept are those of a longest common subsequence", arguments: 0..<60)
  func fewest(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func draw(_ count: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(count))
    }
    func text() -> [Substring] { (0..<draw(40)).map { _ in "\(draw(seed % 12 + 1))" } }
    let (a, b) = (text(), text())
    let lines = kept(LineDifference(from: a, to: b), a, b)
    #expect(lines.old == lines.new && lines.old.count == longestCommon(a, b))
    // Where that would take too long, it is a common one all the same.
    let quick = kept(LineDifference(from: a, to: b, mostEdits: 0), a, b)
    #expect(quick.old == quick.new && quick.old.count <= lines.old.count)
    #expect(!quick.old.isEmpty || lines.old.isEmpty)
  }

  @Test("where no line stands twice, few edits are the fewest however many they are")
  func permuted() {
    let a = (0..<200).map { "\($0)"[...] }
    let b = (0..<200).map { "\($0 * 77 % 200)"[...] }
    let lines = kept(LineDifference(from: a, to: b, mostEdits: 3), a, b)
    #expect(lines.old == lines.new && lines.old.count == longestCommon(a, b))
  }

  @Test("in a report of many changed rows every one is told by its own number and heading")
  func manyRows() {
    func report(_ value: (Int) -> String) -> String {
      "# Title\n\n| row | x |\n| --: | --: |\n" + (1...20_000).map { "| \($0) | \(value($0)) |\n" }.joined()
        + "\nThe end.\n"
    }
    let changes = differences(from: report { "\($0).5" }, to: report { $0 % 2 == 0 ? "\($0).25" : "\($0).5" })
    #expect(changes.count == 10_000)
    #expect(changes.first == "6: x at row 2 2.5 -> 2.25" && changes.last == "20004: x at row 20000 20000.5 -> 20000.25")
    let (all, none) = (report { "\($0)" }, "# Title\n\nThe end.\n")
    #expect(differences(from: none, to: all).count == 20_003)
    #expect(differences(from: all, to: none).allSatisfy { $0.contains(": gone: ") })
  }
}
