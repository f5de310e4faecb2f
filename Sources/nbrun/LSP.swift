import ArgumentParser
import Files
import JSONValues
import LanguageServer
import Session
import Shell

/// `nbrun lsp`: answers an editor over standard input and output.
struct LSP: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp", abstract: "Answer an editor: mistakes as you type, completion, help.",
    discussion: "The editor starts it, and speaks the Language Server Protocol over standard input and output.")

  @OptionGroup var allowed: AllowedFolders

  // Editors add these unasked.
  @Flag(help: .hidden) var stdio = false
  @Option(name: .customLong("clientProcessId"), help: .hidden) var client: Int?

  func validate() throws {
    guard !isTerminal(standardInput) else {
      throw ValidationError("standard input is a terminal, and it is an editor that starts 'nbrun lsp'")
    }
  }

  func run() throws {
    var server = LanguageServer(
      version: NBRun.version, budget: Budget(ofMachine: MachineMemory.standard, steps: nil)
    ) { [allowed] path in
      FileAccess(folder: path.map { folder(of: $0) } ?? "", opened: allowed.folders, notebook: path)
    }
    var frames = MessageFrames()
    while server.isDoneWell == nil {
      if server.hasUnread, !awaitStandardInput(milliseconds: pause) { send(server.rest()) }
      // An editor that is gone has not said that it is done.
      guard let bytes = try? readSomeStandardInput(), !bytes.isEmpty else { throw ExitStatus.cellFailed }
      frames.append(bytes)
      do throws(MessageFrames.Failure) {
        while server.isDoneWell == nil, let message = try frames.next() { send(server.receive(message)) }
      } catch {
        complain("nbrun: error: \(error.message)")
        throw ExitStatus.unreadable
      }
    }
    if server.isDoneWell == false { throw ExitStatus.cellFailed }
  }

  private func send(_ messages: [JSON]) {
    for message in messages { writeToStandardOutput(MessageFrames.framed(message.text()), "an answer") }
  }
}

/// How long nothing has to come from the editor before a text is looked through, in milliseconds.
private let pause = 20
