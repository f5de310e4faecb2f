import Files
import Foundation
import Preview
import Session
import Shell

/// The file in the user's private folder that keeps the address of a notebook's preview, so that a page that is open finds
/// it again after a restart.
struct AddressFile: Sendable {
  private let path: String?

  init(_ notebook: String) {
    var hash = Fingerprint()
    hash.add(Array((realPath(notebook) ?? notebook).utf8))
    path = StateFolder.path(of: "preview-\(String(hash.value, radix: 16))")
  }

  /// The address of the preview before; nil where there was none, or others could have read it.
  var address: PageAddress? {
    guard let path, let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let mode = attributes[.posixPermissions] as? Int, mode & 0o077 == 0,
      let bytes = try? InputFile(at: path).bytes(upTo: 1000)
    else { return nil }
    return PageAddress(text: String(decoding: bytes, as: UTF8.self))
  }

  /// Keeps an address; where that cannot be done, pages have to be opened anew.
  func keep(_ address: PageAddress) {
    guard let path else { return }
    try? replaceFile(path, with: Array(address.text.utf8), mode: 0o600)
  }
}
