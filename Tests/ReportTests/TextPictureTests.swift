import Outputs
import Report
import Testing

@Suite struct TextPictureTests {
  private func lines(_ pictures: Pictures) -> [String] {
    RenderedOutputs([.pictures(pictures)]).markdown.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  @Test func aPixelOfASmallPictureIsTwoCharacters() {
    let pictures = Pictures(
      caption: "Data.", pictures: [.init(title: "1: a|b", columns: 3, pixels: [0, 0.25, 0.5, 0.75, 1, 0])],
      range: 0...1,
      missing: 1)
    #expect(
      lines(pictures) == [
        "Data.", "", "```text", "1: a|b", "  ░░▒▒", "▓▓██", "```", "",
        "(1 more picture is left out; `full` shows all)", "",
      ])
  }

  @Test func aPixelHasTheNearestShade() {
    // The shades stand for 0, 1/4, 1/2, 3/4 and 1; what lies beyond the range has that of its end.
    let pixels = [-1, 0.12, 0.13, 0.37, 0.38, 0.87, 0.88, 2]
    let text = lines(Pictures(pictures: [.init(title: "t", columns: 8, pixels: pixels)], range: 0...1))
    #expect(text[2] == "    ░░░░▒▒▓▓████")
  }

  @Test func picturesStandSideBySideAsFarAsTheyFit() {
    let picture = Pictures.Picture(title: "t", columns: 16, pixels: Array(repeating: 1, count: 32))
    let text = lines(Pictures(pictures: Array(repeating: picture, count: 4), range: 0...1))
    let bar = String(repeating: "█", count: 32)
    #expect(text[2] == "\(bar)  \(bar)  \(bar)" && text[4] == "" && text[6] == bar)
  }

  @Test func aLargerPictureIsDrawnByTheMeansOfItsPixels() {
    // 40 columns need k = 2: a character for 2 × 4 pixels. The left half is 1, the right half of every other column.
    let row = (0..<40).map { $0 < 20 || $0 % 2 == 0 ? 1.0 : 0 }
    let pixels = (0..<8).flatMap { _ in row }
    let text = lines(Pictures(pictures: [.init(title: "t", columns: 40, pixels: pixels)], range: 0...1))
    let line = String(repeating: "█", count: 10) + String(repeating: "▒", count: 10)
    #expect(text == ["```text", "t", line, line, "```", ""])
  }

  /// With the smallest k for which ⌈columns / k⌉ and ⌈rows / 2k⌉ are 32 or less: 1563, 3125, 10 and 2.
  @Test(arguments: [(1, 100_000, 1, 32), (100_000, 1, 32, 1), (300, 300, 30, 15), (33, 64, 17, 16)])
  func noPictureIsLargerThanThirtyTwoCharacters(columns: Int, rows: Int, across: Int, down: Int) {
    let pixels = [Double](repeating: 1, count: columns * rows)
    let text = lines(Pictures(pictures: [.init(title: "t", columns: columns, pixels: pixels)], range: 0...1))
    let line = String(repeating: "█", count: across)
    #expect(text == ["```text", "t"] + Array(repeating: line, count: down) + ["```", ""])
  }

  @Test func whatDoesNotVaryOrIsNoNumberIsBlank() {
    let flat = Pictures.Picture(title: "t", columns: 1, pixels: [7, 7])
    #expect(lines(Pictures(pictures: [flat], range: 7...7)) == ["```text", "t", "", "", "```", ""])
    let wide = Pictures.Picture(
      title: "t", columns: 4, pixels: [-.greatestFiniteMagnitude, .greatestFiniteMagnitude, .nan, 0])
    let range = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
    #expect(lines(Pictures(pictures: [wide], range: range))[2] == "  ██  ▒▒")
  }

  @Test func aTitleCannotEndTheBlockAndIsCut() {
    let hostile = Pictures.Picture(title: "```\u{1b}[31m and a long name", columns: 1, pixels: [1])
    let text = lines(Pictures(pictures: [hostile], range: 0...1))
    #expect(text == ["````text", "```\\u{1…", "██", "````", ""])
  }
}
