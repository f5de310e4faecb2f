import ArgumentParser
import Files
import Report

/// `nbrun preview`: a page that follows a notebook's file, with its `let`s as knobs.
///
/// The server is a program of its own beside this one, in whose place it is put: its libraries are not loaded by any other
/// command.
struct Preview: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a notebook as a page that follows its file, with its 'let's as knobs.",
    discussion: """
      The page is on this machine alone, at an address that nobody else knows. It runs what has changed whenever the file \
      is saved or a knob is turned, and writes nothing but the knobs' values, when it is asked to: what the notebook saves \
      stays in memory.
      """)

  @Argument(help: "A notebook (.nnb) or report (.md).")
  var file: String

  @Option(help: "The port of the page; else the one of last time, or one that is free.")
  var port: Int?

  @Flag(help: "Open the page in a browser.")
  var open = false

  @Option(help: "Threads that large steps are split among, 1 to 64; the results do not depend on it.")
  var threads: Int?

  @OptionGroup var limits: BudgetOptions

  @OptionGroup var allowed: AllowedFolders

  func validate() throws {
    if let port, !(1...65535).contains(port) { throw ValidationError("--port must be from 1 to 65535") }
    if let threads, !(1...64).contains(threads) { throw ValidationError("--threads must be from 1 to 64") }
    if limits.timeout != nil { throw ValidationError("--timeout is for what runs by itself") }
    if file.hasSuffix(".ipynb") {
      throw ValidationError("a preview follows a .nnb or .md file; 'nbrun import \(visible(file))' makes one")
    }
  }

  func run() throws {
    do throws(FileError) {
      _ = try InputFile(at: file)
      if FileKind(at: file) != .file { throw FileError(.read, file, "it is no file that can be followed") }
    } catch {
      complain("nbrun: error: \(error)")
      throw ExitStatus.unreadable
    }
    var arguments = ["file=\(file)"]
    if let port { arguments.append("port=\(port)") }
    if open { arguments.append("open=yes") }
    if let threads { arguments.append("threads=\(threads)") }
    arguments += [
      "memory=\(Int(min(limits.budget.memory, 1e18)))", "limit=\(limits.maxMemory == nil ? "machine" : "user")",
    ]
    if let steps = limits.maxSteps { arguments.append("steps=\(steps)") }
    arguments += allowed.folders.map { "folder=\($0)" }
    try Companion.preview.replaceThisProgram(with: arguments)
  }
}
