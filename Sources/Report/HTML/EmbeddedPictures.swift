/// The pictures that the prose of a notebook names, as far as they can be read and are of a size for a page.
public final class EmbeddedPictures {
  private let read: (_ path: String, _ most: Int) -> Result<[UInt8], Absence>
  private var addresses: [String: String?] = [:]
  private var room = 16 << 20
  /// Why pictures are not in the page, each a phrase.
  public private(set) var absences: [String] = []

  /// Why a picture is not in the page.
  public struct Absence: Error {
    let reason: String

    /// Creates the reason, a phrase.
    public init(_ reason: String) { self.reason = reason }
  }

  /// Embeds what can be read.
  ///
  /// - Parameter read: gives the bytes behind a link, at most so many.
  public init(read: @escaping (_ path: String, _ most: Int) -> Result<[UInt8], Absence>) { self.read = read }

  /// The picture as a `data:` address; nil where it is none that can be shown.
  public func address(of path: String) -> String? {
    if let known = addresses[path] { return known }
    let address = embedded(path)
    addresses[path] = .some(address)
    return address
  }

  private func embedded(_ path: String) -> String? {
    if Self.types.contains(where: { path.hasPrefix("data:image/\($0);base64,") }) { return path }
    do throws(Absence) {
      guard !path.contains(":") else { throw Absence("it would be loaded from elsewhere") }
      let bytes = try read(path, room).get()
      guard let type = Self.type(of: bytes) else { throw Absence("it is no PNG, JPEG, GIF, WebP or SVG") }
      room -= bytes.count
      return "data:image/\(type);base64,\(base64(bytes))"
    } catch {
      absences.append("picture '\(path.prefix(200))' is not in the page: \(error.reason)")
      return nil
    }
  }

  private static let types = ["png", "jpeg", "gif", "webp"]

  /// The type of a picture by its first bytes.
  private static func type(of bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "png" }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "jpeg" }
    if bytes.starts(with: "GIF8".utf8) { return "gif" }
    if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) { return "webp" }
    return ["<svg", "<?xml", "<!DOCTYPE svg"].contains { bytes.starts(with: $0.utf8) } ? "svg+xml" : nil
  }
}
