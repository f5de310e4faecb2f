import Files
import Preview
import Session
import Shell

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The file in the user's private folder that keeps the address of a notebook's preview, so that a page that is open finds
/// it again after a restart.
struct AddressFile: Sendable {
  private let path: String?

  /// The seconds for which an address is kept after the server has ended; a page waits as long for it to come back.
  private static let lifetime = 600

  init(_ notebook: String) {
    var hash = Fingerprint()
    hash.add(Array((realPath(notebook) ?? notebook).utf8))
    path = StateFolder.path(of: "preview-\(String(hash.value, radix: 16))")
  }

  /// The address of the preview before; nil where there was none, it is too old, or others could have read it.
  var address: PageAddress? {
    var status = stat()
    guard let path, stat(path, &status) == 0, status.st_mode & 0o077 == 0, isFresh(status),
      let bytes = try? InputFile(at: path).bytes(upTo: 1000)
    else { return nil }
    return PageAddress(text: String(decoding: bytes, as: UTF8.self))
  }

  private func isFresh(_ status: stat) -> Bool {
    #if canImport(Darwin)
      let written = status.st_mtimespec.tv_sec
    #else
      let written = status.st_mtim.tv_sec
    #endif
    return abs(time(nil) - written) < Self.lifetime
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
