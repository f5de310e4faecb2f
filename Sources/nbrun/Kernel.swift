import ArgumentParser

/// `nbrun kernel`: Jupyter's kernel, a program of its own.
struct Kernel: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run commands for Jupyter: 'nbrun kernel install' makes it known there.")

  @Argument(parsing: .captureForPassthrough, help: "'install' with its options, or the connection file of a front end.")
  var arguments: [String] = []

  func run() throws { try Companion.kernel.replaceThisProgram(with: arguments) }
}
