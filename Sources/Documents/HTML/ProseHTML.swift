import Language

/// The prose of a document as HTML, with the places where its cells stand.
public struct ProseHTML: Sendable, Equatable {
  /// Prose and cells in order; no prose is empty.
  public internal(set) var parts: [Part] = []
  /// The headings in order.
  public internal(set) var headings: [Heading] = []
  /// The language that the prose is probably written in, as the attribute `lang` has it.
  public internal(set) var language = "en"

  /// A stretch of a document.
  public enum Part: Sendable, Equatable {
    /// Elements of HTML that are safe in any page: no markup of the author's own is among them.
    case prose(String)
    /// A cell, by its place among the cells, from 0.
    case cell(Int)
  }

  /// A heading of the prose.
  public struct Heading: Sendable, Equatable {
    /// From 1, the highest, to 6.
    public let level: Int
    /// The `id` of the heading in the page.
    public let id: String
    /// The words of the heading, without markup.
    public let text: String
  }
}

extension Document {
  /// Writes the prose as HTML: GitHub's Markdown with tables, footnotes, and links where an address stands.
  ///
  /// Markup of the author's own is shown as text or left out, and addresses such as `javascript:` lead nowhere. A formula
  /// in `$…$` or `$$…$$` stays as it is written.
  ///
  /// - Parameter picture: what stands in the place of a picture that the prose names, as a `data:` address; nil where its
  ///   words have to do.
  public func html(picture: @escaping (_ path: String) -> String? = { _ in nil }) -> ProseHTML {
    var text: [UInt8] = []
    var cells: [Span] = []
    for part in parts {
      let lower = text.count
      text += source.bytes[part.span.lower..<part.span.upper]
      guard case .cell(let cell) = part else { continue }
      cells.append(Span(lower, text.count))
      text += cell.completion.utf8
    }
    let whole = Source(name: source.name, bytes: text)
    let lines = cells.map { whole.line(at: $0.lower)...whole.line(at: $0.upper - 1) }
    var writer = ProseWriter(HiddenMath(of: Source(name: source.name, bytes: Marks.cleared(text))), picture: picture)
    var prose = writer.write(around: lines)
    // No other language is written with kana.
    let isJapanese = parts.contains { if case .prose(let span) = $0 { source.text(span).hasKana } else { false } }
    if isJapanese { prose.language = "ja" }
    return prose
  }
}

extension String {
  fileprivate var hasKana: Bool {
    unicodeScalars.contains { (0x3041...0x3096).contains($0.value) || (0x30A1...0x30FA).contains($0.value) }
  }
}
