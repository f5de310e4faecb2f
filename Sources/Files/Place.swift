/// Where a path leads: a file, a folder or nothing yet, with what messages call it.
public struct Place: Sendable {
  private let path: String
  /// How messages call it.
  public let name: String

  /// Names what a path leads to, links followed.
  public init(at path: String, named name: String? = nil) {
    (self.path, self.name) = (path, name ?? path)
  }

  /// The absolute path, links followed; of what is not there yet, by its folder.
  public var absolutePath: String {
    if let whole = realPath(path) { return whole }
    let folder = folder(of: path)
    guard let real = realPath(folder.isEmpty ? "." : folder) else { return path }
    return (real == "/" ? "" : real) + "/" + path.dropFirst(folder.count)
  }

  /// Where a name in the folder that is there leads; messages call it by both names.
  public func member(_ member: String) -> Place { Place(at: path + "/" + member, named: name + "/" + member) }

  /// What is there; nil for nothing, or what cannot be looked at.
  public var kind: FileKind? { FileKind(at: path) }

  /// Opens the file or the pipe that is there.
  public func open() throws(FileError) -> InputFile { try InputFile(at: path, named: name) }

  /// Writes a whole file, or the one that was there before stays.
  public func replace(with bytes: [UInt8]) throws(FileError) { try replaceFile(path, with: bytes, named: name) }
}
