import Documents
import Language
import Outputs

extension Failure {
  /// A diagnostic as a report shows it: placed by cell and line, on which a notebook and its report agree.
  public init(_ diagnostic: Diagnostic, in document: Document) {
    let source = document.source
    func place(_ span: Span) -> String {
      guard let cell = document.cell(atOrBefore: span.lower) else {
        return "line \(source.line(at: span.lower))"
      }
      let line = source.line(at: span.lower) - source.line(at: cell.span.lower)
      return "cell \(cell.index)" + (line > 0 ? ", line \(line)" : "")
    }
    let (line, columns) = source.excerpt(of: diagnostic.span)
    self.init(
      place: place(diagnostic.span), message: diagnostic.message, sourceLine: line, columns: columns,
      notes: diagnostic.notes.map { "\(place($0.span)): \($0.message)" }, help: diagnostic.help)
  }
}
