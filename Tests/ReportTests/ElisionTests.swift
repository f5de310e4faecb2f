import Outputs
import Report
import Testing

@Suite struct ElisionTests {
  @Test func rowsInTheMiddleAreLeftOut() {
    let lines = markdown(matrix(rows: 80, columns: 2)).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 2 + 21 + 2)
    #expect(lines[2] == "|    0 |    1 |")
    #expect(lines[11] == "|  900 |  901 |")
    #expect(lines[12] == "|    … |    … |")
    #expect(lines[13] == "| 7000 | 7001 |")
    #expect(lines[22] == "| 7900 | 7901 |")
    #expect(lines[23...] == ["", "(60 rows in the middle are left out; `full` shows all)"])
  }

  @Test func columnsInTheMiddleAreLeftOut() {
    let lines = markdown(matrix(rows: 1, columns: 17)).split(separator: "\n")
    #expect(lines[0] == "|    0 |    1 |    2 |    3 |    4 |    5 |    6 | …   |   12 |   13 |   14 |   15 |   16 |")
    #expect(lines[2] == "|    0 |    1 |    2 |    3 |    4 |    5 |    6 | …   |   12 |   13 |   14 |   15 |   16 |")
    #expect(lines[3] == "(5 columns in the middle are left out; `full` shows all)")
  }

  @Test func whatIsEssentialIsNeverLeftOutOfAReport() {
    var table = matrix(rows: 1, columns: 20)
    table.columns[8].isEssential = true
    table.columns[19].isEssential = true
    let lines = markdown(table).split(separator: "\n")
    #expect(
      lines[0]
        == "|    0 |    1 |    2 |    3 |    4 |    5 |    6 | …   |    8 | …   |   15 |   16 |   17 |   18 |   19 |")
    #expect(lines[3] == "(7 columns in the middle are left out; `full` shows all)")
    table.isFull = true
    #expect(!markdown(table).contains("…"))
  }

  @Test func bothAreNamedInOneSentence() {
    let text = markdown(matrix(rows: 25, columns: 20))
    #expect(text.hasSuffix("|\n\n(5 rows and 8 columns in the middle are left out; `full` shows all)"))
  }

  @Test func smallAndFullTablesAreWhole() {
    let small = markdown(matrix(rows: 24, columns: 16)).split(separator: "\n")
    #expect(small.count == 26 && small.allSatisfy { $0.split(separator: "|").count == 16 })
    #expect(!small.contains { $0.contains("…") })
    var large = matrix(rows: 30, columns: 20)
    large.isFull = true
    #expect(!markdown(large).contains("…"))
    let lines = markdown(large).split(separator: "\n")
    #expect(lines.count == 32 && lines.allSatisfy { $0.split(separator: "|").count == 20 })
  }

  @Test func longTextsAreCutUnlessAllIsWanted() {
    let name = String(repeating: "字", count: 100)
    var table = Table(columns: [.init(name, isNumeric: false)], rows: [[.text(name)]])
    let cut = String(repeating: "字", count: 29) + "…"
    #expect(
      markdown(table).split(separator: "\n") == [
        "| \(cut) |", "| \(String(repeating: "-", count: 59)) |", "| \(cut) |",
      ])
    table.isFull = true
    #expect(markdown(table).hasSuffix("| \(name) |"))
  }

  private func matrix(rows: Int, columns: Int) -> Table {
    Table(
      columns: (0..<columns).map { .init("\($0)") },
      rows: (0..<rows).map { row in (0..<columns).map { .integer(100 * row + $0) } })
  }
}
