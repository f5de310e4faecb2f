/// Bytes as they come, cut into messages: headers with a `Content-Length`, an empty line, and so many bytes.
public struct MessageFrames: Sendable {
  private var bytes: [UInt8] = []
  /// Where the bytes start that belong to no message yet.
  private var start = 0
  /// Where the end of the headers is looked for next.
  private var searched = 0
  /// The length of the message whose headers have been read.
  private var length: Int?

  /// The longest message that is taken: the largest notebook, each of its bytes an escape of six characters.
  static let mostBytes = 6 * (64 << 20) + (1 << 20)
  /// The longest headers that are read.
  static let mostHeaderBytes = 1 << 14

  /// Why no message can be read any more: where the next one starts is not known.
  public struct Failure: Error, Equatable {
    /// One phrase in lower case, without a full stop.
    public let message: String
  }

  /// Creates a reader that has been given nothing.
  public init() {}

  /// Takes bytes as they come.
  public mutating func append(_ more: some Sequence<UInt8>) {
    if start > 0 {
      bytes.removeFirst(start)
      (start, searched) = (0, max(searched - start, 0))
    }
    bytes += more
  }

  /// The next message that is there as a whole, without its headers; nil if bytes are missing.
  public mutating func next() throws(Failure) -> [UInt8]? {
    if length == nil { length = try readHeaders() }
    guard let length, bytes.count - start >= length else { return nil }
    let message = Array(bytes[start..<(start + length)])
    start += length
    (searched, self.length) = (start, nil)
    return message
  }

  /// A message with its headers.
  public static func framed(_ message: [UInt8]) -> [UInt8] {
    Array("Content-Length: \(message.count)\r\n\r\n".utf8) + message
  }

  /// The length that the headers announce, once they are there as a whole.
  private mutating func readHeaders() throws(Failure) -> Int? {
    let end = Array("\r\n\r\n".utf8)
    guard let found = bytes[max(searched, start)...].firstRange(of: end) else {
      if bytes.count - start > Self.mostHeaderBytes { throw Failure(message: "the headers of a message have no end") }
      searched = max(bytes.count - end.count + 1, start)
      return nil
    }
    let headers = String(decoding: bytes[start..<found.lowerBound], as: UTF8.self)
    start = found.upperBound
    var length: Int?
    for header in headers.split(separator: "\r\n") {
      guard let colon = header.firstIndex(of: ":") else { throw Failure(message: "a header has no colon") }
      guard header[..<colon].lowercased() == "content-length" else { continue }
      let value = header[header.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      guard length == nil, value.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(value) else {
        throw Failure(message: "the headers of a message do not say its length in bytes")
      }
      length = number
    }
    guard let length else { throw Failure(message: "the headers of a message do not say its length in bytes") }
    guard length <= Self.mostBytes else {
      throw Failure(message: "a message is longer than \(Self.mostBytes >> 20) MiB")
    }
    return length
  }
}
