import JSONValues

/// What a browser asks for, once it is known to be one that was given the address.
public enum PageRequest: Sendable, Equatable {
  /// To prove that the server knows the secret, before a page tells it to one that may be another by now.
  case hello(challenge: String)
  /// The page itself.
  case page
  /// What changes on it from now on.
  case events
  /// To put a value in the place of a knob's; nil for that of the file.
  case turn(knob: String, value: String?)
  /// To write the values of the knobs into the file.
  case save
  /// To run everything again.
  case rerun

  /// Whether only who knows the secret can ask for it.
  public var needsSecret: Bool { if case .hello = self { false } else { true } }

  /// The beginning of a request, before its body.
  struct Head: Sendable {
    /// The method, in upper case.
    var method: String
    /// The path, without a query.
    var path: String
    /// The headers that matter: `Host`, `Origin`, `Content-Type`, `Content-Length`.
    var host, origin, contentType, contentLength: String?
  }

  /// Why a request is not answered: a status of HTTP, and a phrase that gives nothing away.
  public struct Refusal: Error, Sendable, Equatable {
    /// The status.
    public let status: Int
    /// What to do.
    public let message: String

    init(_ status: Int, _ message: String) { (self.status, self.message) = (status, message) }
  }

  /// The most bytes of a body.
  static let longestBody = 16_384

  /// What is asked for under an address, before the body is looked at.
  enum Route: Sendable, Equatable {
    case hello(challenge: String)
    case page, events, turn, save, rerun

    /// Whether it changes something, and so has to come from the page itself.
    var isChange: Bool {
      switch self {
      case .hello, .page, .events: false
      case .turn, .save, .rerun: true
      }
    }

    /// How many bytes of a body belong to it.
    func lengthOfBody(_ head: Head) throws(Refusal) -> Int {
      guard isChange else { return 0 }
      guard let digits = head.contentLength, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let length = Int(digits)
      else {
        throw Refusal(411, "the length of the body must be said")
      }
      guard length <= longestBody else { throw Refusal(413, "the body is too long") }
      return length
    }
  }

  /// Finds out what is asked for, and refuses whoever was not given the address.
  static func route(_ head: Head, at address: PageAddress) throws(Refusal) -> Route {
    // Another name for this machine may be one that a foreign page has made up to get here.
    guard let host = head.host, address.isHost(host) else {
      throw Refusal(403, "this is not the host that was asked for")
    }
    if let origin = head.origin, !address.isOrigin(origin) { throw Refusal(403, "another page may not ask for this") }
    let parts = head.path.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 3, parts[0].isEmpty, parts[1] == "hello", PageAddress.isHexadecimal(parts[2]),
      head.method == "GET"
    {
      return .hello(challenge: String(parts[2]))
    }
    guard parts.count == 3, parts[0].isEmpty, address.isToken(parts[1]) else {
      throw Refusal(404, "open the address that nbrun preview has printed")
    }
    let route: Route? =
      switch parts[2] {
      case "": .page
      case "events": .events
      case "turn": .turn
      case "save": .save
      case "rerun": .rerun
      default: nil
      }
    guard let route else { throw Refusal(404, "there is nothing of this name") }
    guard head.method == (route.isChange ? "POST" : "GET") else {
      throw Refusal(405, "this is asked for in another way")
    }
    guard route.isChange else { return route }
    guard head.origin != nil else { throw Refusal(403, "only the page itself may ask for this") }
    let type = head.contentType?.split(separator: ";").first.map { String($0).lowercased() }
    guard type == "application/json" else { throw Refusal(415, "the body must be JSON") }
    return route
  }

  /// Reads the body of a request.
  init(_ route: Route, body: some Collection<UInt8>) throws(Refusal) {
    switch route {
    case .hello(let challenge): self = .hello(challenge: challenge)
    case .page: self = .page
    case .events: self = .events
    case .save: self = .save
    case .rerun: self = .rerun
    case .turn:
      guard body.count <= Self.longestBody, let json = JSON(parsing: body), let knob = json["knob"]?.string else {
        throw Refusal(400, "the body must name a knob")
      }
      switch json["value"] {
      case .string(let value)?: self = .turn(knob: knob, value: value)
      case nil, .null?: self = .turn(knob: knob, value: nil)
      default: throw Refusal(400, "the value must be a text")
      }
    }
  }
}
