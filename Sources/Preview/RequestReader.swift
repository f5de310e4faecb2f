/// Puts a request of HTTP/1.1 together from the bytes of a connection, however they are cut, and never reads far.
public struct RequestReader: Sendable {
  /// The most bytes of a request line and its headers.
  static let longestHead = 16_384

  private let address: PageAddress
  private var bytes: [UInt8] = []
  private var searched = 0
  /// What is asked for, and where the body is that belongs to it.
  private var asked: (route: PageRequest.Route, body: Range<Int>)?

  /// Begins where a connection begins that was made to an address.
  public init(at address: PageAddress) { self.address = address }

  /// Takes the bytes that have come, and gives the request once it is there whole; what comes after it is nothing.
  public mutating func take(_ piece: some Sequence<UInt8>) throws(PageRequest.Refusal) -> PageRequest? {
    bytes += piece
    if asked == nil { try readHead() }
    guard let asked, bytes.count >= asked.body.upperBound else { return nil }
    return try PageRequest(asked.route, body: bytes[asked.body])
  }

  private mutating func readHead() throws(PageRequest.Refusal) {
    let end = endOfHead()
    guard (end ?? bytes.count) <= Self.longestHead else { throw PageRequest.Refusal(431, "the request is too long") }
    guard let end else { return }
    let head = try PageRequest.Head(parsing: bytes[..<end])
    let route = try PageRequest.route(head, at: address)
    asked = (route, end + 4..<end + 4 + (try route.lengthOfBody(head)))
  }

  /// Where the empty line is that ends a head; each byte is looked at once.
  private mutating func endOfHead() -> Int? {
    while searched + 4 <= bytes.count {
      if bytes[searched] == 13, bytes[searched + 1] == 10, bytes[searched + 2] == 13, bytes[searched + 3] == 10 {
        return searched
      }
      searched += 1
    }
    return nil
  }
}
