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
    guard facts.running.count < Self.deepest else {
      throw Diagnostic("at most \(Self.deepest) notebooks run one in the other", at: at["file"])
    }
    if facts.running.count <= (facts.files.notebook == nil ? 0 : 1) { facts.spending.notebooks = 0 }
    facts.spending.notebooks += 1
    guard facts.spending.notebooks * facts.repetitions <= Self.most else {
      var many = Diagnostic("notebooks that run others would be run more than \(Self.most) times", at: at["file"])
      many.endsCheck = true
      throw many
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
      var mistake = Diagnostic(
        "'\(path)' has a mistake in line \(source.line(at: first.span.lower)): \(first.message)\(more)", at: at["file"],
        help: first.help ?? "a notebook goes on from the session as it is; 'reset' takes the network away first")
      mistake.endsCheck = error.all.contains(where: \.endsCheck)
      throw mistake
    }
  }

  /// The most notebooks that run one in the other.
  private static let deepest = 32

  /// The most notebooks that are run by one command, those that they run included.
  private static let most = 10_000

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
    if let failure = results.lazy.compactMap(\.failure).first {
      let line = notebook.document.source.line(at: failure.span.lower)
      throw Diagnostic(
        "'\(path)' has failed in line \(line), and nothing of it has happened: \(failure.message)",
        at: context.at["file"], help: failure.help)
    }
    let (files, running) = (state.facts.files, state.facts.running)
    state = runner.state
    (state.facts.files, state.facts.running) = (files, running)
  }
}
