// nbrun-kernel: the kernel of Jupyter as a program: sockets, threads, keys, arguments and files. What is answered is no
// matter of it.

import ArgumentParser
import Engine
import Files
import Kernel
import Report
import Session

/// The command line of the kernel, which `nbrun kernel` hands its own over to.
@main
struct NBRunKernel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nbrun kernel", abstract: "Run commands for Jupyter.",
    discussion:
      "A front end of Jupyter starts it with a connection file, once 'nbrun kernel install' has made it known there.",
    version: programVersion, subcommands: [Serve.self, Install.self], defaultSubcommand: Serve.self)

  static func main() {
    reserveStandardFiles()
    returnLargeBlocks()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let message = fullMessage(for: error)
      let isFine = exitCode(for: error).isSuccess
      if !message.isEmpty {
        _ = writeAll(
          ((isFine ? message : visibleLines(message)) + "\n").utf8, to: isFine ? standardOutput : standardError)
      }
      exit(withError: exitCode(for: error))
    }
  }
}

/// What a kernel may use; the same options stand in what `install` writes.
struct SessionOptions: ParsableArguments {
  @Option(
    name: .customLong("allow-path"),
    help: "Let notebooks use the files of this folder too, besides the one they run in; may be given several times.")
  var allowedFolders: [String] = []

  @Option(
    help: "Refuse what needs more memory, such as 500M, 2G or 1.5Gi; else three quarters of what the machine can give.")
  var maxMemory: String?

  @Option(help: "Threads that large steps are split among, 1 to 64; the results do not depend on it.")
  var threads: Int?

  func validate() throws {
    for folder in allowedFolders where !isFolder(folder) {
      throw ValidationError("--allow-path: there is no folder '\(visible(folder))'")
    }
    if let maxMemory, ByteCount(maxMemory) == nil {
      throw ValidationError("--max-memory is a number with a unit, such as 500M, 2G or 1.5Gi")
    }
    if let threads, !(1...64).contains(threads) { throw ValidationError("--threads must be from 1 to 64") }
  }

  /// The options as arguments, the folders by their absolute paths.
  var arguments: [String] {
    allowedFolders.flatMap { ["--allow-path", realPath($0) ?? $0] } + (maxMemory.map { ["--max-memory", $0] } ?? [])
      + (threads.map { ["--threads", String($0)] } ?? [])
  }

  /// What stands outside of the session; its files lie in the folder that the program was started in.
  var host: Host {
    let limit = maxMemory.flatMap { ByteCount($0)?.bytes }
    return Host(
      threads: threads, files: FileAccess(folder: "", opened: allowedFolders),
      budget: limit.map { Budget(memory: $0) } ?? Budget(ofMachine: MachineMemory.standard))
  }
}

/// `nbrun kernel FILE`: answers a front end until it has enough.
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Answer a front end of Jupyter.")

  @Argument(help: "The connection file that the front end has written.")
  var file: String

  @OptionGroup var options: SessionOptions

  func run() throws {
    let connection: ConnectionFile
    do {
      connection = try ConnectionFile(try InputFile(at: file).start(1 << 16))
    } catch let mistake as ConnectionFile.Mistake {
      throw ValidationError("'\(visible(file))' is no connection file: \(mistake.message)")
    } catch {
      throw ValidationError("\(error)")
    }
    do throws(SocketFailure) {
      try serve(connection, options.host)
    } catch {
      _ = writeAll(Array("nbrun: error: \(visible(error.message))\n".utf8), to: standardError)
      throw ExitCode.failure
    }
  }
}
