#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Documents
import Files

/// The files that commands may touch: for a notebook those in its folder and below it, and those named from outside; for
/// what a user types all of them.
public struct FileAccess: Sendable {
  /// The folder that paths are relative to.
  let folder: String
  /// The folders that paths may lead into, absolute and without links; nil where they may lead anywhere.
  private let folders: [String]?
  /// Paths given on the command line, which may lead anywhere.
  private let named: Set<String>
  /// The absolute path of the notebook whose commands these are, if it is a file.
  let notebook: String?
  /// What commands have written, where that is to stay in memory; nil where they write files.
  public let held: HeldFiles?

  /// Gives a notebook access to its folder, to others that the user has opened, and to the paths that the user has named.
  public init(
    folder: String, named: Set<String> = [], opened: [String] = [], notebook: String? = nil,
    held: HeldFiles? = nil
  ) {
    self.folder = folder.isEmpty ? "." : folder
    folders = ([self.folder] + opened).compactMap { realPath($0) }
    (self.named, self.notebook, self.held) = (named, notebook.map { Place(at: $0).absolutePath }, held)
  }

  private init() { (folder, folders, named, notebook, held) = (".", nil, [], nil, nil) }

  /// Gives a user access to whatever they name: relative to where the program was started, absolute, or in their home (`~`).
  public static let anywhere = FileAccess()

  /// The access of a notebook in a folder that this one reaches.
  func within(_ notebook: String) -> FileAccess {
    FileAccess(
      folder: Self.folder(of: notebook), opened: folders.map { Array($0.dropFirst()) } ?? [], notebook: notebook,
      held: held)
  }

  /// Whether paths are relative to where the program was started.
  var isHere: Bool { folder == "." }

  /// Why a path may not be used.
  struct Refusal: Error {
    let message: String
  }

  /// Refuses a path that by its words alone leads out of the folders; nothing is looked at.
  func refuseOutside(_ path: String) throws(Refusal) {
    guard !path.contains("\0"), named.contains(path) || isWithin(path) else {
      throw Refusal(message: "'\(path)' is outside the notebook's folder")
    }
  }

  private func isWithin(_ path: String) -> Bool {
    guard let folders else { return true }
    let parts = path.split(separator: "/")
    guard path.hasPrefix("/") || parts.contains("..") else { return true }
    guard folders.count > 1, let root = folders.first else { return false }
    var names = path.hasPrefix("/") ? [] : root.split(separator: "/")
    for part in parts where part != "." { if part == ".." { _ = names.popLast() } else { names.append(part) } }
    return folders.contains { names.starts(with: $0.split(separator: "/")) }
  }

  /// Where a path of the notebook leads: to what a command has written in memory, or to what is there.
  func place(of path: String) throws(Refusal) -> Place {
    let place = try placeOnDisk(of: path)
    return held?.contents[place.absolutePath].map(place.holding) ?? place
  }

  private func placeOnDisk(of path: String) throws(Refusal) -> Place {
    if named.contains(path) { return Place(at: path, named: name(of: path)) }
    try refuseOutside(path)
    guard let folders else { return try typedPlace(of: path) }
    let full = path.hasPrefix("/") ? path : folder + "/" + path
    let place = Place(at: full, within: folders, named: path)
    guard place.isOutside else { return place }
    let parent = Files.folder(of: full)
    guard realPath(parent) != nil else {
      let shown = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      throw Refusal(message: "there is no folder '\(shown)' in the notebook's folder")
    }
    throw Refusal(message: "'\(path)' is a link that leads outside the notebook's folder")
  }

  /// The bytes of a file that the prose of the notebook links to, such as a picture; an error if there are more than the most.
  public func bytes(ofLink link: String, upTo most: Int) throws(FileError) -> [UInt8] {
    // Where a '%' is no more than that, the path is meant as it stands.
    let path = percentDecoded(link).map { String(decoding: $0, as: UTF8.self) } ?? link
    let place: Place
    do throws(Refusal) {
      place = try self.place(of: path)
    } catch {
      throw FileError(.read, path, error.message)
    }
    return try place.open().bytes(upTo: most)
  }

  /// Where a path that was typed leads.
  private func typedPlace(of path: String) throws(Refusal) -> Place {
    let home = getenv("HOME").map { String(cString: $0) }
    let isAtHome = path == "~" || path.hasPrefix("~/")
    let full = isAtHome ? (home ?? "~") + path.dropFirst() : path
    let parent = full.lastIndex(of: "/").map { String(full[...$0]) } ?? "."
    guard realPath(full) != nil || realPath(parent) != nil else {
      throw Refusal(message: "there is no folder '\(parent)'")
    }
    return Place(at: full, named: path)
  }

  /// The folder of an absolute path.
  static func folder(of path: String) -> String {
    let folder = path[..<(path.lastIndex(of: "/") ?? path.endIndex)]
    return folder.isEmpty ? "/" : String(folder)
  }

  /// The names in a folder of the notebook, folders with a `/` at the end; none where it may not be looked at.
  func entries(of path: String) -> [String] { (try? place(of: path.isEmpty ? "." : path))?.entries ?? [] }

  /// Whether the command line has named a path.
  func isFromOutside(_ path: String) -> Bool { named.contains(path) }

  /// What messages and reports call a path: one named from outside, which is the machine's own, by its last part alone.
  func name(of path: String) -> String {
    guard named.contains(path) else { return path }
    return path.split(separator: "/").last.map(String.init) ?? path
  }
}
