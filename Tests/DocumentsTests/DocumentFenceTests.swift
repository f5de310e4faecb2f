import Foundation
import Language
import Testing

@testable import Documents

@Suite struct DocumentFenceTests {
  /// An example of the CommonMark specification.
  struct Example: CustomTestStringConvertible {
    var title: String
    var text: [String] = []
    var cells: [[String]] = []
    var testDescription: String { title }

    static let all: [Example] = {
      let file = URL(filePath: #filePath).appending(path: "../../Fixtures/commonmark/fences.txt").standardized
      let fixture = try! String(contentsOf: file, encoding: .utf8)
      var examples: [Example] = []
      for line in fixture.split(separator: "\n") {
        if line.hasPrefix("example ") {
          examples.append(Example(title: String(line)))
        } else if line == "cell" {
          examples[examples.count - 1].cells.append([])
        } else if line.hasPrefix("|") {
          let content = String(line.dropFirst()).replacing(/_+$/) { String(repeating: " ", count: $0.count) }
          if examples[examples.count - 1].cells.isEmpty {
            examples[examples.count - 1].text.append(content)
          } else {
            examples[examples.count - 1].cells[examples.last!.cells.count - 1].append(content)
          }
        }
      }
      return examples
    }()
  }

  @Test func allExamplesAreThere() {
    #expect(Example.all.count == 29)
  }

  @Test(arguments: Example.all, ["\n", "\r\n", "\r"])
  func specification(_ example: Example, lineEnd: String) {
    let text = example.text.joined(separator: lineEnd)
    for source in [text, text + lineEnd, "\u{FEFF}" + text] {
      let (document, _) = Document.parse(Source(name: "test.nnb", text: source))
      #expect(document.cellLines == example.cells)
      #expect(document.kept == source)
    }
  }

  @Test(arguments: [
    "- item\n\n  ```nnb\n  a\n  ```\n",
    "1. ```nnb\n   a\n   ```\n",
    "> ```nnb\n> a\n> ```\n",
    "<div>\n```nnb\na\n```\n</div>\n",
    "<!--\n\n```nnb\na\n```\n-->\n",
    "<pre>\n\n```nnb\na\n```\n</pre>\n",
    "text\n\n    ```nnb\n    a\n    ```\n",
    "\t```nnb\n",
    "```` md\n```nnb\na\n```\n````\n",
    "```NNB\n```\n", "```nnbx\n```\n", "```x nnb\n```\n", "```\nnnb\n```\n", "```&#110;nb\n```\n",
  ])
  func prose(_ text: String) throws {
    let document = try Document.reading(text)
    #expect(document.cells.isEmpty)
    #expect(document.kept == text)
  }

  @Test func fencesEndLists() throws {
    let document = try Document.reading("- a\n```nnb\nb\n```\n- c\n\n ```nnb\n d\n ```\n")
    #expect(document.cellLines == [["b"], ["d"]])
  }

  /// Where GitHub's version of CommonMark, 0.29, differs from the versions that followed it.
  @Test(arguments: [
    ("<textarea>\n\n```nnb\na\n```\n</textarea>\n", [["a"]]),
    ("<textarea>\n```nnb\na\n```\n", []),
    ("<source\n```nnb\na\n```\n", [["a"]]),
    ("<!a\n```nnb\na\n```\n", [["a"]]),
  ])
  func markupAsOnGitHub(_ text: String, cells: [[String]]) throws {
    #expect(try Document.reading(text).cellLines == cells)
  }

  @Test func placesInTheSource() throws {
    let marked = Marked("\u{FEFF}a\r\n⟦  ~~~ ⟦nnb é skip⟧ \r\n⟦b⟧\r\n ⟦\tc⟧\r\n⟦⟧\r\n  ~~~\t\r\n⟧d")
    let document = try Document.reading(marked.source.bytes)
    let cell = try #require(document.cells.first)
    #expect([cell.header.span] + cell.lines + [cell.span] == marked.spans)
    #expect(cell.index == 1)
    #expect(cell.header.label == "é")
    #expect(cell.header.isSkipped)
    #expect(!cell.header.expectsError)
    let (lower, upper) = (cell.span.lower, cell.span.upper)
    #expect(document.parts.map(\.span) == [Span(0, lower), cell.span, Span(upper, upper + 1)])
  }

  @Test func invalidBytesInAFenceLine() throws {
    let (document, _) = Document.parse(Source(name: "test.nnb", bytes: Array("```nnb ".utf8) + [0xE9, 0x0A, 0x61]))
    #expect(document.cellLines == [["a"]])
  }

  @Test func cellsAreNumbered() throws {
    let document = try Document.reading("```nnb\n```\n~~~nnb\n~~~\n```text\n```\n```nnb\n```")
    #expect(document.cells.map(\.index) == [1, 2, 3])
  }

  @Test func aFileWithoutCells() throws {
    let document = try Document.reading("train 100\n")
    #expect(document.cells.isEmpty)
    #expect(
      document.noCell.all == [
        Diagnostic(
          "no cell found", at: Span(0, 0),
          help: "a cell is a fenced block: ```nnb … ```; a bare list of commands is a script: nbrun < file")
      ])
  }
}
