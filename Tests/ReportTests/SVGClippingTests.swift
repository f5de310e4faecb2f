import Foundation
import Outputs
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@testable import Report

/// Every word of a picture is inside of it.
@Suite struct SVGClippingTests {
  /// The words of a picture that reach beyond it, by the widths of a wide common face.
  private func clipped(_ svg: String) throws -> [String] {
    let box = try #require(svg.firstMatch(of: /viewBox="0 0 ([0-9.]+) ([0-9.]+)"/)).output
    let (width, height) = (try #require(Double(box.1)), try #require(Double(box.2)))
    return try svg.matches(of: /<text x="([-0-9.]+)" y="([-0-9.]+)"([^>]*)>([^<]*)<\/text>/).compactMap { match in
      let (x, y) = (try #require(Double(match.output.1)), try #require(Double(match.output.2)))
      let size = match.output.3.firstMatch(of: /font-size="([0-9.]+)"/).flatMap { Double($0.output.1) } ?? 13
      let text = match.output.4.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
      let length = Self.width(String(text)) * size
      let start =
        match.output.3.contains("\"middle\"") ? -length / 2 : match.output.3.contains("\"end\"") ? -length : 0
      let turn = match.output.3.firstMatch(of: /rotate\((-?[0-9]+)/).flatMap { Double($0.output.1) } ?? 0
      let (cosine, sine) = (cos(turn * .pi / 180), sin(turn * .pi / 180))
      let ends = [start, start + length].map { (x + $0 * cosine, y + $0 * sine) }
      let isInside = ends.allSatisfy { (-0.5...width + 0.5).contains($0.0) && (0...height).contains($0.1) }
      return isInside ? nil : String(match.output.4)
    }
  }

  /// The advances of DejaVu Sans in ems, of the letters from space to tilde.
  private static func width(_ text: String) -> Double {
    let advances = [
      318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
      636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557,
      863,
      748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
      615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
      337, 636, 838,
    ]
    return text.unicodeScalars.reduce(0) { sum, scalar in
      let index = Int(scalar.value) - 32
      return sum + (advances.indices.contains(index) ? Double(advances[index]) / 1000 : 1)
    }
  }

  private static let long =
    "momentum with a very long name that goes on and on and on, far beyond what there is room for"

  @Test func namesOfCurvesAreInside() throws {
    for names in [
      ["sgd", "momentum", "rmsprop", "adam"], Array(repeating: "momentum", count: 16), [Self.long, Self.long],
    ] {
      let series = names.map { Plot.Series(name: $0, points: [.init(x: 0, y: 1e-3), .init(x: 60000, y: 123_456)]) }
      for title in ["Loss of each run", Self.long + Self.long] {
        let plot = Plot(
          title: title, x: .init(title), y: .init(title), series: series,
          remarks: [title, String(repeating: "W", count: 300)])
        #expect(try clipped(svgPlot(plot)) == [])
      }
    }
  }

  @Test func namesOfCellsAreInside() throws {
    for (across, down) in [(1, 1), (2, 9), (10, 10), (40, 3), (3, 60), (200, 200)] {
      for word in ["h", "setosa", Self.long] {
        let field = Plot.Field(
          columns: across, values: (0..<across * down).map { Double($0) }, colouring: .twoEnded(123_456), decimals: 2)
        let panel = Plot.Panel(
          title: word, x: .init(word, .names((0..<across).map { "\(word)\($0)" })),
          y: .init(word, .names((0..<down).map { "\(word)\($0)" })), marks: [.field(field)], shape: .cells)
        for count in [1, 2, 7] {
          let plot = Plot(
            title: word, summary: "", panels: Array(repeating: panel, count: count),
            keys: [.init(word, .scale(.twoEnded(123_456))), .init(word, .link(-1)), .init(word, .point(0))])
          let outside = try clipped(svgPlot(plot))
          #expect(outside == [], "\(across) \(down) \(word.prefix(9)) \(count)")
        }
      }
    }
  }

  /// The pictures of the recorded notebooks, every kind among them.
  @Test func recordedPicturesAreWholeAndSayWhatTheyShow() throws {
    let folder = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../notebooks").standardized
    let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
      // One is put together from parts of others.
      .compactMap { $0 as? URL }.filter { $0.pathExtension == "svg" && $0.lastPathComponent != "growing.svg" }
    #expect(files.count >= 60)
    for file in files {
      let svg = try String(contentsOf: file, encoding: .utf8)
      #expect(XMLParser(data: Data(svg.utf8)).parse(), "\(file.lastPathComponent)")
      #expect(try clipped(svg) == [], "\(file.lastPathComponent)")
      let summary = svg.firstMatch(of: /<desc>([^<]+)<\/desc>/)?.output.1 ?? ""
      #expect(summary.contains { $0.isNumber }, "\(file.lastPathComponent)")
    }
  }

  /// Long names below, tilted, beside short ones on the left.
  @Test func tiltedNamesAreInside() throws {
    for across in [2, 5, 30] {
      let field = Plot.Field(
        columns: across, values: (0..<across).map { Double($0) }, colouring: .shades(0...Double(across)))
      let panel = Plot.Panel(
        x: .init("", .names(Array(repeating: Self.long, count: across))), y: .init("", .names(["a"])),
        marks: [.field(field)], shape: .cells)
      for count in [1, 3] {
        let outside = try clipped(svgPlot(Plot(title: "", summary: "", panels: Array(repeating: panel, count: count))))
        #expect(outside == [], "\(across) \(count)")
      }
    }
  }

  @Test func whatIsOutsideIsFound() throws {
    #expect(try clipped(#"<svg viewBox="0 0 40 20"><text x="5" y="10">momentum</text></svg>"#) == ["momentum"])
    #expect(try clipped(#"<svg viewBox="0 0 140 20"><text x="5" y="10">momentum</text></svg>"#) == [])
  }
}
