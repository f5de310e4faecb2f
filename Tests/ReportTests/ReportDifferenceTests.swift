import Report
import Testing

/// What `nbrun check` says of a report that differs from its record.
@Suite struct ReportDifferenceTests {
  private let record = """
    # A network

    | step | loss |
    | ---: | ---: |
    |    1 | 0.50 |
    |    2 | 0.25 |

    The last loss is 0.25 now.

    """

  private func changes(_ old: String, _ new: String) -> [String] {
    differences(from: record, to: record.replacing(old, with: new))
  }

  @Test func whatIsEqualDiffersInNothing() {
    #expect(differences(from: record, to: record) == [])
    #expect(differences(from: "", to: "") == [])
  }

  @Test func aNumberOfATableIsNamedByItsHeadingAndItsRow() {
    #expect(changes("0.50", "0.75") == ["5: loss at step 1 0.50 -> 0.75"])
    #expect(
      changes("|    2 | 0.25", "|    3 | 0.75") == ["6: step at step 2 2 -> 3", "6: loss at step 2 0.25 -> 0.75"])
  }

  @Test func aWordOfASentenceIsNamedByThoseBeforeIt() {
    #expect(changes("is 0.25 now", "is 0.125 now") == ["8: last loss is 0.25 -> 0.125"])
    #expect(changes("# A", "# Another") == ["1: # A -> Another"])
  }

  @Test func aLineOfOtherFieldsIsShownWhole() {
    #expect(changes("is 0.25 now.", "fell.") == ["8: The last loss is 0.25 now. -> The last loss fell."])
    #expect(changes("|    2 | 0.25 |", "Stopped.") == ["6: |    2 | 0.25 | -> Stopped."])
  }

  @Test func linesThatAreNewOrGoneArePlacedInTheRecord() {
    #expect(changes("|    2 | 0.25 |\n", "|    2 | 0.25 |\n|    3 | 0.10 |\n") == ["7: new: |    3 | 0.10 |"])
    #expect(changes("|    1 | 0.50 |\n", "") == ["5: gone: |    1 | 0.50 |"])
    #expect(differences(from: "a", to: "a\n\u{1B}[2J") == ["2: new: \\u{1b}[2J"])
  }
}
