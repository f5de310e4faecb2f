/// A page that needs nothing but itself: no program runs in it, and nothing is loaded from anywhere.
public struct HTMLPage: Sendable {
  /// What a browser shows above it.
  public var title: String
  /// The language of its prose, as the attribute `lang` has it.
  public var language: String
  /// The headings in order, for the contents.
  public var headings: [Heading]
  /// What stands in the page, from top to bottom.
  public var content: [String]

  /// A heading of the page.
  public struct Heading: Sendable, Equatable {
    /// From 1, the highest, to 6.
    public var level: Int
    /// The `id` that it has in the page.
    public var id: String
    /// Its words.
    public var text: String

    /// Creates a heading.
    public init(level: Int, id: String, text: String) { (self.level, self.id, self.text) = (level, id, text) }
  }

  /// Creates a page.
  public init(title: String, language: String = "en", headings: [Heading] = [], content: [String]) {
    (self.title, self.language, self.headings, self.content) = (title, language, headings, content)
  }

  /// What every page of this program begins with, by which a file is known as one.
  public static let beginning = "<!doctype html>\n<!-- nbrun report -->\n"

  /// The whole file, the same for the same page.
  public var bytes: [UInt8] {
    var bytes = Array(start.utf8)
    // What stands in it may take most of the memory that there is, so that it is not to be copied as the page grows.
    bytes.reserveCapacity(content.reduce(bytes.count + 100) { $0 + $1.utf8.count + 1 })
    for piece in content where !piece.isEmpty {
      bytes += piece.utf8
      bytes.append(0x0A)
    }
    bytes += "</main>\n</body>\n</html>\n".utf8
    return bytes
  }

  /// What stands before the content.
  private var start: String {
    let hash = base64(sha256(Array(HTMLStyle.sheet.utf8)))
    let policy = "default-src 'none'; style-src 'sha256-\(hash)'; img-src data:; base-uri 'none'; form-action 'none'"
    return """
      \(Self.beginning)<html lang="\(htmlEscaped(language))">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="generator" content="nbrun">
      <title>\(htmlEscaped(title))</title>
      <style>\(HTMLStyle.sheet)</style>
      </head>
      <body>
      \(contents)<main>

      """
  }

  /// The contents, if there is more than one heading.
  private var contents: String {
    let headings = headings.filter { !$0.text.isEmpty }
    guard headings.count > 1 else { return "" }
    let top = headings.map(\.level).min() ?? 1
    let items = headings.map { heading in
      let depth = min(heading.level - top, 3)
      return
        "<li\(depth > 0 ? " class=\"depth\(depth)\"" : "")><a href=\"#\(htmlEscaped(heading.id))\">\(htmlEscaped(heading.text))</a></li>"
    }
    let words = language == "ja" ? "目次" : "Contents"
    return
      "<nav aria-label=\"\(words)\">\n<details open><summary>\(words)</summary>\n<ol>\n\(items.joined(separator: "\n"))\n</ol></details>\n</nav>\n"
  }
}
