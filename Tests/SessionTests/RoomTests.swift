import Foundation
import Language
import Testing

@testable import Session

/// The folders of commands, subjects and sources hold what the tables list, and nothing else.
@Suite struct RoomTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/Session")

  /// The names of the Swift files of a folder, without their ending.
  private func files(_ folder: String) throws -> Set<String> {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.sources.appending(path: folder).path)
    return Set(names.filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) })
  }

  @Test func everyCommandIsAFile() throws {
    #expect(try files("Commands") == Set(CommandTable.standard.commands.map { "\($0)" }))
    for command in CommandTable.standard.commands {
      #expect("\(command)".lowercased() == command.form.name + "command")
    }
  }

  @Test func everySubjectIsAFile() throws {
    #expect(try files("Subjects") == Set(SubjectTable.all.map { "\($0)".replacing(/<.*/, with: "") }))
    for subject in SubjectTable.all where subject.form.pattern == nil {
      // A `MeasureSubject<RMSE>` is called as an `RMSESubject` would be.
      let name = "\(subject)".replacing(/(.*)MeasureSubject<(.*)>/) { "\($0.1)\($0.2)Subject" }
      #expect(name.lowercased() == subject.form.name.replacing("_", with: "") + "subject")
    }
  }

  @Test func everySourceOfDataIsAFile() throws {
    #expect(try files("DataSources") == Set(DataSources.all.map { "\($0)" }))
  }

  /// A command that does nothing is all that a table needs to be run, helped with and completed.
  @Test func aCommandThatDoesNothingNeedsNothingElse() throws {
    let table = CommandTable(CommandTable.standard.commands + [NothingCommand.self])
    let runner = Runner(Host(), table: table)
    #expect(notes(try runAll("nothing\nhistory", in: runner)).isEmpty)
    #expect(runner.state.transcript.listing == "1  nothing")
    let error = #expect(throws: Diagnostic.self) { try runAll("nothign", in: runner) }
    #expect(error?.message == "unknown command 'nothign'")
    #expect(error?.help == "a command with a similar name exists: 'nothing'")
    let completion = complete("noth", at: 4, in: runner.completionContext())
    #expect(completion.candidates.map(\.text) == ["nothing"])
  }

  // MARK: - Blocks of commands

  @Test func aBlockOfCommandsIsCheckedAndRunByItsCommand() throws {
    let table = CommandTable(CommandTable.standard.commands + [TwiceCommand.self])
    let runner = Runner(Host(), table: table)
    let inner =
      "layer affine 2 2 weights ones\n  twice # again\n    layer tanh\n    data rows\n      0 1 -> 1\n    end\n  end"
    let outputs = try runAll("twice\n  \(inner)\nend\nshow model", in: runner)
    #expect(
      tables(outputs)[0].rows.map { $0[0] } == ["affine", "tanh", "tanh", "affine", "tanh", "tanh"].map { .text($0) })
    #expect(runner.state.transcript.commands.map(\.text) == ["twice\n  \(inner)\nend", "show model"])
    #expect(try runner.rows(of: "data") == [[0, 1, 1]])
    // What fails within a block takes all of it back.
    #expect(
      complaint("twice\n  layer affine 2 2\n  predict 3\nend", in: runner)
        == Complaint("the network takes 2 inputs, not 1", at: "predict 3"))
    #expect(runner.state.facts.layers.count == 6 && runner.state.network.layers.count == 6)
    for word in ["undo", "quit"] {
      #expect(
        complaint("twice\n\(word)\nend", in: runner) == Complaint("'\(word)' cannot stand in a block", at: word))
    }
    let source = Source(name: "test", text: "twice\n  trian\nend\nseed 1")
    let error = #expect(throws: Diagnostics.self) { try Notebook.read(source, isScript: true, table: table) }
    #expect(error?.all.map(\.message) == ["unknown command 'trian'"])
    #expect(error?.all.map { source.text($0.span) } == ["trian"])
  }
}

/// `nothing`: a command that does nothing.
private struct NothingCommand: SessionCommand {
  static let form = Form("nothing", "do nothing", examples: ["nothing"])
  static let effect = Effect.looks
  static let needs: Set<Part> = []

  init(_ arguments: Arguments) {}

  func check(_ facts: inout Facts, _ at: Places) {}

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) {}
}

/// `twice … end`: a command that runs the commands of its block two times.
private struct TwiceCommand: SessionCommand {
  private let body: Arguments.Body?

  static let form = Form("twice", "run commands two times", block: Form.Block(.commands), examples: ["twice\nend"])
  static let effect = Effect.changes([.settings])
  static let needs: Set<Part> = []

  init(_ arguments: Arguments) { body = arguments.body }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) {
    for _ in 0..<2 { try body?.check(&facts) }
  }

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) throws(Diagnostic) {
    state.facts = context.before.facts
    for _ in 0..<2 { try body?.run(&state, &context) }
  }
}
