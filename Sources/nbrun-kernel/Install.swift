#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import ArgumentParser
import Files
import Kernel
import Report

/// `nbrun kernel install`: makes the kernel known to the front ends of Jupyter, which need not be there yet.
struct Install: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Make the kernel known to JupyterLab and others.")

  @Flag(help: "For this user; so it is unless said.")
  var user = false

  @Option(help: "For whoever uses the Python in this folder, such as /usr/local or that of an environment.")
  var prefix: String?

  @Flag(help: "Replace another kernel of this name, or a kernel.json that was changed by hand.")
  var force = false

  @OptionGroup var options: SessionOptions

  func validate() throws {
    if user, prefix != nil { throw ValidationError("--user and --prefix are two places: choose one") }
    if let prefix, !isFolder(prefix) { throw ValidationError("--prefix: there is no folder '\(visible(prefix))'") }
  }

  func run() throws {
    guard let data = try dataFolder else {
      throw ValidationError("nothing says where Jupyter's files are: set JUPYTER_DATA_DIR, or choose --prefix")
    }
    guard let program = executablePath else { throw ValidationError("this program cannot tell its own path") }
    let folder = "\(data)/kernels/\(KernelSpec.name)"
    let path = folder + "/kernel.json"
    if !force, isTaken(path), !((try? InputFile(at: path).start(1 << 16)).map(KernelSpec.isOwn) ?? false) {
      throw ValidationError("'\(visible(path))' is another kernel's, or was changed by hand: --force replaces it")
    }
    do {
      try makeFolder(folder)
      try replaceFile(folder + "/logo-32x32.png", with: PackageResources.logo_32x32_png)
      try replaceFile(folder + "/logo-64x64.png", with: PackageResources.logo_64x64_png)
      try replaceFile(folder + "/logo-svg.svg", with: PackageResources.logo_svg_svg)
      try replaceFile(path, with: KernelSpec(program: program, options: options.arguments).bytes)
    } catch {
      _ = writeAll(Array("nbrun: error: \(visible("\(error)"))\n".utf8), to: standardError)
      throw ExitCode.failure
    }
    _ = writeAll(Array("the kernel is in \(visible(folder))\n".utf8), to: standardError)
  }

  private var dataFolder: String? {
    get throws {
      if let prefix { return "\(realPath(prefix) ?? prefix)/share/jupyter" }
      #if canImport(Darwin)
        let isDarwin = true
      #else
        let isDarwin = false
      #endif
      return KernelSpec.userFolder({ getenv($0).map { String(cString: $0) } }, isDarwin: isDarwin)
    }
  }
}
