import Language

/// A code block that was perhaps meant as a cell.
enum Lookalike {
  /// Says why a block that looks like a cell is none; nil for one that does not look so.
  static func warning(of block: MarkdownBlock, in source: Source) -> Diagnostic? {
    switch block {
    case .html, .heading: return nil
    case .code(let lines):
      let line = source.span(ofLine: lines.lowerBound)
      if let fence = Fence(opening: line, in: source) {
        return warning(after: fence, to: line.upper, in: source) { word in
          ("a cell begins with the word 'nnb', not '\(word)'", "begin it with ```nnb")
        }
      }
      return Fence(opening: line, in: source, indentedBy: .max).flatMap { fence in
        warning(after: fence, to: line.upper, in: source) { _ in
          ("its fence is indented by more than three spaces", "begin its lines at the margin")
        }
      }
    case .nestedCode(let number, let offset):
      let line = source.span(ofLine: number)
      let rest = Span(min(line.lower + offset, line.upper), line.upper)
      return Fence(opening: rest, in: source).flatMap { fence in
        warning(after: fence, to: rest.upper, in: source) { _ in
          ("it stands in a list or a quote", "begin its lines at the margin, and end the list before it")
        }
      }
    }
  }

  /// The warning at the info string after a fence, if its first word is much like that of a cell.
  private static func warning(
    after fence: Fence, to upper: Int, in source: Source, why: (_ word: String) -> (reason: String, cure: String)
  ) -> Diagnostic? {
    guard let first = source.words(in: Span(fence.run.upper, upper)).first else { return nil }
    let word = source.text(first)
    // `NNB`, `{nnb}`, `{.nnb}`, `nnb,label`, `nnb:label`
    let name = word.drop { !$0.isLetter }.prefix { $0.isASCII && $0.isLetter }
    guard ["nnb", "nbrun"].contains(name.lowercased()) else { return nil }
    let (reason, cure) = why(word)
    return Diagnostic("this block is not run: \(reason)", at: first, help: cure)
  }
}
