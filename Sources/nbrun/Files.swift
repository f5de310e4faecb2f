#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Files
import Language
import Report
import Session
import Shell

/// The most bytes read from a file; a little more than a notebook may have.
private let longestRead = (64 << 20) + 1

/// The bytes of a file, or the first of them.
func readFile(_ path: String, upTo most: Int = longestRead) throws(FileError) -> [UInt8] {
  try InputFile(at: path).start(most)
}

/// Removes a report that an earlier run has left; a file that is no report stays.
func removeReport(_ path: String) {
  guard let bytes = try? readFile(path), String(decoding: bytes, as: UTF8.self).contains("\n<!-- nnb:output") else {
    return
  }
  removeFile(path)
}

extension FinishedReport {
  /// Writes pictures and report, each by rename, and then removes pictures that the report no longer has.
  func write(to path: String) throws {
    let base = folder(of: path)
    let pictureFolder = base + fileStem(path) + "_files"
    if !figures.isEmpty { try makeFolder(pictureFolder) }
    for figure in figures { try replaceFile(base + figure.name, with: Array(figure.svg.utf8)) }
    try replaceFile(path, with: bytes)
    removeOrphans(in: pictureFolder, keeping: Set(figures.map { base + $0.name }))
  }

  private func removeOrphans(in pictureFolder: String, keeping kept: Set<String>) {
    for path in names(inFolder: pictureFolder).filter({ $0.hasSuffix(".svg") }).map({ "\(pictureFolder)/\($0)" })
    where !kept.contains(path) {
      guard let bytes = try? readFile(path), String(decoding: bytes.prefix(400), as: UTF8.self).contains(figureMarker)
      else { continue }
      removeFile(path)
    }
    if kept.isEmpty { removeEmptyFolder(pictureFolder) }
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
      self.init(name: "<stdin>", bytes: try readStandardInput(upTo: longestRead))
    } catch {
      complain("nbrun: error: \(error)")
      return nil
    }
  }
}

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
