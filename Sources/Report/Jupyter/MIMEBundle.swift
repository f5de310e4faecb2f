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

  /// Renders an output.
  public init(_ output: Output) {
    let rich: (MediaType, String) =
      switch ReportBlock(output) {
      case .markdown(let text): (.markdown, text)
      case .plot(let plot): (.svg, svgPlot(plot))
      }
    var plain = TerminalStyle(columns: 100).rendered(output)
    if plain.hasSuffix("\n") { plain.removeLast() }
    forms = [rich, (.plain, plain)].filter { !$0.1.isEmpty }
  }

  /// The text under a type.
  public subscript(type: MediaType) -> String? { forms.first { $0.type == type }?.text }

  /// Whether two bundles have the same forms.
  public static func == (one: MIMEBundle, other: MIMEBundle) -> Bool { one.forms.elementsEqual(other.forms, by: ==) }

  /// The bytes of all forms.
  public var byteCount: Int { forms.reduce(0) { $0 + $1.text.utf8.count } }
}
