import JSONValues
import Language
import Testing

@testable import LanguageServer

/// Columns count as the protocol says, which Swift's own views of a string count too.
@Suite struct PositionTests {
  private static let text = "\u{FEFF}a日😀é\r\n\n\r😀😀x\r\nend"

  @Test(arguments: [PositionEncoding.utf8, .utf16])
  func everyOffsetHasAPositionAndComesBack(_ encoding: PositionEncoding) throws {
    let text = PlacedText(source: Source(name: "a", text: Self.text), encoding: encoding)
    // A line end of two characters is one `Character`, and a lone one is too.
    let lines = Self.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var offset = 0
    for (number, line) in lines.enumerated() {
      for index in line.unicodeScalars.indices + [line.endIndex] {
        let before = line[..<index]
        let column = encoding == .utf8 ? before.utf8.count : before.utf16.count
        let position: JSON = ["line": .int(number), "character": .int(column)]
        #expect(text.position(offset + before.utf8.count) == position)
        #expect(try text.offset(position) == offset + before.utf8.count)
      }
      offset += line.utf8.count
      let rest = Array(Self.text.utf8.dropFirst(offset).prefix(2))
      offset += rest == [0x0D, 0x0A] ? 2 : 1
    }
  }

  @Test func whatIsOutsideIsTheNearestPlace() throws {
    let text = PlacedText(source: Source(name: "a", text: "a😀\nb"), encoding: .utf16)
    func offset(_ line: Int, _ column: Int) throws -> Int {
      try text.offset(["line": .int(line), "character": .int(column)])
    }
    #expect(try offset(0, 2) == 1)
    #expect(try offset(0, 3) == 5)
    #expect(try offset(0, 99) == 5)
    #expect(try offset(7, 0) == 7)
    #expect(try offset(.max, .max) == 7)
    #expect(throws: ResponseError.self) { try offset(-1, 0) }
    #expect(throws: ResponseError.self) { try offset(0, .min) }
  }

  @Test func addressesOfFilesArePaths() {
    #expect(path(ofFileAt: "file:///a/b%20c/%E6%97%A5.nnb") == "/a/b c/日.nnb")
    #expect(path(ofFileAt: "FILE://localhost/a") == "/a")
    for uri in [
      "untitled:a", "file://host/a", "file:a", "file:///a%", "file:///%zz", "file:///%+1", "file:///%00", "file:///%ff",
      "",
    ] {
      #expect(path(ofFileAt: uri) == nil)
    }
  }
}
