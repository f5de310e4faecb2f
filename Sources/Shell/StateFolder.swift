#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Files

/// The user's private folder for what sessions leave behind: `$XDG_STATE_HOME/nbrun`, or `~/.local/state/nbrun`.
package enum StateFolder {
  /// The sessions that are kept.
  private static let sessions = 9

  /// The notebook of a session: 1 is the one that ended last, 2 the one before.
  package static func session(_ number: Int) -> String? { path(of: "session-\(number).nnb") }

  /// Whether a session has ended before.
  static var hasSession: Bool { session(1).map { access($0, R_OK) == 0 } ?? false }

  /// Keeps a notebook as that of the session that ended last; the others are one older.
  static func keep(session text: String) {
    guard let newest = session(1) else { return }
    for number in (1..<sessions).reversed() {
      if let newer = session(number), let older = session(number + 1) { rename(newer, older) }
    }
    try? replaceFile(newest, with: Array(text.utf8), mode: 0o600)
  }

  /// Where a file of a name is; nil where no folder can be made for it.
  package static func path(of name: String) -> String? {
    let given = environment("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    guard let state = given ?? environment("HOME").map({ $0 + "/.local/state" }) else { return nil }
    let folder = state + "/nbrun"
    let parts = folder.split(separator: "/")
    for count in parts.indices { mkdir("/" + parts[...count].joined(separator: "/"), 0o700) }
    return access(folder, W_OK) == 0 ? folder + "/" + name : nil
  }
}
