import CEditline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The commands of earlier sessions in a private file, written one by one so that a killed session loses none.
///
/// A block, or lines that `\` continues, are one entry with line ends in it: the editor draws an entry with its lines below
/// each other, edits it as one text, and gives it back as it was typed, so that sent again it means the same.
final class HistoryFile {
  /// What libedit searches and steps through.
  let lines: OpaquePointer
  private let path: String?
  /// The last command that was added to the file.
  private var last: String?

  private static let longest: Int32 = 5000

  /// Reads the history of the user, if there is a place for it.
  init() {
    lines = nb_history_start(Self.longest)
    path = StateFolder.path(of: "history")
    guard let path else { return }
    if nb_history_load(lines, path) {
      shorten(path)
    } else {
      // Lines added to a file that does not load would be lost to later sessions with it.
      rename(path, path + ".unreadable")
    }
  }

  /// The commands, the newest first.
  var newestFirst: some Sequence<String> {
    sequence(state: true) { [lines] isFirst in
      defer { isFirst = false }
      return (isFirst ? nb_history_newest(lines) : nb_history_next_older(lines)).map { String(cString: $0) }
    }
  }

  /// Adds a command to this session.
  func add(_ command: String) { nb_history_add(lines, command) }

  /// Adds a command, here and in the file, unless it was the last.
  func addForLater(_ command: String) {
    guard command != last else { return }
    last = command
    add(command)
    guard let path, let file = Self.stream(path, O_APPEND) else { return }
    // libedit marks the start of a file by where it stands in it.
    fseek(file, 0, SEEK_END)
    _ = nb_history_append(lines, file)
    fclose(file)
  }

  private static func stream(_ path: String, _ flags: Int32) -> UnsafeMutablePointer<FILE>? {
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | flags, 0o600)
    return file < 0 ? nil : fdopen(file, flags == O_APPEND ? "a" : "w")
  }

  /// Writes the file anew when it has grown to more than a megabyte.
  private func shorten(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_size > 1 << 20 else { return }
    let partial = "\(path).\(getpid())"
    guard let file = Self.stream(partial, O_TRUNC) else { return }
    let isWritten = nb_history_save(lines, file)
    guard fclose(file) == 0, isWritten, rename(partial, path) == 0 else {
      unlink(partial)
      return
    }
  }
}
