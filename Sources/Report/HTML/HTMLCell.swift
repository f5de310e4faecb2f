import Language

/// A cell as a page shows it: its source, which opens and closes, and below it what it has to say.
public struct HTMLCell: Sendable {
  /// The number of the cell, from 1.
  public var number: Int
  /// The name of the cell, if it has one.
  public var label: String?
  /// What its header says of it, such as `skip`.
  public var remark: String?
  /// The lines of its source.
  public var lines: [Span]
  /// The text that these lines are of.
  public var source: Source

  /// How many lines a source may have to be open from the start.
  private static let mostOpenLines = 25

  /// Creates a cell.
  public init(number: Int, label: String? = nil, remark: String? = nil, lines: [Span], of source: Source) {
    (self.number, self.label, self.remark, self.lines, self.source) = (number, label, remark, lines, source)
  }

  /// The name of the element in the page.
  public var id: String { "cell.\(number)" }

  /// The cell with its outputs, each of which is elements of HTML.
  public func html(outputs: [String]) -> String { pieces(outputs: outputs).joined(separator: "\n") }

  /// The same line by line: outputs may be long, and are not copied.
  public func pieces(outputs: [String]) -> [String] {
    let outputs = outputs.filter { !$0.isEmpty }
    let shown = outputs.isEmpty ? [] : ["<div class=\"outputs\">"] + outputs + ["</div>"]
    return ["<section class=\"cell\" id=\"\(id)\" aria-label=\"\(title)\">", sourceHTML] + shown + ["</section>"]
  }

  /// The source under a line that names the cell.
  public var sourceHTML: String {
    let remark = remark.map { " <i>\(htmlEscaped($0))</i>" } ?? ""
    let first = lines.lazy.map { source.text($0) }.first { !$0.allSatisfy { $0 == " " || $0 == "\t" } } ?? ""
    let start = "<code>\(htmlEscaped(shortened(first, toColumns: 60)))</code>"
    let isOpen = lines.count <= Self.mostOpenLines
    return "<details\(isOpen ? " open" : "")><summary><b>\(title)</b>\(remark) \(start)</summary>\n"
      + "<pre tabindex=\"0\"><code>\(code)</code></pre></details>"
  }

  private var title: String { label.map(htmlEscaped) ?? "cell \(number)" }

  /// The source, what is to be told apart in elements of their own.
  private var code: String {
    let highlights = Highlight.all(in: lines, of: source)
    var next = 0
    return lines.map { line in
      var (html, place) = ("", line.lower)
      while next < highlights.count, highlights[next].span.upper <= line.upper {
        let highlight = highlights[next]
        html += escaped(Span(place, highlight.span.lower))
        let text = escaped(highlight.span)
        html += highlight.kind.tag.map { "<\($0)>\(text)</\($0.prefix { $0 != " " })>" } ?? text
        place = highlight.span.upper
        next += 1
      }
      return html + escaped(Span(place, line.upper))
    }.joined(separator: "\n")
  }

  private func escaped(_ span: Span) -> String { htmlEscaped(source.text(span)) }
}

extension Highlight.Kind {
  /// The element that a page has it in; nil for what is like any other text.
  fileprivate var tag: String? {
    switch self {
    case .command: "b"
    case .number: "span class=\"number\""
    case .string: "span class=\"string\""
    case .variable: "var"
    case .comment: "i"
    case .word, .symbol: nil
    }
  }
}
