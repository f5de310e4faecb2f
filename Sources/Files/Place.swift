#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where a path leads: a file, a folder or nothing yet, with what messages call it.
///
/// A path that must stay within some folders is opened name by name from one of them, with no link followed: whatever is
/// put in the place of what was looked at before, what is opened lies within.
public struct Place: Sendable {
  private let way: Way
  /// How messages call it.
  public let name: String

  private enum Way: Sendable {
    /// Links are followed, and pipes are read too.
    case anywhere(String)
    /// Below one of some folders, all of them absolute paths without links.
    case within([String], folder: String, names: [String])
    /// Out of all of them.
    case outside(String)
    /// In memory alone, in the place of what is or could be at an absolute path.
    case held([UInt8], path: String)
  }

  private init(_ way: Way, _ name: String) { (self.way, self.name) = (way, name) }

  /// Names what a path leads to, links followed.
  public init(at path: String, named name: String? = nil) { self.init(.anywhere(path), name ?? path) }

  /// Names what a path leads to if that lies within some folders, given by their absolute paths without links.
  public init(at path: String, within folders: [String], named name: String) {
    guard let real = realPath(ofNew: path) else {
      self.init(.outside(path), name)
      return
    }
    func isWithin(_ folder: String) -> Bool { real == folder || real.hasPrefix(folder == "/" ? "/" : folder + "/") }
    guard let folder = folders.first(where: isWithin) else {
      self.init(.outside(path), name)
      return
    }
    let names = real.dropFirst(folder.count).split(separator: "/").map(String.init)
    self.init(.within(folders, folder: folder, names: names), name)
  }

  /// The same place with a file there that is in memory alone.
  public func holding(_ bytes: [UInt8]) -> Place { Place(.held(bytes, path: absolutePath), name) }

  /// Whether it lies out of the folders that it must lie within.
  public var isOutside: Bool { if case .outside = way { true } else { false } }

  /// The absolute path, links followed; of what is not there yet, by its folder.
  public var absolutePath: String {
    switch way {
    case .anywhere(let path): realPath(ofNew: path) ?? path
    case .within(_, let folder, let names): ([folder == "/" ? "" : folder] + names).joined(separator: "/")
    case .outside(let path), .held(_, let path): path
    }
  }

  /// Where a name in the folder that is there leads; messages call it by both names.
  public func member(_ member: String) -> Place {
    let called = name + "/" + member
    return switch way {
    case .anywhere(let path): Place(at: path + "/" + member, named: called)
    case .within(let folders, _, _): Place(at: absolutePath + "/" + member, within: folders, named: called)
    case .outside: Place(way, called)
    case .held(_, let path): Place(at: path + "/" + member, named: called)
    }
  }

  /// What is there; nil for nothing, or what cannot be looked at.
  public var kind: FileKind? {
    switch way {
    case .anywhere(let path): return FileKind(at: path)
    case .within:
      guard let (folder, name) = try? parent(.read) else { return nil }
      return folder.status(of: name).map { FileKind($0) }
    case .outside: return nil
    case .held: return .file
    }
  }

  /// The names in the folder that is there, folders with a `/` at the end, in no order; none where it cannot be read.
  public var entries: [String] {
    let names: [String]
    switch way {
    case .anywhere(let path): names = (try? Folder(at: path, .read, named: name))?.names ?? []
    case .within:
      guard let (folder, name) = try? parent(.read) else { return [] }
      names = (name == "." ? folder : folder.folder(name))?.names ?? []
    case .outside, .held: return []
    }
    return names.map { member($0).kind == .folder ? $0 + "/" : $0 }
  }

  /// Opens the file that is there; within folders no pipe, and nothing that has become a link.
  public func open() throws(FileError) -> InputFile {
    switch way {
    case .anywhere(let path): return try InputFile(at: path, named: name)
    case .within:
      let (folder, last) = try parent(.read)
      return try InputFile(folder.descriptor(last, O_RDONLY), named: name, allowsPipes: false)
    case .outside: throw outside(.read)
    case .held(let bytes, _): return InputFile(holding: bytes, named: name)
    }
  }

  /// Writes a whole file, or the one that was there before stays.
  public func replace(with bytes: [UInt8]) throws(FileError) {
    switch way {
    case .anywhere(let path): try replaceFile(path, with: bytes, named: name)
    case .within:
      let (folder, last) = try parent(.write)
      try folder.replace(last, with: bytes, mode: 0o666, named: name)
    case .outside: throw outside(.write)
    case .held(_, let path): try replaceFile(path, with: bytes, named: name)
    }
  }

  /// The open folder that it is in, and its name there.
  private func parent(_ action: FileError.Action) throws(FileError) -> (folder: Folder, name: String) {
    guard case .within(_, let root, let names) = way else {
      preconditionFailure("only what lies within has a way there")
    }
    var folder = try Folder(at: root, action, named: name)
    for part in names.dropLast() {
      guard let inner = folder.folder(part) else { throw FileError.last(action, name) }
      folder = inner
    }
    return (folder, names.last ?? ".")
  }

  private func outside(_ action: FileError.Action) -> FileError {
    FileError(action, name, "it is a link that leads out of the notebook's folder")
  }
}
