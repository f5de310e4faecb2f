import Documents
import Files
import Language
import Report
import Session

/// The notebook as parts of a page: its prose, which is written anew only if it is another, and its cells.
struct PageParts {
  /// Where the pictures are that the prose names.
  private let files: FileAccess
  private var prose: (text: [[UInt8]], html: ProseHTML)?

  init(_ files: FileAccess) { self.files = files }

  /// The name of a cell's part, counted from 0.
  static func name(ofCell index: Int) -> String { "part.cell-\(index + 1)" }

  /// The language of the prose of a document.
  mutating func language(of document: Document) -> String { prose(of: document).language }

  /// The parts of a document, its cells with what they show.
  mutating func all(of document: Document, _ shown: [ShownCell]) -> [PageState.Part] {
    var count = 0
    return prose(of: document).parts.map { part in
      switch part {
      case .prose(let html):
        count += 1
        return PageState.Part(id: "part.prose-\(count)", html: html)
      case .cell(let index):
        let (cell, shown) = (document.cells[index], shown[index])
        let html = HTMLCell(
          number: cell.index, label: cell.header.label, remark: cell.header.remark, lines: cell.lines,
          of: document.source
        ).html(outputs: shown.mistakes + shown.outputs)
        return PageState.Part(id: Self.name(ofCell: index), html: html, isOld: shown.isOld)
      }
    }
  }

  private mutating func prose(of document: Document) -> ProseHTML {
    // A cell is one byte here, whatever is in it.
    let text = document.parts.map { part -> [UInt8] in
      switch part {
      case .prose(let span): Array(document.source.bytes[span.lower..<span.upper])
      case .cell: [0]
      }
    }
    if let prose, prose.text == text { return prose.html }
    let pictures = EmbeddedPictures { [files] link, most in
      Result { () throws(FileError) in try files.bytes(ofLink: link, upTo: most) }.mapError { .init($0.reason) }
    }
    let html = document.html(picture: pictures.address)
    prose = (text, html)
    return html
  }
}
