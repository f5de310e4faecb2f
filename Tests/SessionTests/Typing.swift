import Documents
import Foundation
import Language
import Outputs

@testable import Session

/// A session as at the prompt: commands one by one, those that fail left behind.
struct Prompt {
  let runner: Runner
  private(set) var source = Source(name: "", bytes: [])
  /// The messages of the commands that failed.
  var failures: [String] = []

  init(files: FileAccess = FileAccess(folder: "."), overrides: [String: Token.Kind] = [:]) {
    runner = Runner(Host(files: files), overrides: overrides)
  }

  /// The session as it is.
  var state: State { runner.state }

  /// The commands that were run and not taken back.
  var commands: [String] { state.transcript.commands.map(\.text) }

  /// Types lines, and gives what the commands on them say.
  @discardableResult
  mutating func type(_ text: String) -> [Output] {
    var (outputs, command) = ([Output](), TypedCommand(in: runner.grammar))
    for line in text.split(separator: "\n") {
      command.append(String(line))
      if command.isOpen { continue }
      let first = source.lineCount
      source = Source(name: "", bytes: source.bytes + Array((command.lines.joined(separator: "\n") + "\n").utf8))
      let lines = (first..<source.lineCount).map { source.span(ofLine: $0) }
      command = TypedCommand(in: runner.grammar)
      var failure: Diagnostic?
      _ = runner.run(lines, of: source) { event in
        switch event {
        case .began, .read, .trained, .chose: break
        case .output(let output): outputs.append(output)
        case .failed(let diagnostic): failure = diagnostic
        }
      }
      if let failure { failures.append(failure.message) }
    }
    return outputs
  }
}

/// What one cell of a notebook said, and how it ended.
struct RunCell {
  var outputs: [Output] = []
  var failure: Diagnostic?
  var isInterrupted = false
}

extension Runner {
  /// Runs the commands of a text as they are typed, and gives what they said.
  func said(_ source: Source) -> RunCell {
    var cell = RunCell()
    cell.failure =
      run(source.lines, of: source) { event in
        if case .output(let output) = event { cell.outputs.append(output) }
      }.failure
    return cell
  }

  /// Runs a notebook and gives what each cell said, failures included; what is left unrun said nothing.
  func cells(
    of notebook: Notebook, onFailure policy: FailurePolicy = .stop, _ events: @escaping (Event) -> Void = { _ in }
  ) -> [RunCell] {
    var (cells, current) = ([Int: RunCell](), 0)
    let results = run(notebook, onFailure: policy) { event in
      switch event {
      case .began(let cell): current = cell
      case .output(let output): cells[current, default: RunCell()].outputs.append(output)
      case .failed(let diagnostic):
        cells[current, default: RunCell()].outputs.append(.failure(Failure(diagnostic, in: notebook.document)))
      case .read, .trained, .chose: break
      }
      events(event)
    }
    return results.enumerated().map { index, result in
      RunCell(
        outputs: cells[index]?.outputs ?? [], failure: result.failure, isInterrupted: result.isInterrupted)
    }
  }
}

/// Runs commands in a session, and gives their outputs; a failed command ends the run.
func runAll(_ text: String, in runner: Runner = Runner()) throws -> [Output] {
  let source = Source(name: "test", text: text)
  var outputs: [Output] = []
  var failure: Diagnostic?
  _ = runner.run(source.lines, of: source) { event in
    switch event {
    case .began, .read, .trained, .chose: break
    case .output(let output): outputs.append(output)
    case .failed(let diagnostic): failure = diagnostic
    }
  }
  if let failure { throw failure }
  return outputs
}

/// What is wrong with a command: the message, and the text that it points at.
struct Complaint: Equatable {
  let message: String
  let place: String

  init(_ message: String, at place: String) { (self.message, self.place) = (message, place) }

  init(_ diagnostic: Diagnostic, in source: Source) {
    (message, place) = (diagnostic.message, source.text(diagnostic.span))
  }
}

