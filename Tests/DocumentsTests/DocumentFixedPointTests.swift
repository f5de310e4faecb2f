import Language
import Testing

@testable import Documents

/// A report is a notebook: reading it gives the same document, and writing that the same bytes.
@Suite struct DocumentFixedPointTests {
  private static let bodies = [
    "1", "| a |\n| - |\n| 1 |\n\ntext", "```text\n<!-- /nnb:output -->\n```", "- a\n  - b", "    a",
  ]

  private func check(_ bytes: [UInt8], _ location: SourceLocation = #_sourceLocation) throws {
    let document = try Document.reading(bytes)
    for shift in 0..<3 {
      let bodies = document.cells.map { ($0.index + shift) % 3 == 0 ? [] : [Self.bodies[($0.index + shift) % 5]] }
      let figures = shift == 0 ? nil : "svg"
      let report = document.report(bodies: bodies, figures: figures)
      let again = try Document.reading(report)
      let text = String(decoding: bytes, as: UTF8.self).debugDescription
      #expect(Content(again) == Content(document), "\(text)", sourceLocation: location)
      #expect(again.report(bodies: bodies, figures: figures) == report, "\(text)", sourceLocation: location)
      #expect(again.figures == (bodies.contains { !$0.isEmpty } ? figures : nil), "\(text)", sourceLocation: location)
    }
  }

  private static let cells = [
    "```nnb\na\n```", "~~~ nnb b skip\n\n\n~~~", "`````nnb\n```\n``````  ", "  ```nnb\n a\n   b\n```",
    "   ~~~nnb\n~~~\t", "```nnb",
  ]
  private static let before = [
    "", "text\n", "text\n\n\n", "- item\n", "- item\n\n", "> quote\n", "<div>\n\n", "<!-- a\n-->\n",
    "1. a\n\n   b\n", "\u{FEFF}", "[a]: /u\n", "    code\n",
  ]
  private static let after = [
    "", "\n", "\ntext", "\n\ntext\n", "\n\n\n", "\n- item\n", "\n    code\n", "\n---\n", "\n===\n", "\n2. a\n",
    "\n  a\n", "\n<b>\n```nnb\n```\n", "\n```nnb\n```", "\n\n\n```nnb\n```\n",
    "\n\n<!-- nnb:output -->\nold\n<!-- /nnb:output -->\ntext", "\n<!-- nnb:output -->\n<!-- /nnb:output -->",
    "\n\n\n<!-- nnb:output figures=text -->\n\n<!-- /nnb:output -->\n\n",
  ]

  @Test(arguments: ["\n", "\r\n", "\r"], before)
  func aReportIsAFixedPoint(lineEnd: String, before: String) throws {
    for cell in Self.cells {
      for after in Self.after {
        // A fence that nothing closes takes what follows as its commands, output markers included.
        try check(Array((before + cell + after).replacing("\n", with: lineEnd).utf8))
      }
    }
  }

  @Test(arguments: [
    "```nnb\r\na\n```\r\rb\r\n", "```nnb\n```\r", "```nnb\r```\n", "```nnb\ra\n", "a\r\n```nnb", "```nnb\na\r",
    "```nnb\n\n \n", "```nnb\na\n\n\n", "~~~nnb\r\na", "  ~~~~nnb\n```", "```nnb\n```\n \n\t\n",
    "a\0\n```nnb\n\0\n```\0\n```\n\0",
  ])
  func mixedAndUnfinishedLines(_ text: String) throws {
    try check(Array(text.utf8))
  }

  @Test func bytesThatAreNotText() throws {
    let fence = Array("```nnb\n".utf8)
    try check([0xFF, 0xFE, 0x0A] + fence + [0x80, 0x00, 0x0A, 0xC3] + [0x0A] + fence.prefix(3) + [0x0A, 0xE2, 0x82])
  }

  @Test func textBetweenACellAndItsOldOutput() throws {
    let text = "```nnb\n```\n\nnew text\n\n<!-- nnb:output -->\n\n1\n\n<!-- /nnb:output -->\nmore\n"
    try check(Array(text.utf8))
  }
}
