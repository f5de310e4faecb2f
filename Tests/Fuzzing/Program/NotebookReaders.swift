import Documents
import Engine
import Language
import Outputs
import Report
import Session

/// Reads and checks a notebook or a script; what is wrong with it is written as on a terminal.
func check(_ bytes: [UInt8], isScript: Bool) {
  _ = checked(bytes, isScript: isScript)
}

private func checked(_ bytes: [UInt8], isScript: Bool) -> Notebook? {
  let source = Source(name: "a.nnb", bytes: bytes)
  do throws(Diagnostics) {
    let files = FileAccess(folder: WorkFolder.path)
    let notebook = try Notebook.read(source, files: files, isScript: isScript).notebook
    for lookalike in notebook.document.lookalikes { show(lookalike, in: source) }
    if !isScript {
      checkReport(of: notebook.document)
      checkPage(of: notebook.document)
    }
    return notebook
  } catch {
    // As many as the program shows.
    for diagnostic in error.all.prefix(20) { show(diagnostic, in: source) }
    return nil
  }
}

private func show(_ diagnostic: Diagnostic, in source: Source) {
  for span in [diagnostic.span] + diagnostic.notes.map(\.span) {
    precondition(0 <= span.lower && span.lower <= span.upper && span.upper <= source.bytes.count, "a place outside")
  }
  precondition(
    visibleLines(rendered(diagnostic, in: source)) == rendered(diagnostic, in: source), "controls in a message")
}

/// A report is a notebook with the same prose and cells, and its report has the same bytes.
private func checkReport(of document: Document) {
  let bodies = document.cells.map { $0.index % 3 == 0 ? [] : ["> a", "| b |"] }
  let report = document.report(bodies: bodies, figures: "text")
  let (again, mistakes) = Document.parse(Source(name: "a.md", bytes: report))
  precondition(mistakes.isEmpty && again.cells.count == document.cells.count, "a report that is no notebook")
  precondition(again.report(bodies: bodies, figures: "text") == report, "a report of a report with other bytes")
}

/// A page has every cell once and in order, and no markup that its author has written.
private func checkPage(of document: Document) {
  let prose = document.html(picture: { $0.hasPrefix("a") ? "data:" : nil })
  let cells = prose.parts.compactMap { if case .cell(let index) = $0 { index } else { nil } }
  precondition(cells == Array(document.cells.indices), "cells that are not in the page as they are in the notebook")
  precondition(Set(prose.headings.map(\.id)).count == prose.headings.count, "two headings of one name")
  for case .prose(let html) in prose.parts {
    precondition(!html.contains("<script") && !html.contains("<!--"), "markup of the author's in a page")
  }
}

/// Runs a small notebook, or what of it can be run in a short time.
func run(_ bytes: [UInt8]) {
  let bytes = withSmallNumbers(bytes)
  guard let notebook = checked(bytes, isScript: !bytes.starts(with: "```".utf8)) else { return }
  let host = Host(threads: 1, files: FileAccess(folder: WorkFolder.path))
  let interruption = host.interruption
  let deadline = Task.detached {
    try await Task.sleep(for: .milliseconds(100))
    interruption.request()
  }
  defer { deadline.cancel() }
  var outputs: [Output] = []
  _ = Runner(host, of: notebook).run(notebook, onFailure: .continue) { event in
    if case .output(let output) = event { outputs.append(output) }
  }
  for mode in FigureMode.allCases {
    _ = RenderedOutputs(outputs, figures: mode)
    for output in outputs { _ = html(output, figures: mode) }
  }
  let style = TerminalStyle(columns: 40)
  for output in outputs {
    precondition(visibleLines(style.rendered(output)) == style.rendered(output), "controls on a terminal")
  }
  if bytes.contains(sequence: "save".utf8) { WorkFolder.tidy() }
}

/// A text whose numbers have three digits at most, and no exponents: so little is asked for that it can be run.
private func withSmallNumbers(_ bytes: [UInt8]) -> [UInt8] {
  var result: [UInt8] = []
  var digits = 0
  for byte in bytes {
    let isExponent = digits > 0 && (byte | 0x20) == UInt8(ascii: "e")
    digits = (0x30...0x39).contains(byte) ? digits + 1 : 0
    if digits <= 3, !isExponent { result.append(byte) }
  }
  return result
}

/// Completes the line before the first `|`, in the block that the lines before it have opened.
func complete(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  let cursor = text.firstIndex(of: "|") ?? text.endIndex
  let lines = (text[..<cursor] + text[cursor...].dropFirst()).split(separator: "\n", omittingEmptySubsequences: false)
  var typed = TypedCommand(in: CommandTable.standard.grammar)
  let above = text[..<cursor].split(separator: "\n", omittingEmptySubsequences: false)
  for line in above.dropLast() { typed.append(String(line)) }
  let line = String(lines[above.count - 1])
  let place = above.last?.utf8.count ?? 0
  let completion = complete(line, at: place, in: .sample, block: typed.block)
  let replaced = completion.replaced
  precondition(0 <= replaced.lowerBound && replaced.lowerBound <= place && replaced.upperBound <= line.utf8.count)
  for candidate in completion.candidates { precondition(!candidate.text.isEmpty) }
}

extension CompletionContext {
  /// A session with something of each kind.
  fileprivate static let sample = CompletionContext(
    CommandTable.standard.grammar, names: [("rate", "0.5"), ("folder", "\"mnist\"")]
  ) { $0 == "" ? ["mnist/", "iris.csv", "a\"b", "a\nb"] : $0 == "mnist" ? ["train.gz"] : [] }
}

extension Sequence<UInt8> {
  fileprivate func contains(sequence: some Sequence<UInt8>) -> Bool {
    Array(self).firstRange(of: Array(sequence)) != nil
  }
}
