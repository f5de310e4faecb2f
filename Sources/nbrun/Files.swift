#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import ArgumentParser
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

/// Whether a text is a report: whether it has an output block, as it begins a line.
func isReport(_ bytes: [UInt8]) -> Bool {
  let text = String(decoding: bytes, as: UTF8.self)
  return text.hasPrefix(outputMarker) || text.contains("\n" + outputMarker)
}

private let outputMarker = "<!-- nnb:output"

/// Removes a report that an earlier run has left; a file that is no report stays.
func removeReport(_ path: String) {
  if let bytes = try? readFile(path), (Medium(ofFile: path) ?? .markdown).isReport(bytes) { removeFile(path) }
}

extension FinishedReport {
  /// Writes the report and its pictures together; what is neither a file nor a folder is written to as it is.
  func write(to path: String) throws(FileError) {
    guard hasCompanions, !isDevice(path) else { return try replaceFile(path, with: bytes) }
    let pictures = CompanionFolder(folder(of: path) + fileStem(path) + "_files") {
      String(decoding: $0, as: UTF8.self).contains(figureMarker)
    }
    let members = figures.map { (name: fileStem($0.name) + ".svg", bytes: Array($0.svg.utf8)) }
    try pictures.replace(with: members, and: path, with: bytes)
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

/// Writes to standard output; if it cannot be written, that is said, and the program ends with status 1.
///
/// Where nobody reads it any more, as in `nbrun x.nnb | head -1`, the program ends without a word, with the status 141 that
/// shells give to what `SIGPIPE` has ended.
func writeToStandardOutput(_ bytes: [UInt8], _ what: String) {
  guard !writeAll(bytes, to: standardOutput) else { return }
  guard let reason = standardOutputFailure() else { NBRun.exit(withError: ExitCode(141)) }
  complain("nbrun: error: cannot write \(what): \(reason)")
  NBRun.exit(withError: ExitCode(1))
}

/// Writes a report or outputs to standard output: a file or a pipe gets the bytes, a terminal nothing that commands it.
func writeReport(_ bytes: [UInt8], _ what: String = "the report") {
  let isSeen = isTerminal(standardOutput)
  writeToStandardOutput(
    isSeen ? Array(visibleLines(String(decoding: bytes, as: UTF8.self)).utf8) : bytes, what)
}

/// Writes a line to standard error, whatever it holds made visible; false if it cannot be written.
@discardableResult func complain(_ line: String) -> Bool { writeAll((visible(line) + "\n").utf8, to: standardError) }

/// Writes a line that is no complaint to standard error; false if it cannot be written.
@discardableResult func note(_ line: String) -> Bool { complain(line) }

/// Writes text to standard error as it is.
func writeToStandardError(_ text: String) {
  _ = writeAll(Array(text.utf8), to: standardError)
}
