import Outputs

/// One output in the forms that a front end of Jupyter chooses from, each a text under its MIME type.
///
/// Front ends prefer Markdown to SVG, so a plot has no Markdown: its drawing in characters is the plain text. SVG is shown in
/// notebooks that the reader trusts, the plain text in others.
public struct MIMEBundle: Sendable, Equatable {
  /// The names of the types.
  public enum MediaType: String, Sendable, CaseIterable {
    case svg = "image/svg+xml"
    case markdown = "text/markdown"
    case plain = "text/plain"
  }

  /// The forms, in the order of their types' names; none is empty, and there is none if there is nothing to show.
  public let forms: [(type: MediaType, text: String)]

  /// Renders an output; a plot that is not to be SVG is its drawing in characters, or the mention that it was left out.
  public init(_ output: Output, figures mode: FigureMode = .svg) {
    switch (ReportBlock(output), mode) {
    case (.markdown(let text), _): self.init(.markdown, text, output)
    case (.plot(let plot), .svg): self.init(.svg, svgPlot(plot), output)
    case (.plot, .text): self.init(.markdown, "", output)
    case (.plot(let plot), .none): self.init(.note("(plot left out: \(plot.title))"))
    }
  }

  private init(_ type: MediaType, _ text: String, _ output: Output) {
    var plain = TerminalStyle(columns: 100).rendered(output)
    if plain.hasSuffix("\n") { plain.removeLast() }
    forms = [(type, text), (.plain, plain)].filter { !$0.1.isEmpty }
  }

  /// The text under a type.
  public subscript(type: MediaType) -> String? { forms.first { $0.type == type }?.text }

  /// Whether two bundles have the same forms.
  public static func == (one: MIMEBundle, other: MIMEBundle) -> Bool { one.forms.elementsEqual(other.forms, by: ==) }

  /// The bytes of all forms.
  public var byteCount: Int { forms.reduce(0) { $0 + $1.text.utf8.count } }
}
