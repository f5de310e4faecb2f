#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Datasets
import Language
import Report
import Session
import Shell

/// A file operation that failed, with the system's reason.
struct FileError: Error, CustomStringConvertible {
  let path: String
  let reason: String
  var description: String { "\(path): \(reason)" }

  /// The error that the system has just reported for a path.
  static func last(_ path: String) -> FileError {
    FileError(path: path, reason: String(cString: strerror(errno)).lowercased())
  }
}

/// The most bytes read from a file; a little more than a notebook may have.
private let longestRead = (64 << 20) + 1

/// The bytes of a file, or the first of them.
func readFile(_ path: String, upTo most: Int = longestRead) throws -> [UInt8] {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw FileError.last(path) }
  defer { close(file) }
  return try readAll(file, path, upTo: most)
}

private func readAll(_ file: Int32, _ path: String, upTo most: Int) throws -> [UInt8] {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while bytes.count < most {
    let count = read(file, &chunk, chunk.count)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw FileError.last(path) }
    if count == 0 { break }
    bytes += chunk[..<count]
  }
  return bytes
}

/// Writes a file under another name and then renames it, so that there is never half a file.
func replaceFile(_ path: String, with bytes: [UInt8]) throws {
  try write(bytes, toFile: path, named: path)
}

/// Removes a report that an earlier run has left; a file that is no report stays.
func removeReport(_ path: String) {
  guard let bytes = try? readFile(path), String(decoding: bytes, as: UTF8.self).contains("\n<!-- nnb:output") else {
    return
  }
  unlink(path)
}

extension FinishedReport {
  /// Writes pictures and report, each by rename, and then removes pictures that the report no longer has.
  func write(to path: String) throws {
    let base = folder(of: path)
    let pictureFolder = base + fileStem(path) + "_files"
    if !figures.isEmpty, mkdir(pictureFolder, 0o777) != 0, errno != EEXIST { throw FileError.last(pictureFolder) }
    for figure in figures { try replaceFile(base + figure.name, with: Array(figure.svg.utf8)) }
    try replaceFile(path, with: bytes)
    removeOrphans(in: pictureFolder, keeping: Set(figures.map { base + $0.name }))
  }

  private func removeOrphans(in pictureFolder: String, keeping kept: Set<String>) {
    guard let listing = opendir(pictureFolder) else { return }
    var names: [String] = []
    while let entry = readdir(listing) {
      names.append(
        withUnsafeBytes(of: entry.pointee.d_name) { String(cString: $0.bindMemory(to: CChar.self).baseAddress!) })
    }
    closedir(listing)
    for path in names.filter({ $0.hasSuffix(".svg") }).map({ "\(pictureFolder)/\($0)" }) where !kept.contains(path) {
      guard let bytes = try? readFile(path), String(decoding: bytes.prefix(400), as: UTF8.self).contains(figureMarker)
      else { continue }
      unlink(path)
    }
    if kept.isEmpty { rmdir(pictureFolder) }
  }
}

extension Source {
  /// A hash of the text.
  var digest: UInt64 {
    var hash = Fingerprint()
    hash.add(bytes)
    return hash.value
  }

  /// Reads a file; a failure goes to standard error, with what is there in its place if that may have been meant.
  init?(readingFile path: String, looksAround: Bool = true) {
    do {
      self.init(name: path, bytes: try readFile(path))
    } catch {
      complain("nbrun: error: \(error)")
      if looksAround, let help = FileAccess.anywhere.helpInPlace(of: path) { complain("  help: \(help)") }
      return nil
    }
  }

  /// Reads standard input to its end; a failure goes to standard error.
  init?(readingStandardInput: Void) {
    do {
      self.init(name: "<stdin>", bytes: try readAll(standardInput, "<stdin>", upTo: longestRead))
    } catch {
      complain("nbrun: error: \(error)")
      return nil
    }
  }
}

func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }

func isWritable(_ path: String) -> Bool { access(path, W_OK) == 0 }

func isSameFile(_ first: String, _ second: String) -> Bool {
  var (a, b) = (stat(), stat())
  return stat(first, &a) == 0 && stat(second, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino
}

/// The folder of a path with its last slash, or nothing.
func folder(of path: String) -> String {
  path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
}

/// The path without the ending of its file name.
func withoutEnding(_ path: String) -> String {
  let start = folder(of: path).endIndex
  guard let dot = path[start...].lastIndex(of: "."), dot > start else { return path }
  return String(path[..<dot])
}

/// The file name without its ending.
func fileStem(_ path: String) -> String {
  String(withoutEnding(path).dropFirst(folder(of: path).count))
}

func isTerminal(_ file: Int32) -> Bool { isatty(file) == 1 }

func writeToStandardOutput(_ bytes: [UInt8]) {
  _ = writeAll(bytes, to: standardOutput)
}

/// Writes a report to standard output: a file or a pipe gets its bytes, a terminal nothing that commands it.
func writeReport(_ bytes: [UInt8]) {
  writeToStandardOutput(
    isTerminal(standardOutput) ? Array(visibleLines(String(decoding: bytes, as: UTF8.self)).utf8) : bytes)
}

/// Writes a line to standard error, whatever it holds made visible.
func complain(_ line: String) {
  writeToStandardError(visible(line) + "\n")
}

/// Writes a line that is no complaint to standard error.
func note(_ line: String) {
  complain(line)
}

/// Writes text to standard error as it is.
func writeToStandardError(_ text: String) {
  _ = writeAll(Array(text.utf8), to: standardError)
}
