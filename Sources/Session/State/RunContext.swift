import Files
import Language
import Outputs

/// One command while it runs: how it was written, whom it may ask, and what it has to say.
struct RunContext {
  /// The command as it was written.
  let command: Command
  /// Files, the user and threads.
  let host: Host
  /// The session as it was when the command began.
  let before: State
  /// What the session was before its last changes, the last change last; nothing unless the command needs the past.
  let earlier: [State]
  private let sink: (Output) -> Void
  /// Whether anybody hears what it has to say; where nobody does, nothing need be made for that.
  let isHeard: Bool

  /// Whether it had something to say.
  private(set) var hasOutput = false
  /// The files that it named, in the order of their places.
  private(set) var namedFiles: [NamedFile] = []
  /// Whether it belongs to what was done, for `history` and `save notebook`.
  var isRecorded: Bool
  /// How it is written to do the same again, where that is not how it was written.
  var writtenAs: String?
  /// Why it has failed though what it did stays.
  var failure: Diagnostic?
  /// Whether it ends well by itself where the user interrupts it.
  var endsWellWhenInterrupted = false

  init(
    _ command: Command, isRecorded: Bool, host: Host, before: State, earlier: [State], isHeard: Bool = true,
    emit: @escaping (Output) -> Void
  ) {
    self.isHeard = isHeard
    (self.command, self.isRecorded, self.host) = (command, isRecorded, host)
    (self.before, self.earlier, sink) = (before, earlier, emit)
  }

  /// One command of a block that this one has, as the session is when that begins.
  func within(_ inner: Command, _ before: State) -> RunContext {
    RunContext(
      inner, isRecorded: false, host: host, before: before, earlier: earlier, isHeard: isHeard, emit: sink)
  }

  /// Takes over what a command of the block has done.
  mutating func take(_ inner: RunContext) {
    hasOutput = hasOutput || inner.hasOutput
    let offset = inner.command.places.whole.lower - command.places.whole.lower
    namedFiles += inner.namedFiles.map { $0.moved(by: offset) }
  }

  /// Where the command and its arguments stand.
  var at: Places { command.places }

  /// Whether the user has interrupted it, so that what it did and has to say is of no use.
  var isCut: Bool { !endsWellWhenInterrupted && host.interruption.isRequested }

  /// Says something.
  mutating func emit(_ output: Output) {
    guard !isCut else { return }
    hasOutput = true
    sink(output)
  }

  /// Where what other commands say on behalf of this one goes.
  var outlet: (Output) -> Void {
    mutating get {
      hasOutput = true
      return sink
    }
  }

  /// Says several things.
  mutating func emit(_ outputs: [Output]) { for output in outputs { emit(output) } }

  /// Says a sentence.
  mutating func note(_ sentence: String) { emit(.note(sentence)) }

  /// Says that nobody has set a seed, once for all: before a draw, or before what comes of weights that were drawn.
  mutating func noteMissingSeed(_ state: inout State) {
    guard !state.isSeeded || state.hasDrawnUnseeded else { return }
    (state.isSeeded, state.hasDrawnUnseeded) = (true, false)
    note("No seed was set, so the random stream starts from seed 0.")
  }

  /// Where the path of an argument leads, and what messages call it.
  mutating func file(
    _ path: String, _ argument: String, help: String? = nil
  ) throws(Diagnostic) -> Place {
    let files = before.facts.files
    do throws(FileAccess.Refusal) {
      let file = try files.place(of: path)
      namedFiles.append(
        NamedFile(
          place: command.offsets(of: at[argument]), path: file.absolutePath, isFromOutside: files.isFromOutside(path)))
      return file
    } catch {
      throw Diagnostic(error.message, at: at[argument], help: help)
    }
  }

  /// Writes a whole file that an argument names.
  ///
  /// What the command line names was named to be read, as far as the notebook's author is concerned: it is not replaced
  /// but by what was written there before.
  func write(_ bytes: [UInt8], to file: Place, _ argument: String) throws(Diagnostic) {
    let place = file.absolutePath
    let isFromOutside = namedFiles.contains { $0.path == place && $0.isFromOutside }
    if isFromOutside, file.kind != nil, !host.written.contains(place) {
      throw Diagnostic(
        "there is a file '\(file.name)' already, and what the command line names is not replaced", at: at[argument],
        help: "name one that is not there yet")
    }
    host.written.insert(place)
    if let held = before.facts.files.held {
      held.contents[place] = bytes
      return
    }
    do throws(FileError) {
      try file.replace(with: bytes)
    } catch {
      throw Diagnostic(error.message, at: at[argument])
    }
  }
}
