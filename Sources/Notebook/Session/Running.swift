import Datasets
import Engine
import Language
import Outputs

/// Running commands, and keeping what was before them.
extension Session {
  /// Reads and runs the commands of some lines, up to one that is wrong, fails or quits; comments alone are kept for a
  /// notebook of the session.
  ///
  /// A command that fails changes nothing but what it says. Only a training that leaves the finite numbers changes
  /// something and fails: its last finite weights stay.
  public mutating func run(_ lines: [Span], of source: Source, emit: (Output) -> Void) throws(Diagnostic) {
    var reader = CommandReader(lines, of: source)
    var names = parser
    var isEmpty = true
    while !hasQuit, let step = reader.next(&parser) {
      isEmpty = false
      let count = transcript.commands.count
      do throws(Diagnostic) {
        try run(try step.get(), names: names, emit: emit)
      } catch {
        if transcript.commands.count == count { parser = names }
        throw error
      }
      names = parser
    }
    if isEmpty { transcript.add(comment: lines.map(source.text).joined(separator: "\n")) }
  }

  /// Runs one command that was read with some names, handing over its outputs as they come.
  mutating func run(_ command: Command, names: Parser? = nil, emit: (Output) -> Void) throws(Diagnostic) {
    let before = keepsEarlier ? self : nil
    var hasOutput = false
    stoppedAfter = nil
    do throws(Diagnostic) {
      try perform(command) {
        hasOutput = true
        emit($0)
      }
    } catch {
      guard (stoppedAfter ?? 0) > 0 else {
        if let before { self = before }
        throw error
      }
      record(command, before, names, hasOutput: true)
      throw error
    }
    record(command, before, names, hasOutput: hasOutput)
  }

  /// Keeps the text of a command, and what was before it.
  private mutating func record(_ command: Command, _ before: Session?, _ names: Parser?, hasOutput: Bool) {
    transcript.add(command, hasOutput: hasOutput, stoppedAfter: stoppedAfter)
    guard command.action.isChange, var before else { return }
    let bytes = before.bytesReplaced(by: command.action)
    before.earlier = Undoable()
    before.parser = names ?? parser
    earlier.keep(before, bytes: bytes)
  }

  /// About how much of the session a command has put something else in the place of.
  private func bytesReplaced(by action: Action) -> Int {
    switch action {
    case .data, .split, .normalize, .take, .shuffle: dataset?.byteCount ?? 0
    // The weights, and up to two values that an optimizer remembers of each.
    case .train, .load, .rewind, .reset, .layer: network.parameterCount * 3 * MemoryLayout<Double>.size
    default: 0
    }
  }

  /// Goes back to before the last change, and says which it was.
  mutating func takeBack(_ command: Command) throws(Diagnostic) -> String {
    var rest = earlier
    guard var before = rest.takeBack() else { throw Outline.nothingToTakeBack(command) }
    let taken = transcript.commands.last { $0.isChange }
    (before.earlier, before.savedNotebooks) = (rest, savedNotebooks)
    self = before
    return "Taken back: `\(taken?.firstLine ?? "")`."
  }
}
