/// What a path is to name: completion offers that, and the folders on the way there.
public struct PathKind: Sendable {
  /// The endings of the files, in small letters with their dots; nil for any file.
  private let endings: [String]?

  /// Any file.
  public static let anyFile = PathKind(endings: nil)
  /// A folder, and no file.
  public static let folder = PathKind(endings: [])

  /// A file whose name has one of some endings, such as `.csv`.
  public static func file(_ endings: String...) -> PathKind { PathKind(endings: endings) }

  /// Whether an entry of a folder is one, or may lead to one; folders have a `/` at the end.
  func includes(_ entry: String) -> Bool {
    guard let endings, !entry.hasSuffix("/") else { return true }
    let name = entry.lowercased()
    return endings.contains { name.hasSuffix($0) }
  }

  /// Whether it is for files of some endings, and a name has one of them.
  func isOnly(_ name: String) -> Bool { endings.map { !$0.isEmpty } ?? false && includes(name) }
}
