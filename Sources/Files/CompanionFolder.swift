#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file and the folder of its companions, which are replaced together: of two programs that do so at once the last one
/// wins whole, and one that is killed leaves the old or the new.
///
/// All is written beside the old first. Then the folders change places, and the file is renamed: only between these two
/// calls of the system is one new and the other old. Where the system cannot exchange folders, or where in the old one
/// there are folders of others, the companions are renamed one by one.
public struct CompanionFolder {
  /// The path of the folder.
  private let path: String
  /// Whether a file in the folder was made by this program, by its bytes; those of others stay.
  private let isOurs: ([UInt8]) -> Bool
  /// Whether folders may be exchanged.
  var mayExchange = true

  /// Names the folder, whose parent must be there.
  public init(_ path: String, isOurs: @escaping ([UInt8]) -> Bool) { (self.path, self.isOurs) = (path, isOurs) }

  /// Replaces a file and all files of this program in the folder; without members an empty folder goes.
  public func replace(
    with members: [(name: String, bytes: [UInt8])], and file: String, with bytes: [UInt8]
  ) throws(FileError) {
    let parent = try Folder(at: folder(of: path), .write, named: path)
    guard parent.lock() else { throw FileError(.write, path, "another program has been writing there for long") }
    let name = lastName(of: path)
    let old = try oldFolder(name, in: parent)
    if let old { try requireOurs(members.map(\.name), in: old) }
    removeLeft(in: parent)
    let (place, target) = try target(of: file, named: file)
    let partial = try place.partial(for: target, bytes, mode: 0o666, named: file)
    do throws(FileError) {
      if !members.isEmpty {
        guard try !exchange(name, old, in: parent, for: members, partial, target, file) else { return }
        if old == nil { try makeFolder(name, in: parent) }
        try renameAll(members, into: try openFolder(name, in: parent))
      }
    } catch {
      partial.drop()
      throw error
    }
    guard partial.replace(target) else {
      let error = FileError.last(.write, file)
      partial.drop()
      throw error
    }
    guard let now = parent.folder(name) else { return }
    let kept = Set(members.map(\.name))
    for member in now.names where !kept.contains(member) && isOurs(member, in: now) { now.remove(member) }
    if kept.isEmpty { parent.removeEmptyFolder(name) }
  }

  /// The folder as it is; nil if there is none yet.
  private func oldFolder(_ name: String, in parent: Folder) throws(FileError) -> Folder? {
    guard let status = parent.status(of: name) else { return nil }
    guard FileKind(status) == .folder else {
      throw FileError(.write, path, status.st_mode & S_IFMT == S_IFLNK ? "it is a link" : "it is no folder")
    }
    return try openFolder(name, in: parent)
  }

  /// Refuses to replace what has the name of a companion and was not made by this program.
  private func requireOurs(_ members: [String], in folder: Folder) throws(FileError) {
    for member in members where folder.status(of: member) != nil && !isOurs(member, in: folder) {
      throw FileError(
        .write, "\(path)/\(member)", "there is another file of that name, which is no picture of a report")
    }
  }

  private func makeFolder(_ name: String, in parent: Folder) throws(FileError) {
    guard parent.makeFolder(name) else { throw FileError.last(.write, path) }
  }

  private func openFolder(_ name: String, in parent: Folder) throws(FileError) -> Folder {
    guard let folder = parent.folder(name) else { throw FileError.last(.write, path) }
    return folder
  }

  // MARK: - All at once

  /// Makes the folder anew beside the old one, and lets both change places just before the file is renamed; false, and
  /// nothing done, where that is not possible.
  private func exchange(
    _ name: String, _ old: Folder?, in parent: Folder, for members: [(name: String, bytes: [UInt8])],
    _ partial: Partial, _ target: String, _ file: String
  ) throws(FileError) -> Bool {
    guard mayExchange else { return false }
    let other = Partial.freeName()
    try makeFolder(other, in: parent)
    let folder = try openFolder(other, in: parent)
    _ = flock(folder.descriptor, LOCK_EX | LOCK_NB)
    defer { removeFolder(other, of: parent, with: Set(members.map(\.name)), movingTo: parent.folder(name)) }
    for member in members { try folder.write(member.bytes, to: member.name, named: "\(path)/\(member.name)") }
    if let old {
      var status = stat()
      if fstat(old.descriptor, &status) == 0 { _ = fchmod(folder.descriptor, status.st_mode & 0o7777) }
      for member in old.names where folder.status(of: member) == nil && !isOurs(member, in: old) {
        guard old.link(member, to: folder) else { return false }
      }
    }
    func swap() -> Bool { old == nil ? parent.rename(other, to: parent, name) : parent.exchange(other, name) }
    guard swap() else { return false }
    guard partial.replace(target) else {
      let error = FileError.last(.write, file)
      _ = old == nil ? parent.rename(name, to: parent, other) : parent.exchange(other, name)
      throw error
    }
    return true
  }

  /// Removes what programs that were killed have left.
  private func removeLeft(in parent: Folder) {
    Partial.withLeft(in: parent) { name, status in
      switch FileKind(status) {
      case .file: parent.remove(name)
      case .folder: removeFolder(name, of: parent)
      case .pipe, .other: break
      }
    }
  }

  /// Removes a folder that was made here, or was exchanged for one; a file of others that came into it meanwhile is kept.
  private func removeFolder(
    _ name: String, of parent: Folder, with members: Set<String> = [], movingTo now: Folder? = nil
  ) {
    guard let folder = parent.folder(name) else { return }
    for member in folder.names {
      guard let status = folder.status(of: member) else { continue }
      // A program that was killed may have made one and written nothing yet.
      let isSpare = status.st_nlink > 1 || status.st_size == 0 || members.contains(member)
      if FileKind(status) == .file, isSpare || isOurs(member, in: folder) {
        folder.remove(member)
      } else if let now, now.status(of: member) == nil {
        _ = folder.rename(member, to: now, member)
      }
    }
    parent.removeEmptyFolder(name)
  }

  // MARK: - One by one

  private func renameAll(_ members: [(name: String, bytes: [UInt8])], into folder: Folder) throws(FileError) {
    Partial.withLeft(in: folder) { left, status in if FileKind(status) == .file { folder.remove(left) } }
    var written: [(Partial, String)] = []
    do throws(FileError) {
      for (member, bytes) in members {
        written.append((try folder.partial(for: member, bytes, mode: 0o666, named: "\(path)/\(member)"), member))
      }
    } catch {
      for (partial, _) in written { partial.drop() }
      throw error
    }
    for (partial, member) in written {
      guard !partial.replace(member) else { continue }
      let error = FileError.last(.write, "\(path)/\(member)")
      for (partial, _) in written { partial.drop() }
      throw error
    }
  }

  private func isOurs(_ member: String, in folder: Folder) -> Bool {
    guard let file = try? InputFile(folder.descriptor(member, O_RDONLY), named: member, allowsPipes: false),
      let bytes = file.beginning(400)
    else { return false }
    return isOurs(bytes)
  }
}

extension Folder {
  /// Writes a new file in a folder that nobody else looks at yet.
  fileprivate func write(_ bytes: [UInt8], to member: String, named name: String) throws(FileError) {
    let file = descriptor(member, O_WRONLY | O_CREAT | O_EXCL, mode: 0o666)
    guard file >= 0 else { throw FileError.last(.write, name) }
    let isWritten = writeAll(bytes, to: file)
    let error = FileError.last(.write, name)
    guard close(file) == 0, isWritten else { throw isWritten ? FileError.last(.write, name) : error }
  }
}
