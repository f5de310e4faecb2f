import Language
import Testing

@testable import Documents

@Suite struct DocumentOutputTests {
  private static let block = "<!-- nnb:output -->\n\n1\n\n<!-- /nnb:output -->\n"

  @Test(arguments: [
    ("", ""), ("\n", ""), ("\n\n", "\n"), ("\n \n", "\n"), (" \t\n", ""), ("a\n\n", "a\n\n"), ("a\n", "a\n"),
  ])
  func oneBlankLineBeforeABlockIsTheWriters(between: String, kept: String) throws {
    for after in ["", "\n", "\n\n", "b\n", "    b\n", "```nnb\n```\n"] {
      let document = try Document.reading("```nnb\n```\n\(between)\(Self.block)\(after)")
      #expect(document.kept == "```nnb\n```\n\(kept)\(after)")
    }
  }

  @Test func whatIsInABlockIsDropped() throws {
    let inner = "```nnb a=b\n<!-- /nnb:output -->\n```\n- <!-- /nnb:output -->\n\n"
    let block = "<!-- nnb:output -->\n\(inner)<!-- /nnb:output -->\n"
    let document = try Document.reading("```nnb\n```\n\n\(block)\(Self.block)b\n")
    #expect(document.kept == "```nnb\n```\nb\n")
  }

  @Test func blocksAwayFromCellsAreDropped() throws {
    #expect(try Document.reading("a\n\n\(Self.block)\nb\n").kept == "a\n\n\nb\n")
    #expect(try Document.reading("\u{FEFF}  \(Self.block)a\n").kept == "\u{FEFF}a\n")
    #expect(try Document.reading(Self.block).kept == "")
  }

  @Test(arguments: [
    "```\n\(block)```\n", "    <!-- nnb:output -->\n", "> <!-- nnb:output -->\n", "- <!-- nnb:output -->\n",
    "<div>\n<!-- nnb:output -->\n", "a <!-- nnb:output -->\n", "<!--nnb:output-->\n", "<!-- nnb:outputs -->\n",
    "<!-- a\n<!-- nnb:output -->\n", "<!-- nnb -->\n",
  ])
  func proseThatIsNoMarker(_ text: String) throws {
    #expect(try Document.reading(text).kept == text)
  }

  @Test func figures() throws {
    #expect(try Document.reading(Self.block).figures == nil)
    let svg = "<!-- nnb:output figures=svg -->\n<!-- /nnb:output -->\n"
    let text = "   <!-- nnb:output   figures=text-->  \n<!-- /nnb:output -->\n"
    #expect(try Document.reading(Self.block + svg + text).figures == "svg")
    #expect(try Document.reading(text + svg).figures == "text")
  }

  @Test func aReport() throws {
    let document = try Document.reading("# a\n```nnb\nb\n```\ntext\n\n```nnb\n```\n```nnb\nc")
    let report = document.report(bodies: [["1", "2"], [], ["3"]], figures: "svg")
    #expect(
      String(decoding: report, as: UTF8.self) == """
        # a
        ```nnb
        b
        ```

        <!-- nnb:output figures=svg -->

        1

        2

        <!-- /nnb:output -->
        text

        ```nnb
        ```
        ```nnb
        c
        ```

        <!-- nnb:output figures=svg -->

        3

        <!-- /nnb:output -->

        """)
  }

  @Test func aReportTakesTheLineEndsOfTheCell() throws {
    let document = try Document.reading("a\n~~~nnb\r\nb\r\n~~~\r\nc\n```nnb\r```\r")
    #expect(
      String(decoding: document.report(bodies: [["1\n2"], ["3"]]), as: UTF8.self)
        == "a\n~~~nnb\r\nb\r\n~~~\r\n\r\n<!-- nnb:output -->\r\n\r\n1\r\n2\r\n\r\n<!-- /nnb:output -->\r\n"
        + "c\n```nnb\r```\r\r<!-- nnb:output -->\r\r3\r\r<!-- /nnb:output -->\r")
  }

  @Test func aReportWithoutOutputIsTheDocument() throws {
    let text = "\u{FEFF}a\r\n\n```nnb\rb\n"
    #expect(try Document.reading(text).report(bodies: [[]]) == Array(text.utf8))
  }
}
