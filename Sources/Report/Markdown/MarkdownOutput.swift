// Report: outputs to media, by pure functions. It knows neither the engine nor cmark nor files.

import Outputs

/// How plots stand in a report.
public enum FigureMode: String, Sendable, CaseIterable {
  /// As text between fences.
  case text
  /// As an SVG picture in a file of its own.
  case svg
  /// As a mention that a plot was left out.
  case none
}

/// A picture that a report refers to.
public struct Figure: Sendable, Equatable {
  /// The path as the report names it, relative to the report.
  public let name: String
  /// The whole file.
  public let svg: String
}

/// The Markdown of a cell's outputs and the pictures it refers to.
public struct RenderedOutputs: Sendable, Equatable {
  /// Blocks of Markdown, each without a line break at its end.
  public let blocks: [String]
  /// The pictures, in the order of their plots.
  public let figures: [Figure]

  /// Renders outputs in order.
  ///
  /// - Parameters:
  ///   - outputs: What the cell had to say.
  ///   - mode: How plots are shown.
  ///   - figureName: The path of the nth plot's picture, counted from 1; asked only in the mode `svg`.
  public init(_ outputs: [Output], figures mode: FigureMode = .text, figureName: (Int) -> String = { "\($0).svg" }) {
    self.init(outputs.map { ReportBlock($0) }, figures: mode, figureName: figureName)
  }

  /// The same of outputs that were rendered as far as they could be.
  init(_ parts: [ReportBlock], figures mode: FigureMode, figureName: (Int) -> String) {
    var blocks: [String] = []
    var figures: [Figure] = []
    for part in parts {
      switch (part, mode) {
      case (.markdown(let text), _): blocks.append(text)
      case (.plot(let plot), .text): blocks.append(fenced(textPlot(plot)))
      case (.plot(let plot), .svg):
        let figure = Figure(name: figureName(figures.count + 1), svg: svgPlot(plot))
        figures.append(figure)
        blocks.append("![\(inlineEscaped(plot.alternative))](\(linkEscaped(figure.name)))")
      case (.plot(let plot), .none): blocks.append(paragraph("(plot left out: \(plot.title))"))
      }
    }
    self.blocks = blocks.filter { !$0.isEmpty }
    self.figures = figures
  }

  /// The blocks separated by one blank line, with a line break after the last; empty if there is nothing to show.
  public var markdown: String { blocks.isEmpty ? "" : blocks.joined(separator: "\n\n") + "\n" }
}

/// One output as it stands in a report, or what is wanted to draw it.
///
/// A value is rendered as it comes, so that a run does not hold its tables until its end; how plots are shown is known then.
public enum ReportBlock: Sendable, Equatable {
  /// Markdown.
  case markdown(String)
  /// A plot to be drawn.
  case plot(Plot)

  /// Renders an output.
  public init(_ output: Output) {
    self =
      switch output {
      case .note(let note): .markdown(paragraph(note))
      case .text(let text): .markdown(fenced(text))
      case .help(let page): .markdown(fenced(helpLines(page, columns: 100).joined(separator: "\n")))
      case .table(let table): .markdown(Report.markdown(table))
      case .pictures(let pictures): .markdown(Report.markdown(pictures))
      case .failure(let failure): .markdown(fenced(description(of: failure).joined(separator: "\n")))
      case .plot(let plot): .plot(plot)
      }
  }

  /// The bytes of the text; of a plot, which is small, none.
  public var byteCount: Int { if case .markdown(let text) = self { text.utf8.count } else { 0 } }
}

/// The lines that tell of a failure: what and where, the source with carets, notes and help.
func description(of failure: Failure) -> [String] {
  let excerpt = SourceExcerpt(line: failure.sourceLine, columns: failure.columns)
  var lines = ["\(failure.place): error: \(failure.message)"].map(visible) + [excerpt.line, excerpt.carets]
  lines += failure.notes.map { "note: " + visible($0) }
  if let help = failure.help { lines.append("help: " + visible(help)) }
  return lines
}

/// Percent-encodes what cannot stand in a Markdown link, leaving letters of all scripts readable.
private func linkEscaped(_ path: String) -> String {
  path.unicodeScalars.map { scalar in
    let isPlain = scalar.properties.isAlphabetic || "0123456789-._~/".unicodeScalars.contains(scalar)
    return isPlain ? String(scalar) : scalar.utf8.map { "%" + hex($0) }.joined()
  }.joined()
}

private func hex(_ byte: UInt8) -> String {
  (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
}
