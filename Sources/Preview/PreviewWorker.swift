import Dispatch
import Documents
import Engine
import Language
import Outputs
import Report
import Session

/// Runs the texts of a notebook one after the other, and tells what a page is to show meanwhile; one thread has it.
final class PreviewWorker {
  private let path: String
  private let runner: IncrementalRunner
  /// What the page shows of the cells of the last text, whatever was wrong with it.
  private var shown: [ShownCell] = []
  /// The HTML of what the cells of the last text that was run have said: those that the runner keeps say it still.
  private var said: [[String]] = []
  private var page: PageParts

  /// The nanoseconds between two looks at a run under way.
  private let interval: UInt64

  /// What is changed of what a page shows.
  typealias Change = (inout PageState) -> Void
  /// Where changes go.
  typealias Show = (Change) -> Void

  init(
    _ path: String, opened folders: [String] = [], threads: Int? = nil, budget: Budget = Budget(),
    interval: UInt64 = 100_000_000
  ) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    (self.path, self.interval) = (path, interval)
    let files = FileAccess(folder: folder, opened: folders, notebook: path, held: HeldFiles())
    runner = IncrementalRunner(Host(threads: threads, files: files, budget: budget))
    page = PageParts(files)
  }

  /// Has the next run begin with the first cell, and with files as they are then.
  func forget() {
    runner.forget()
    page = PageParts(runner.host.files)
  }

  /// Runs a text from the first cell that differs, until it is interrupted.
  func run(_ text: [UInt8], _ interruption: Interruption, _ show: @escaping Show) {
    let source = Source(name: path, bytes: text)
    let document = Document.parse(source).document
    shown = shown.moved(to: document.cells.map { Array(source.bytes[$0.span.lower..<$0.span.upper]) })
    let language = page.language(of: document)
    show { $0.language = language }
    let notebook: Notebook
    do throws(Diagnostics) {
      notebook = try runner.read(source)
    } catch {
      return showMistakes(error, in: document, show)
    }
    run(notebook, interruption, show)
  }

  /// Shows what is wrong with a text at its places; the cells show what they did before.
  private func showMistakes(_ mistakes: Diagnostics, in document: Document, _ show: @escaping Show) {
    var problem: String?
    for diagnostic in mistakes.all {
      if let cell = document.cell(atOrBefore: diagnostic.span.lower) {
        shown[cell.index - 1].mistakes.append(html(.failure(Failure(diagnostic, in: document))))
      } else {
        problem = problem ?? diagnostic.message + (diagnostic.help.map { "; \($0)" } ?? "")
      }
    }
    let parts = page.all(of: document, shown)
    show { state in
      (state.parts, state.textProblem) = (parts, problem)
      state.status = PageState.Status()
    }
  }

  private func run(_ notebook: Notebook, _ interruption: Interruption, _ show: @escaping Show) {
    let (document, start) = (notebook.document, DispatchTime.now())
    var (current, outputs, curve, begun) = (0, [String](), ProgressCurve(), Set<Int>())
    var lastShown = start
    /// Whether what was shown last is so old that there should be something new.
    func isDue() -> Bool {
      let now = DispatchTime.now()
      guard now.uptimeNanoseconds - lastShown.uptimeNanoseconds > interval else { return false }
      lastShown = now
      return true
    }
    runner.host.interruption = interruption
    runner.host.observer = { [self] progress in
      curve.add(progress)
      guard isDue() else { return }
      let shown = PageState.Progress(
        part: PageParts.name(ofCell: current), step: progress.step, steps: progress.steps, curve: curve.points,
        runs: progress.runs.map { [$0.done, $0.all] })
      let parts = page.all(of: document, self.shown)
      show { ($0.parts, $0.textProblem, $0.status.progress) = (parts, nil, shown) }
    }
    let outcome = runner.run(notebook) { [self] event in
      switch event {
      case .began(let cell):
        // The cells before the first that begins are kept.
        if begun.isEmpty { for index in 0..<cell { keep(index) } }
        (current, outputs, curve) = (cell, [], ProgressCurve())
        begun.insert(cell)
        show { $0.status.running = PageParts.name(ofCell: cell) }
      case .output(let output): outputs.append(html(output))
      case .ended:
        said.removeSubrange(min(current, said.count)...)
        said += Array(repeating: [], count: current - said.count) + [outputs]
        (shown[current].outputs, shown[current].isOld) = (outputs, false)
        let name = PageParts.name(ofCell: current)
        show { if $0.status.progress?.part == name { $0.status.progress = nil } }
        guard isDue() else { break }
        let parts = page.all(of: document, shown)
        show { ($0.parts, $0.textProblem) = (parts, nil) }
      }
    }
    runner.host.observer = { _ in }
    let isCut = outcome.results.contains(where: \.isInterrupted)
    for (index, result) in outcome.results.enumerated() {
      shown[index].isOld = index >= outcome.end || result.isInterrupted
      if index < outcome.first { keep(index) }
      // What is skipped has nothing to say.
      if index >= outcome.first, index < outcome.end, !begun.contains(index) { shown[index].outputs = [] }
    }
    let time = Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1e6
    let held = runner.host.files.held?.contents.keys.sorted().map { String($0.split(separator: "/").last ?? "") } ?? []
    let parts = page.all(of: document, shown)
    show { state in
      (state.parts, state.textProblem, state.heldFiles) = (parts, nil, held)
      state.status = PageState.Status(
        running: isCut ? state.status.running : nil, progress: isCut ? state.status.progress : nil, milliseconds: time)
    }
  }

  /// Shows what a cell has said that is not run again.
  private func keep(_ index: Int) {
    (shown[index].outputs, shown[index].isOld) = (index < said.count ? said[index] : [], false)
  }
}
