#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import ArgumentParser
import Files
import Report

/// A program of its own beside this one, for what needs libraries that the rest can do without.
struct Companion {
  /// The name of the program.
  let name: String
  /// The Debian packages that it is built with; none if it needs no more than this program.
  let packages: [String]

  /// Where the program may be: beside this one, as it was built, or where packages put programs that nobody starts by hand.
  private var paths: [String] {
    guard let program = executablePath else { return [] }
    return ["", "../libexec/nbrun/"].map { folder(of: program) + $0 + name }
  }

  static let kernel = Companion(name: "nbrun-kernel", packages: ["libzmq3-dev", "libsodium-dev"])
  static let preview = Companion(name: "nbrun-preview", packages: [])

  /// Lets the program take the place of this one; it comes back only where there is none, by an error that says how to get it.
  func replaceThisProgram(with arguments: [String]) throws -> Never {
    if let path = paths.first(where: isTaken) {
      var list = ([path] + arguments).map { strdup($0) } + [nil]
      execv(path, &list)
      let reason = String(cString: strerror(errno))
      throw ValidationError("'\(visible(path))' cannot be started: \(reason)")
    }
    let install = packages.isEmpty ? "" : "apt-get install \(packages.joined(separator: " ")), then "
    complain("nbrun: error: there is no '\(name)' beside this program")
    complain("  help: build it: \(install)swift build --product \(name)")
    throw ExitCode.failure
  }
}
