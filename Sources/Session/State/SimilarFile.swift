import Files
import Language

extension FileAccess {
  /// What is there in place of a file that is not: one in the same folder with a similar name, or those of its kind; nil
  /// if it is there, or nothing like it.
  public func helpInPlace(of path: String) -> String? {
    guard let place = try? place(of: path), place.kind == nil else { return nil }
    let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let (folder, name) = (String(path[..<cut]), String(path[cut...]))
    let files = entries(of: folder).filter { !$0.hasSuffix("/") }.sorted()
    let stem = files.first { $0.hasPrefix(name + ".") }
    if let similar = stem ?? nearest(to: name, among: files) {
      return "a file with a similar name exists: '\(folder + similar)'"
    }
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let same = files.filter { $0.hasSuffix(name[dot...]) }
    guard !same.isEmpty, same.count <= Self.mostListed else { return nil }
    return "there \(same.count == 1 ? "is" : "are") \(same.map { "'\(folder + $0)'" }.joined(separator: ", "))"
  }

  /// The most files that a message lists.
  private static var mostListed: Int { 5 }
}
