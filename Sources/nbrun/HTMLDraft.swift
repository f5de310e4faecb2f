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
    let pictures = EmbeddedPictures(place.files)
    let prose = document.html(picture: pictures.address)
    let content = prose.parts.flatMap { part in
      switch part {
      case .prose(let html): return [html]
      case .cell(let index):
        let blocks = index < cells.count ? cells[index] : []
        return HTMLCell(document.cells[index], of: document).pieces(
          outputs: blocks.map { $0.html(figures: place.figures) })
      }
    }
    let page = HTMLPage(
      title: prose.headings.first { !$0.text.isEmpty }?.text ?? place.stem, language: prose.language,
      headings: prose.headings.map { HTMLPage.Heading(level: $0.level, id: $0.id, text: $0.text) }, content: content)
    return FinishedReport(bytes: page.bytes, hasCompanions: false, absences: pictures.absences)
  }
}

extension HTMLCell {
  /// A cell of a document.
  init(_ cell: Cell, of document: Document) {
    let remark = cell.header.isSkipped ? "skip" : cell.header.expectsError ? "expect=error" : nil
    self.init(number: cell.index, label: cell.header.label, remark: remark, lines: cell.lines, of: document.source)
  }
}

/// The pictures that the prose of a notebook names, as far as they are files that it may read and of a size for a page.
final class EmbeddedPictures {
  private let files: FileAccess
  private var addresses: [String: String?] = [:]
  private var room = 16 << 20
  /// Why pictures are not in the page, each a phrase.
  private(set) var absences: [String] = []

  init(_ files: FileAccess) { self.files = files }

  /// The picture as a `data:` address; nil where it is none that can be shown.
  func address(of path: String) -> String? {
    if let known = addresses[path] { return known }
    let address = embedded(path)
    addresses[path] = .some(address)
    return address
  }

  private func embedded(_ path: String) -> String? {
    if Self.types.contains(where: { path.hasPrefix("data:image/\($0);base64,") }) { return path }
    do throws(FileError) {
      guard !path.contains(":") else { throw FileError(.read, path, "it would be loaded from elsewhere") }
      // Where a '%' is no more than that, the path is meant as it stands.
      let name = percentDecoded(path).map { String(decoding: $0, as: UTF8.self) } ?? path
      let bytes = try files.bytes(of: name, upTo: room)
      guard let type = Self.type(of: bytes) else {
        throw FileError(.read, path, "it is no PNG, JPEG, GIF, WebP or SVG")
      }
      room -= bytes.count
      return "data:image/\(type);base64,\(base64(bytes))"
    } catch {
      absences.append("picture '\(path.prefix(200))' is not in the page: \(error.reason)")
      return nil
    }
  }

  private static let types = ["png", "jpeg", "gif", "webp"]

  /// The type of a picture by its first bytes.
  private static func type(of bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "png" }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "jpeg" }
    if bytes.starts(with: "GIF8".utf8) { return "gif" }
    if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) { return "webp" }
    return ["<svg", "<?xml", "<!DOCTYPE svg"].contains { bytes.starts(with: $0.utf8) } ? "svg+xml" : nil
  }
}
