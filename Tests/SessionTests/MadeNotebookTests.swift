import Documents
import Foundation
import Outputs
import Report
import Testing

@testable import Language
@testable import Session

/// What holds for every notebook, tried with notebooks that are made up from the command table.
@Suite struct MadeNotebookTests {
  /// How many are made up, in groups of which each is a test.
  static let groupSize = (ProcessInfo.processInfo.environment["NBRUN_MADE_NOTEBOOKS"].flatMap(Int.init) ?? 160) / 8

  /// What only running finds out, but for what stands in files: the language reference lists the same.
  private static let foundByRunning = [
    ", expected ", ", not \"", "became not-a-number", "became infinite", "the network has not changed yet",
    "which leaves one class",
  ]
  /// What the cells of a notebook did in a folder of its own, and the report of it.
  private struct Outcome {
    var results: [RunCell]
    var report: [UInt8]
    var mistakes: [Diagnostic] { results.compactMap(\.failure) }
  }

  private func run(_ text: String) throws -> Outcome {
    let folder = try MadeNotebook.preparedFolder()
    let files = FileAccess(folder: folder.path)
    let notebook = try Notebook.read(Source(name: "made.nnb", text: text), files: files).notebook
    let results = Runner(Host(threads: 1, files: files), of: notebook).cells(of: notebook)
    let cells = zip(notebook.document.cells, results).map { cell, result in
      (name: "cell-\(cell.index)", blocks: result.outputs.map { ReportBlock($0) })
    }
    let bodies = ReportBodies(cells, figures: .text, stem: "made")
    return Outcome(
      results: results, report: notebook.document.report(bodies: bodies.bodies, figures: bodies.figureMode?.rawValue))
  }

  private func notebooks(_ group: UInt64) throws -> [MadeNotebook] {
    try (0..<UInt64(Self.groupSize)).map { try MadeNotebook(seed: group * 1_000_000 + $0) }
  }

  @Test func everyCommandIsMadeAndTaken() throws {
    let made = try (0..<8).flatMap { try notebooks($0) }
    let taken = Set(made.flatMap(\.commands).compactMap { $0.split { " \n".contains($0) }.first.map(String.init) })
    #expect(CommandTable.standard.grammar.commands.map(\.name).filter { !taken.contains($0) } == ["quit"])
    #expect(made.count { !$0.rejected.isEmpty } > made.count / 2)
  }

  @Test(arguments: 0..<8 as Range<UInt64>) func whatIsAcceptedRuns(group: UInt64) throws {
    for made in try notebooks(group) {
      // What comes of a file rests on what it holds.
      if made.text.contains(/\.[a-z]+"|mnist/) { continue }
      guard let failure = try run(made.text).mistakes.first else { continue }
      #expect(Self.foundByRunning.contains { failure.message.contains($0) }, "\(failure.message)\n\(made.text)")
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>) func whatIsRefusedDoesNotRun(group: UInt64) throws {
    for made in try notebooks(group) {
      for (place, command) in made.rejected {
        let before = made.commands[..<place].map { $0 + "\n" }.joined()
        let source = Source(name: "made", text: before + command + "\n")
        let folder = try MadeNotebook.preparedFolder()
        let runner = Runner(Host(threads: 1, files: FileAccess(folder: folder.path)))
        let lines = source.lines
        let count = before.count { $0 == "\n" }
        guard runner.run(Array(lines[..<count]), of: source, { _ in }).failure == nil else { continue }
        let failure = runner.run(Array(lines[count...]), of: source) { _ in }.failure
        #expect(failure != nil, "\(before)→ \(command)")
      }
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>) func theReportOfAReportIsTheSame(group: UInt64) throws {
    for made in try notebooks(group) {
      let text = made.text(prose: "Some *prose*.\n\n- a list\n\n")
      let report = try run(text).report
      let again = try run(String(decoding: report, as: UTF8.self)).report
      #expect(again == report, "\(text)")
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>) func proseAndCommentsChangeNoOutput(group: UInt64) throws {
    for made in try notebooks(group) {
      let plain = try run(made.text)
      // A failure names its line, and a saved notebook holds the comments.
      guard plain.mistakes.isEmpty, !made.commands.contains(where: { $0.contains("notebook") }) else { continue }
      let told = try run(made.text(comment: "# a comment\n", prose: "Some prose.\n\n"))
      #expect(told.results.map(\.outputs) == plain.results.map(\.outputs), "\(made.text)")
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>) func whatIsWrongLiesInItsLine(group: UInt64) throws {
    let folder = try MadeNotebook.preparedFolder()
    for made in try notebooks(group) {
      for (place, command) in made.rejected {
        var broken = made
        broken.commands.insert(command, at: place)
        let source = Source(name: "made.nnb", text: broken.text)
        let mistakes = MadeNotebook.mistakes(in: source, folder)
        #expect(!mistakes.isEmpty)
        for span in mistakes.flatMap({ [$0.span] + $0.notes.map(\.span) }) {
          let line = source.span(ofLine: source.line(at: span.lower))
          let isInside = line.lower <= span.lower && span.lower <= span.upper && span.upper <= line.upper
          #expect(isInside, "\(span) in \(line)\n\(broken.text)")
        }
      }
    }
  }
}
