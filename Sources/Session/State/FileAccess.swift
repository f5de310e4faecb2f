#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Files

/// The files that commands may touch: for a notebook those in its folder and below it, and those named from outside; for
/// what a user types all of them.
public struct FileAccess: Sendable {
  /// The folder that paths are relative to.
  let folder: String
  /// Paths given on the command line, which may lead anywhere.
  private let named: Set<String>
  /// Whether any path may lead anywhere.
  private let isOpen: Bool

  /// Gives a notebook access to its folder, and to the paths that the user has named.
  public init(folder: String, named: Set<String> = []) {
    (self.folder, self.named, isOpen) = (folder.isEmpty ? "." : folder, named, false)
  }

  private init() { (folder, named, isOpen) = (".", [], true) }

  /// Gives a user access to whatever they name: relative to where the program was started, absolute, or in their home (`~`).
  public static let anywhere = FileAccess()

  /// Whether paths are relative to where the program was started.
  var isHere: Bool { folder == "." }

  /// Why a path may not be used.
  struct Refusal: Error {
    let message: String
  }

  /// Refuses a path that by its words alone leads out of the folder; nothing is looked at.
  func refuseOutside(_ path: String) throws(Refusal) {
    if named.contains(path) || (isOpen && !path.contains("\0")) { return }
    guard !path.hasPrefix("/"), !path.split(separator: "/").contains(".."), !path.contains("\0") else {
      throw Refusal(message: "'\(path)' is outside the notebook's folder")
    }
  }

  /// Where a path of the notebook leads.
  func place(of path: String) throws(Refusal) -> Place { Place(at: try resolve(path), named: name(of: path)) }

  private func resolve(_ path: String) throws(Refusal) -> String {
    if named.contains(path) { return path }
    try refuseOutside(path)
    if isOpen { return try resolveTyped(path) }
    let full = folder + "/" + path
    // A link could lead out of the folder; what does not exist yet is judged by the folder it is to be in.
    let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let place = realPath(full) ?? realPath(folder + "/" + parent)
    guard let root = realPath(folder), let place, place == root || place.hasPrefix(root == "/" ? root : root + "/")
    else {
      guard place != nil else { throw Refusal(message: "there is no folder '\(parent)' in the notebook's folder") }
      throw Refusal(message: "'\(path)' is a link that leads outside the notebook's folder")
    }
    return full
  }

  /// Where a path that was typed leads.
  private func resolveTyped(_ path: String) throws(Refusal) -> String {
    let home = getenv("HOME").map { String(cString: $0) }
    let isAtHome = path == "~" || path.hasPrefix("~/")
    let full = isAtHome ? (home ?? "~") + path.dropFirst() : path
    let parent = full.lastIndex(of: "/").map { String(full[...$0]) } ?? "."
    guard realPath(full) != nil || realPath(parent) != nil else {
      throw Refusal(message: "there is no folder '\(parent)'")
    }
    return full
  }

  /// The folder of an absolute path.
  static func folder(of path: String) -> String {
    let folder = path[..<(path.lastIndex(of: "/") ?? path.endIndex)]
    return folder.isEmpty ? "/" : String(folder)
  }

  /// The names in a folder of the notebook, folders with a `/` at the end; none where it may not be looked at.
  func entries(of path: String) -> [String] {
    let place = try? path.isEmpty ? folder : resolve(path)
    guard let place else { return [] }
    return names(inFolder: place).map { Files.isFolder(place + "/" + $0) ? $0 + "/" : $0 }
  }

  /// Whether the command line has named a path.
  func isFromOutside(_ path: String) -> Bool { named.contains(path) }

  /// What messages and reports call a path: one named from outside, which is the machine's own, by its last part alone.
  func name(of path: String) -> String {
    guard named.contains(path) else { return path }
    return path.split(separator: "/").last.map(String.init) ?? path
  }
}
