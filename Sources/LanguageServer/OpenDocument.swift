import Documents
import JSONValues
import Language

/// A document as it stands in the client's editor.
struct OpenDocument {
  let uri: String
  private(set) var version: JSON
  private(set) var text: PlacedText
  /// Whether the client has not been told yet what is wrong with this version.
  var isUnread = true

  /// Takes the document that a client opens.
  init(_ item: JSON, _ encoding: PositionEncoding) throws(ResponseError) {
    uri = try item.required("uri", \.string)
    version = item["version"] ?? nil
    text = PlacedText(source: Source(name: uri, text: try item.required("text", \.string)), encoding: encoding)
  }

  /// Takes changes one after the other, each to what the ones before have made of the text.
  mutating func change(_ changes: [JSON], version: JSON) throws(ResponseError) {
    for change in changes {
      let new = try change.required("text", \.string)
      guard let range = change["range"], range != .null else {
        set(Array(new.utf8))
        continue
      }
      let span = try text.span(range)
      var bytes = text.source.bytes
      bytes.replaceSubrange(span.lower..<span.upper, with: new.utf8)
      set(bytes)
    }
    (self.version, isUnread) = (version, true)
  }

  private mutating func set(_ bytes: [UInt8]) {
    text = PlacedText(source: Source(name: uri, bytes: bytes), encoding: text.encoding)
  }
}

/// The path of a `file:` address; nil for another, such as that of a document without a file.
func path(ofFileAt uri: String) -> String? {
  guard uri.lowercased().hasPrefix("file://") else { return nil }
  let rest = uri.dropFirst("file://".count)
  guard let slash = rest.firstIndex(of: "/"), ["", "localhost"].contains(rest[..<slash].lowercased()) else {
    return nil
  }
  guard let bytes = percentDecoded(rest[slash...]), !bytes.contains(0) else { return nil }
  return String(validating: bytes, as: UTF8.self)
}