/// Runs commands in a session, and says what is wrong with the one that fails; nil if none does.
func complaint(_ text: String, in runner: Runner = Runner()) -> Complaint? {
  let source = Source(name: "test", text: text)
  return runner.run(source.lines, of: source) { _ in }.failure.map { Complaint($0, in: source) }
}

/// Everything that is wrong with commands, without running them.
func complaints(_ text: String) -> [Complaint] {
  let source = Source(name: "test", text: text)
  do throws(Diagnostics) {
    _ = try Notebook.read(source, isScript: true)
    return []
  } catch {
    return error.all.map { Complaint($0, in: source) }
  }
}

/// The digest of the network that commands leave behind.
func digest(after text: String) throws -> String {
  let runner = Runner()
  _ = try runAll(text, in: runner)
  return runner.state.digest
}

/// The sentences among outputs.
func notes(_ outputs: [Output]) -> [String] {
  outputs.compactMap { if case .note(let text) = $0 { text } else { nil } }
}

/// The tables among outputs.
func tables(_ outputs: [Output]) -> [Table] {
  outputs.compactMap { if case .table(let table) = $0 { table } else { nil } }
}

/// The rows of numbers that neither stand in this order in a row of a table nor, a single one, in a sentence.
func missing(_ rows: [[Double]], in outputs: [Output]) -> [[Double]] {
  let shown = tables(outputs).flatMap(\.rows).map { row in
    row.compactMap { value -> Double? in
      switch value {
      case .number(let number, _): number
      case .integer(let number): Double(number)
      case .text, .none: nil
      }
    }
  }
  let sentences = notes(outputs).flatMap { $0.split(separator: " ") }.map { $0.hasSuffix(".") ? $0.dropLast() : $0 }
  return rows.filter { row in
    let isShown = shown.contains { numbers in
      // Inputs, targets and classes may stand between.
      var rest = row[...]
      for number in numbers where number == rest.first { rest.removeFirst() }
      return rest.isEmpty
    }
    return !isShown
      && !(row.count == 1 && sentences.contains { $0 == formatted(row[0], decimals: 4) || $0 == row[0].plain })
  }
}

extension Runner {
  /// The numbers of a subject as it is written, row by row.
  func rows(of subject: String) throws -> [[Double]] {
    let source = Source(name: "test", text: "show \(subject)")
    var reader = CommandReader(source.lines, of: source, in: grammar)
    guard case .command(let written)? = reader.next(names: [:])?.item else { throw Diagnostic(subject, at: Span(0, 0)) }
    let checked = try ShowCommand(written.arguments).subject.checked(state.facts, written.places)
    guard case .rows(let rows) = checked.value(state) else { throw Diagnostic(subject, at: Span(0, 0)) }
    return rows
  }
}

/// Reads lines, with the names that `let` gives, and without running anything.
func read(_ text: String, overrides: [String: Token.Kind] = [:]) -> [CommandReader.Item] {
  let source = Source(name: "test", text: text)
  var reader = CommandReader(source.lines, of: source, in: CommandTable.standard.grammar)
  var names = Names(overrides: overrides)
  var items: [CommandReader.Item] = []
  while let (item, _) = reader.next(names: names.values) {
    items.append(item)
    if case .command(let written) = item, written.form.name == "let" {
      names.bind(written.arguments.word("name"), written.arguments.literal("value"))
    }
  }
  return items
}

/// Reads commands; a mistake is thrown.
func commands(_ text: String, overrides: [String: Token.Kind] = [:]) throws -> [any SessionCommand] {
  try read(text, overrides: overrides).compactMap { item in
    switch item {
    case .command(let written): CommandTable.standard.command(written)
    case .mistake(let mistake): throw mistake
    case .comment: nil
    }
  }
}

/// The messages of everything that is wrong with commands, without running them.
func mistakes(_ text: String) -> [String] { complaints(text).map(\.message) }

/// A folder of its own for a test, removed with it.
final class TemporaryFolder {
  let url: URL
  var path: String { url.path }

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).resolvingSymlinksInPath()
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ text: String, to name: String) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func read(_ name: String) throws -> String { try String(contentsOf: url.appending(path: name), encoding: .utf8) }
}
