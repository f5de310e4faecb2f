import Outputs

/// One output as a page shows it, or what is wanted to draw it; a value is rendered as it comes, as in `ReportBlock`.
public enum HTMLBlock: Sendable, Equatable {
  /// Elements of HTML.
  case html(String)
  /// A plot to be drawn.
  case plot(Plot)

  /// Renders an output.
  public init(_ output: Output) {
    self =
      switch output {
      case .note(let note): .html(paragraphHTML(note))
      case .text(let text): .html(preformatted(text))
      case .help(let page): .html(preformatted(helpLines(page, columns: 100).joined(separator: "\n")))
      case .table(let table): .html(Report.html(table))
      case .pictures(let pictures): .html(Report.html(pictures))
      case .failure(let failure):
        .html(
          "<div class=\"failure\" role=\"group\" aria-label=\"error\">\(preformatted(description(of: failure).joined(separator: "\n")))</div>"
        )
      case .plot(let plot): .plot(plot)
      }
  }

  /// The elements, without a line break at the end; empty if there is nothing to show.
  public func html(figures mode: FigureMode = .svg) -> String {
    switch (self, mode) {
    case (.html(let text), _): text
    case (.plot(let plot), .svg): "<figure class=\"picture\">\n\(inlineSVGPlot(plot))</figure>"
    case (.plot(let plot), .text): preformatted(textPlot(plot))
    case (.plot(let plot), .none): paragraphHTML("(plot left out: \(plot.title))")
    }
  }

  /// The bytes of the text; of a plot, which is small, none.
  public var byteCount: Int { if case .html(let text) = self { text.utf8.count } else { 0 } }
}

/// An output as elements of HTML that stand by themselves, to be shown with the rules of `HTMLStyle.sheet`.
public func html(_ output: Output, figures mode: FigureMode = .svg) -> String { HTMLBlock(output).html(figures: mode) }

private func paragraphHTML(_ text: String) -> String {
  let words = htmlWords(text)
  return words.isEmpty ? "" : "<p>\(words)</p>"
}
