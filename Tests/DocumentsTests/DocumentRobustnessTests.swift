import Language
import Testing

@testable import Documents

/// Texts that no one writes are read in time, and pass through whole.
@Suite(.timeLimit(.minutes(2))) struct DocumentRobustnessTests {
  private static let depth = 100_000

  @Test(arguments: [
    "", "\n", "\r", "\r\n", "\u{FEFF}", "\u{FEFF}\n", "\0", "\0\n\0", " ", "```", "```nnb\0\n",
    String(repeating: ">", count: depth), String(repeating: "> ", count: depth), String(repeating: "[", count: depth),
    String(repeating: "- ", count: depth), String(repeating: "![[](", count: depth),
    String(repeating: "*a_ ", count: depth), String(repeating: "a <!-- ", count: depth),
    String(repeating: "`", count: depth), String(repeating: "\n", count: depth), String(repeating: "\r", count: depth),
  ])
  func oddities(_ text: String) throws {
    let document = try Document.reading(text)
    #expect(document.cells.isEmpty)
    #expect(document.kept == text)
  }

  @Test func aLongLine() throws {
    let line = [UInt8](repeating: UInt8(ascii: "a"), count: 10_000_000)
    #expect(try Document.reading(line).parts.map(\.span) == [Span(0, line.count)])
    let document = try Document.reading(Array("```nnb\n".utf8) + line)
    #expect(document.cells.first?.lines == [Span(7, 7 + line.count)])
  }

  @Test func manyCells() throws {
    let cells = (1...10_000).map { "text\n```nnb c\($0)\ntrain \($0)\n```\n" }.joined()
    let document = try Document.reading(cells)
    #expect(document.cells.map(\.header.label) == (1...10_000).map { "c\($0)" })
    let report = document.report(bodies: document.cells.map { ["\($0.index)"] })
    #expect(try Document.reading(report).kept == cells)
  }

  @Test func aFileThatIsTooLarge() {
    let bytes = [UInt8](repeating: 0x20, count: MarkdownBlock.sizeLimit + 1)
    let (document, diagnostics) = Document.parse(Source(name: "test.nnb", bytes: bytes))
    #expect(diagnostics.map(\.message) == ["notebook is larger than 64 MiB"])
    #expect(document.parts.map(\.span) == [Span(0, bytes.count)])
  }
}
