import Foundation

/// The built program in a temporary folder of its own.
final class Program {
  let folder: URL

  /// What one run did.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "nbrun-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The folder of the test bundle, which the program is built into as well.
  private static let binary = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "nbrun")

  /// Runs the program in its folder; both outputs go to files, so that neither can fill a pipe.
  func callAsFunction(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(arguments, input: input, environment: environment)
  }

  /// The same for a list of arguments.
  func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> Outcome {
    try run(Self.binary, arguments, input, environment)
  }

  /// Runs a script of the shell, in which `$0` is the program and `$@` are its arguments.
  func shell(_ script: String, _ arguments: [String] = []) throws -> Outcome {
    try run(URL(filePath: "/bin/sh"), ["-c", script, Self.binary.path] + arguments, "", [:])
  }

  private func run(
    _ executable: URL, _ arguments: [String], _ input: String, _ environment: [String: String]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    var variables = ProcessInfo.processInfo.environment
    variables["CI"] = nil
    process.environment = variables.merging(environment) { _, new in new }
    let files = ["stdin", "stdout", "stderr"].map { folder.appending(path: ".\($0)") }
    try Data(input.utf8).write(to: files[0])
    for file in files.dropFirst() { try Data().write(to: file) }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Outcome(status: process.terminationStatus, output: texts[1], errors: texts[2])
  }

  func write(_ text: String, to name: String) throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }

  func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: name).path)
  }
}

/// A notebook that trains a little and plots.
let smallNotebook = """
  # Small

  ```nnb network
  seed 1
  let rate 0.5
  data xor
  layer affine 2 3
  layer tanh
  layer affine 3 1
  loss mse
  train 20 lr $rate
  plot loss
  ```

  The end.

  """
