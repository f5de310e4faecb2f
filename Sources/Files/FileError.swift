// Files: what is read from the system's files and written to them. It knows neither notebooks nor what is in a file.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a file could not be read or written.
public struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was to be done with the file.
  public enum Action: String, Sendable {
    case read
    case write
  }

  /// What was to be done.
  public let action: Action
  /// How messages call the file.
  public let name: String
  /// Why that was not possible: one phrase.
  public let reason: String

  /// Creates an error.
  public init(_ action: Action, _ name: String, _ reason: String) {
    (self.action, self.name, self.reason) = (action, name, reason)
  }

  /// The reason that the last call of the system gave.
  static func last(_ action: Action, _ name: String) -> FileError { FileError(action, name, systemReason(errno)) }

  /// What is wrong, with the name of the file: one phrase.
  public var message: String { "cannot \(action.rawValue) \(name): \(reason)" }

  /// The name of the file and the reason.
  public var description: String { "\(name): \(reason)" }
}

/// What the system calls a number of an error, in lower case.
func systemReason(_ number: Int32) -> String {
  switch number {
  case EISDIR: return "it is a folder"
  case ELOOP: return "it is a link that leads nowhere, or was put there a moment ago"
  case EINTR: return "interrupted"
  case ENOENT where !hasCurrentFolder: return "the current folder no longer exists"
  default: return String(cString: strerror(number)).lowercased()
  }
}

/// Whether the folder that relative paths begin in is still there.
private var hasCurrentFolder: Bool {
  guard let path = getcwd(nil, 0) else { return errno != ENOENT }
  free(path)
  return true
}
