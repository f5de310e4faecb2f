import Documents
import Files
import Language
import Outputs

/// `run "xor.nnb"`: runs the cells of a notebook in the midst of a session.
struct RunCommand: SessionCommand {
  private let path: String

  static let form = Form(
    "run", "run the cells of a notebook in the midst of a session",
    [.positional("file", .path(.file(".nnb", ".md")), "a notebook (.nnb) or report (.md)")],
    details: """
      Its commands go on from the session as it is, and stand in the history as if they were typed; the files that they \
      name lie in the notebook's own folder. All of it is one step for `undo`. It is checked before its first command \
      runs, and if one of them fails, none of it has happened.
      """,
    examples: ["run \"session.nnb\""],
    misuses: [
      .init("run", "run needs a file or folder in quotes"), .init("run xor", "file must be in quotes, not 'xor'"),
    ])
  static let effect = Effect.changes([.settings, .data, .widths, .weights, .loss, .training, .runs])
  static let needs = Set.results.union([.settings, .weights])

  init(_ arguments: Arguments) { path = arguments.path("file") }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> Notebook {
    try facts.requireInside(path, at, "file")
    guard path.hasSuffix(".nnb") || path.hasSuffix(".md") else {
      throw Diagnostic("a notebook ends in .nnb or .md", at: at["file"])
    }
    let (source, place) = try source(facts.files, at["file"])
    guard !facts.running.contains(place) else {
      throw Diagnostic("'\(path)' is being run already, and would run itself for ever", at: at["file"])
    }
    var inner = facts
    inner.files = facts.files.within(place)
    inner.running.append(place)
    do throws(Diagnostics) {
      let (notebook, checker) = try Notebook.read(source, in: inner)
      let (files, running) = (facts.files, facts.running)
      facts = checker.factsNow
      (facts.files, facts.running) = (files, running)
      return notebook
    } catch {
      let first = error.all[0]
      let more = error.all.count == 1 ? "" : " (and \(counted(error.all.count - 1, "more mistake")))"
      throw Diagnostic(
        "'\(path)' has a mistake in line \(source.line(at: first.span.lower)): \(first.message)\(more)", at: at["file"],
        help: first.help ?? "a notebook goes on from the session as it is; 'reset' takes the network away first")
    }
  }

  private func source(_ files: FileAccess, _ at: Span) throws(Diagnostic) -> (Source, place: String) {
    let file: Place
    do throws(FileAccess.Refusal) {
      file = try files.place(of: path)
    } catch {
      throw Diagnostic(error.message, at: at)
    }
    do throws(FileError) {
      return (Source(name: path, bytes: try file.open().bytes()), file.absolutePath)
    } catch {
      throw Diagnostic(error.message, at: at, help: files.helpInPlace(of: path))
    }
  }

  func run(_ notebook: Notebook, _ state: inout State, _ context: inout RunContext) throws(Diagnostic) {
    // The commands of the notebook are what was done.
    context.isRecorded = false
    context.endsWellWhenInterrupted = true
    let runner = Runner(context.host, of: notebook, in: context.before)
    let say = context.outlet
    let results = runner.run(notebook) { event in
      switch event {
      case .began, .read, .trained, .chose: break
      case .output(let output): say(output)
      case .failed(let diagnostic): say(.failure(Failure(diagnostic, in: notebook.document)))
      }
    }
    guard results.allSatisfy({ $0.failure == nil }) else {
      throw Diagnostic("'\(path)' has failed, and nothing of it has happened", at: context.at["file"])
    }
    let (files, running) = (state.facts.files, state.facts.running)
    state = runner.state
    (state.facts.files, state.facts.running) = (files, running)
  }
}
