import Outputs
import Testing

@testable import Report

/// Panels in text: cells with their values, fields with points on them, bars, links, and panels side by side.
@Suite struct TextPanelTests {
  private func text(_ panels: [Plot.Panel], keys: [Plot.Key] = [], columns: Int = 40, isUnicode: Bool = true) -> String
  {
    TerminalStyle(columns: columns, isUnicode: isUnicode).rendered(
      .plot(Plot(title: "T", summary: "S.", panels: panels, keys: keys)))
  }

  private let cells = Plot.Panel(
    x: .init("unit", .names(["h1", "h2"])), y: .init("", .names(["x1", "x2", "x3"])),
    marks: [.field(.init(columns: 2, values: [1, -1, 0.4, -0.4, 0, 0.7], colouring: .twoEnded(1), decimals: 1))],
    shape: .cells)

  @Test func cellsHoldTheirValuesAndASignOfTheirSize() {
    #expect(
      text([cells], keys: [.init("", .scale(.twoEnded(1)))]) == """
        T
        x1 +  1.0█  -1.0≡
        x2 +  0.4░  -0.4-
        x3 +  0.0    0.7▓
           +---+------+---
              h1     h2
                 unit
        -1 ≡=- ░▓█ 1
        S.

        """)
  }

  @Test func cellsThatDoNotFitHaveSignsAlone() {
    #expect(
      text([cells], columns: 20, isUnicode: false) == """
        T
        x1 +  1.0#  -1.0%
        x2 +  0.4.  -0.4-
        x3 +  0.0    0.7+
           +---+------+---
              h1     h2
                 unit
        S.

        """)
    let wide = Plot.Panel(
      x: .init("", .names((1...9).map { "h\($0)" })), y: .init("", .names(["x1"])),
      marks: [
        .field(.init(columns: 9, values: (1...9).map { Double($0 - 5) }, colouring: .twoEnded(4), decimals: 2))
      ], shape: .cells)
    #expect(
      text([wide], columns: 24) == """
        T
        x1 +≡≡====--  ░░▓▓▓▓██
           +-+-+-+-+-+-+-+-+-+
            h1  h3  h5  h7  h9
        S.

        """)
  }

  @Test func pointsLieOnAField() {
    let field = Plot.Field(columns: 2, values: [0.9, 1.9], colouring: .classes, x: 0...1, y: 0...1)
    let panel = Plot.Panel(
      x: .init("a", range: 0...1), y: .init("b", range: 0...1),
      marks: [
        .field(field), .points(.init([.init(x: 0, y: 0), .init(x: 2, y: 0.5)], series: 0)),
        .points(.init([.init(x: 1, y: 1)], series: 1, sign: .cross)),
      ], shape: .square)
    let lines = text([panel], keys: [.init("a", .point(0)), .init("wrong", .point(1, .cross))], columns: 20)
      .split(separator: "\n").map(String.init)
    #expect(lines[2].hasSuffix("░×") && lines[2].filter { $0 == "░" }.count == lines[3].filter { $0 == "░" }.count - 1)
    // A point beyond the axis is nowhere.
    #expect(lines.dropLast(3).filter { $0.contains("o") }.count == 1 && lines.suffix(3) == ["o  a", "× wrong", "S."])
  }

  @Test func barsStandOnTheAxis() {
    let bars = Plot.Bars(edges: [0, 1, 2, 3, 4], heights: [1, 0, 0.5, 0.01])
    let panel = Plot.Panel(x: .init("", range: 0...4), y: .init("", range: 0...1), marks: [.bars(bars)])
    let lines = text([panel], columns: 20).split(separator: "\n").map(String.init)
    // The lowest row has three bars, of which the last is lower than a character, and the highest one.
    let lowest = lines[16].drop { $0 != "+" && $0 != "|" }.dropFirst()
    #expect(lowest.filter { $0 == "█" }.count == 8 && lowest.filter { $0 == "▂" }.count >= 3)
    #expect(lines[1].filter { $0 == "█" }.count == 4)
  }

  @Test func panelsAreBesideEachOtherAsFarAsThereIsRoom() {
    func titles(_ columns: Int) -> [String] {
      let panel = Plot.Panel(
        title: "P", x: .init("", .hidden, range: 0...1), y: .init("", .hidden, range: 0...1),
        marks: [.field(.init(columns: 1, values: [1], colouring: .shades(0...1), x: 0...1, y: 0...1))], shape: .square)
      return text(Array(repeating: panel, count: 5), columns: columns).split(separator: "\n").map(String.init)
        .filter { $0.hasPrefix("P") }
    }
    #expect(titles(30).count == 5 && titles(80).map { $0.filter { $0 == "P" }.count } == [4, 1])
    for style in terminalStyles {
      let plot = Plot(title: "T", summary: "S.", panels: Array(repeating: cells, count: 7))
      #expect(objection(to: style.rendered(.plot(plot)), in: style) == nil)
    }
  }

  @Test func linksBelowZeroAreDotted() {
    func dots(_ strength: Double) -> Int {
      let link = Plot.Link(from: .init(x: 0, y: 0.5), to: .init(x: 1, y: 0.5), strength: strength)
      let panel = Plot.Panel(
        x: .init("", .hidden, range: 0...1), y: .init("", .hidden, range: 0...1),
        marks: [.links([link]), .texts([.init(["h1", "0.5"], at: .init(x: 0.5, y: 0.9), isFramed: true)])])
      let drawn = text([panel])
      #expect(drawn.contains("(h1 0.5)"))
      return drawn.unicodeScalars.filter { (0x2801...0x28FF).contains($0.value) }.reduce(0) {
        $0 + ($1.value - 0x2800).nonzeroBitCount
      }
    }
    #expect(dots(1) == 80 && dots(-1) == 20 && dots(0.01) == 80)
  }
}
