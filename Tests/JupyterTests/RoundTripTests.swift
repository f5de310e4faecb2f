import Documents
import Foundation
import JSONValues
import Language
import Testing

@testable import Jupyter

/// A document as a notebook of Jupyter, and back: the bytes are the same.
@Suite struct RoundTripTests {
  static let root = URL(filePath: #filePath).appending(path: "../../..").standardized

  /// Goes there and back through a file; gives the notebook.
  @discardableResult static func check(
    _ bytes: [UInt8], _ location: SourceLocation = #_sourceLocation
  ) throws -> JupyterNotebook? {
    let (document, mistakes) = Document.parse(Source(name: "x.nnb", bytes: bytes))
    guard mistakes.isEmpty else { return nil }
    let kept = document.parts.flatMap { bytes[$0.span.lower..<$0.span.upper] }
    let text = String(decoding: bytes, as: UTF8.self).debugDescription
    let notebook = JupyterNotebook(document)
    let again = try JupyterNotebook(parsing: notebook.bytes)
    #expect(again.bytes == notebook.bytes, "\(text)", sourceLocation: location)
    let imported = try ImportedNotebook(again, name: "x.ipynb")
    #expect(imported.source.bytes == kept, "\(text)", sourceLocation: location)
    #expect(
      imported.codeCells == again.cells.indices.filter { again.cells[$0].kind == .code }, "\(text)",
      sourceLocation: location)
    let names = again.cells.compactMap { $0.members["id"]?.string }
    #expect(Set(names).count == again.cells.count, "\(text)", sourceLocation: location)
    for name in names { #expect(name.wholeMatch(of: /[A-Za-z0-9_-]{1,64}/) != nil, sourceLocation: location) }
    return again
  }

  private static let cells = [
    "```nnb\na\n```", "~~~ nnb b skip\n\n\n~~~", "`````nnb\n```\n``````  ", "  ```nnb\n a\n   b\n```",
    "   ~~~nnb\n~~~\t", "```nnb", "```nnb übung expect=error\n\t\u{B}\u{2028}a\\\n```",
    "```nnb\nx\n ```\n\n```nnb\ny\n```",
  ]
  private static let before = [
    "", "text\n", "\n\ntext\n\n\n", "- item\n", "- item\n\n", "> quote\n", "<div>\n\n", "<!-- a\n-->\n",
    "1. a\n\n   b\n",
    "\u{FEFF}", "\u{FEFF}\n \n", "[a]: /u\n", "    code\n", " \t\n", "```python\n```nnb\n```\n",
  ]
  private static let after = [
    "", "\n", "\ntext", "\n\ntext\n", "\n\n\n", "\n- item\n", "\n    code\n", "\n---\n", "\n \n\t",
    "\n<b>\n```nnb\n```\n",
    "\n```nnb\n```", "\n\n<!-- nnb:output -->\nold\n<!-- /nnb:output -->\ntext", "\ntext   \n\n\n",
    "\n\n<!-- nnb:output figures=svg -->\n\n<!-- /nnb:output -->\n\nmore\n",
  ]

  @Test(arguments: ["\n", "\r\n", "\r"], before)
  func theBytesAreTheSame(lineEnd: String, before: String) throws {
    for cell in Self.cells {
      for after in Self.after {
        try Self.check(Array((before + cell + after).replacing("\n", with: lineEnd).utf8))
      }
    }
  }

  @Test(arguments: [
    "", "\n", "\r\n \t", "\u{FEFF}", "\u{FEFF}\n", "\0", "text", "```", "```nnb\0\n", "```nnb\r\na\n```\r\rb\r\n",
    "```nnb\n```\r", "```nnb\r```\n", "a\r\n```nnb", "```nnb\na\r", "```nnb\n\n \n", "~~~nnb\r\na", "a\r\nb\nc\rd",
    "a\0\n```nnb\n\0\n```\0\n```\n\0", "a\n\u{FEFF}\nb", "\u{FEFF}\u{FEFF}```nnb\n```\n",
  ])
  func oddTexts(_ text: String) throws { try Self.check(Array(text.utf8)) }

  @Test func theExamplesOfCommonMark() throws {
    let file = Self.root.appending(path: "Tests/Fixtures/commonmark/fences.txt")
    let examples = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\nexample ").dropFirst()
    #expect(examples.count == 29)
    for example in examples {
      let lines = example.split(separator: "\n").dropFirst().prefix { $0 != "cell" }
      let text = lines.map { line in
        let line = line.dropFirst()
        return (line.hasSuffix("_") ? line.dropLast() + " " : line) + "\n"
      }
      try Self.check(Array(text.joined().utf8))
    }
  }

  @Test(arguments: ["notebooks", "Tests/Fixtures/failing", "Tests/Fixtures/fuzz/notebook"])
  func everyNotebookOfTheProject(folder: String) throws {
    let folder = Self.root.appending(path: folder)
    var count = 0
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    where !file.hasDirectoryPath {
      if try Self.check(Array(Data(contentsOf: file))) != nil { count += 1 }
    }
    #expect(count > 0)
  }

  @Test func bytesThatAreNotText() throws {
    var random = SystemRandomNumberGenerator()
    let pieces = ["```nnb", "~~~", "\n", "\r", " ", "\t", "a", "- ", "> ", "\u{FEFF}", "<div>", " skip", "    "]
    for _ in 0..<2000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1..<20, using: &random) {
        if Int.random(in: 0..<8, using: &random) == 0 {
          bytes.append(UInt8.random(in: .min ... .max, using: &random))
        } else {
          bytes += pieces.randomElement(using: &random)!.utf8
        }
      }
      try Self.check(bytes)
    }
  }

  @Test func whatIsUsualNeedsNoNotes() throws {
    let notebook = try #require(
      try Self.check(Array("# A\n\n```nnb x skip\ndata xor\n```\n\ntext\n\n```nnb\nshow data\n```\n".utf8)))
    #expect(notebook.metadata["nnb"] == nil)
    #expect(notebook.cells.map(\.source) == ["# A", "data xor", "text", "show data"])
    #expect(notebook.cells.map { $0.metadata["nnb"] } == [nil, ["label": "x"], nil, nil])
    #expect(notebook.cells[1].members["id"] == "x")
    #expect(notebook.cells[1].tags == ["skip-execution"])
  }
}
