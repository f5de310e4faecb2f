import Files
import Foundation
import Preview
import Session
import Shell

/// The file in the user's private folder that keeps the address of a notebook's preview, so that a page that is open finds
/// it again after a restart.
struct AddressFile: Sendable {
  private let path: String?

  /// The seconds for which an address is kept after the server has ended; a page waits as long for it to come back.
  private static let lifetime = 600.0

  init(_ notebook: String) {
    var hash = Fingerprint()
    hash.add(Array((realPath(notebook) ?? notebook).utf8))
    path = StateFolder.path(of: "preview-\(String(hash.value, radix: 16))")
  }

  /// The address of the preview before; nil where there was none, it is too old, or others could have read it.
  var address: PageAddress? {
    guard let path, let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let mode = attributes[.posixPermissions] as? Int, mode & 0o077 == 0,
      let time = attributes[.modificationDate] as? Date, abs(time.timeIntervalSinceNow) < Self.lifetime,
      let bytes = try? InputFile(at: path).bytes(upTo: 1000)
    else { return nil }
    return PageAddress(text: String(decoding: bytes, as: UTF8.self))
  }

  /// Writes a page that leads to an address, and gives its own; nil where there is no private folder.
  ///
  /// What a browser is started with can be seen by every user of the machine, and an address is a secret.
  func pageLeading(to address: PageAddress) -> String? {
    guard let page = path.map({ $0 + ".html" }) else { return nil }
    let text = "<!doctype html>\n<meta http-equiv=\"refresh\" content=\"0; url=\(address.url)\">\n"
    guard (try? replaceFile(page, with: Array(text.utf8), mode: 0o600)) != nil else { return nil }
    return URL(fileURLWithPath: page).absoluteString
  }

  /// Keeps an address from now on; where that cannot be done, pages have to be opened anew.
  func keep(_ address: PageAddress) {
    guard let path else { return }
    try? replaceFile(path, with: Array(address.text.utf8), mode: 0o600)
  }
}
