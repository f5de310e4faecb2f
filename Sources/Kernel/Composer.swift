import JSONValues

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes messages with numbers of their own; each thread that writes has one.
public struct Composer: Sendable {
  /// The version of the protocol.
  public static let protocolVersion = "5.4"

  private let session: String
  private let series: String
  private var count = 0

  /// Creates a composer for a session of the kernel; the series tells its numbers from those of the others.
  public init(session: String, series: String) { (self.session, self.series) = (session, series) }

  /// A reply to a request, which goes to whoever has asked.
  mutating func reply(to request: Message, _ content: JSON) -> Message {
    let type = request.type.hasSuffix("_request") ? String(request.type.dropLast("_request".count)) : request.type
    return Message(
      identities: request.identities, header: header(type + "_reply"), parent: request.header, content: content)
  }

  /// A message to all who listen, on behalf of a request if there is one.
  public mutating func publication(_ type: String, of request: Message?, _ content: JSON) -> Message {
    Message(
      identities: [Array("kernel.\(session).\(type)".utf8)], header: header(type), parent: request?.header ?? [:],
      content: content)
  }

  /// The message that a listener gets when it begins to hear a topic.
  public mutating func welcome(toTopic topic: [UInt8]) -> Message {
    Message(
      identities: [topic], header: header("iopub_welcome"),
      content: ["subscription": .string(String(decoding: topic, as: UTF8.self))])
  }

  private mutating func header(_ type: String) -> JSON {
    count += 1
    return [
      "msg_id": .string("\(session)_\(series)\(count)"), "session": .string(session), "username": "nbrun",
      "date": .string(Self.now()), "msg_type": .string(type), "version": .string(Self.protocolVersion),
    ]
  }

  /// The time by ISO 8601, such as `2026-01-31T12:00:00.000000Z`.
  private static func now() -> String {
    var (clock, parts) = (timespec(), tm())
    clock_gettime(CLOCK_REALTIME, &clock)
    gmtime_r(&clock.tv_sec, &parts)
    func digits(_ value: some BinaryInteger, _ count: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(count - text.count, 0)) + text
    }
    let date = "\(parts.tm_year + 1900)-\(digits(parts.tm_mon + 1, 2))-\(digits(parts.tm_mday, 2))"
    let time = "\(digits(parts.tm_hour, 2)):\(digits(parts.tm_min, 2)):\(digits(parts.tm_sec, 2))"
    return "\(date)T\(time).\(digits(clock.tv_nsec / 1000, 6))Z"
  }
}
