import Files

/// A file that is looked at again and again, whatever editors do to it: write into it, or put another in its place.
struct FollowedFile {
  let path: String
  private let stamp: (String) -> FileStamp?
  private var last: FileStamp?
  private var content: Content?
  /// What was seen last, if it has to be seen once more before it counts.
  private var doubtful: Content?

  init(_ path: String, stamp: @escaping (String) -> FileStamp? = FileStamp.init) {
    (self.path, self.stamp) = (path, stamp)
  }

  /// What was found.
  enum Content: Equatable {
    case text([UInt8])
    /// Why there is no text.
    case problem(String)
  }

  /// Looks at the file; nil if it is as it was.
  ///
  /// A file that has gone or is empty may be one that an editor is about to write: it has to be so twice.
  mutating func poll() -> Content? {
    let now = stamp(path)
    if now == last, now?.isSettled ?? true, doubtful == nil, content != nil { return nil }
    let found = read()
    last = now
    guard found != content else {
      doubtful = nil
      return nil
    }
    let isDoubtful = if case .text(let bytes) = found { bytes.isEmpty } else { true }
    if isDoubtful, content != nil, doubtful != found {
      doubtful = found
      return nil
    }
    (content, doubtful) = (found, nil)
    return found
  }

  /// The most bytes of a notebook.
  private static let mostBytes = 64 << 20

  /// The file as it is now.
  func read() -> Content {
    do throws(FileError) {
      return .text(try InputFile(at: path).bytes(upTo: Self.mostBytes))
    } catch {
      return .problem(error.description)
    }
  }
}
