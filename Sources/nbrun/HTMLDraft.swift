import Documents
import Files
import Outputs
import Report
import Session

/// A report as one page of HTML, with everything in it.
struct HTMLDraft: ReportDraft {
  var cells: [[HTMLBlock]] = []

  static func rendered(_ output: Output) -> (block: HTMLBlock, byteCount: Int) {
    let block = HTMLBlock(output)
    return (block, block.byteCount)
  }

  func finished(_ document: Document, _ place: ReportPlace) -> FinishedReport {
    let pictures = EmbeddedPictures { link, most in
      Result { () throws(FileError) in try place.files.bytes(ofLink: link, upTo: most) }.mapError { .init($0.reason) }
    }
    let prose = document.html(picture: pictures.address)
    let content = prose.parts.flatMap { part in
      switch part {
      case .prose(let html): return [html]
      case .cell(let index):
        let blocks = index < cells.count ? cells[index] : []
        let cell = document.cells[index]
        return HTMLCell(
          number: cell.index, label: cell.header.label, remark: cell.header.remark, lines: cell.lines,
          of: document.source
        ).pieces(outputs: blocks.map { $0.html(figures: place.figures) })
      }
    }
    let page = HTMLPage(
      title: prose.headings.first { !$0.text.isEmpty }?.text ?? place.stem, language: prose.language,
      headings: prose.headings.map { HTMLPage.Heading(level: $0.level, id: $0.id, text: $0.text) }, content: content)
    return FinishedReport(bytes: page.bytes, hasCompanions: false, absences: pictures.absences)
  }
}
