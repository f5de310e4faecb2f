// Kernel: what a kernel of Jupyter answers. It knows neither sockets nor threads nor keys: messages come in and go out
// as values.

import JSONValues

/// A message of Jupyter's protocol.
public struct Message: Sendable, Equatable {
  /// Whom a reply goes to, as the sockets name them; for what is published its topic.
  public var identities: [[UInt8]]
  /// The message's own number, kind and session.
  public var header: JSON
  /// The header of the request that it belongs to; an object without members for none.
  public var parent: JSON
  /// What is said about the content.
  public var metadata: JSON
  /// What it says.
  public var content: JSON

  /// Creates a message.
  public init(identities: [[UInt8]], header: JSON, parent: JSON = [:], metadata: JSON = [:], content: JSON) {
    (self.identities, self.header, self.parent) = (identities, header, parent)
    (self.metadata, self.content) = (metadata, content)
  }

  /// What kind of message it is, such as `execute_request`.
  public var type: String { header["msg_type"]?.string ?? "" }
}

extension Message {
  /// What stands between the identities and the message.
  private static let delimiter = Array("<IDS|MSG>".utf8)

  /// Reads the frames of a message; nil for what is none, or was not signed as it has to be.
  ///
  /// - Parameters:
  ///   - frames: all frames, as a socket gives them.
  ///   - isGenuine: whether a signature, in hexadecimal digits, is that of the four parts.
  public init?(
    frames: [[UInt8]], isGenuine: (_ signature: [UInt8], _ parts: ArraySlice<[UInt8]>) -> Bool
  ) {
    guard let start = frames.firstIndex(of: Self.delimiter), frames.count >= start + 6 else { return nil }
    let parts = frames[(start + 2)..<(start + 6)]
    guard isGenuine(frames[start + 1], parts) else { return nil }
    let values = parts.compactMap { JSON(parsing: $0) }
    guard values.count == 4, values.allSatisfy({ $0.object != nil }), values[0]["msg_type"]?.string != nil else {
      return nil
    }
    self.init(
      identities: Array(frames[..<start]), header: values[0], parent: values[1], metadata: values[2],
      content: values[3])
  }

  /// The frames to send.
  ///
  /// - Parameter signature: the signature of the four parts, in hexadecimal digits; empty where nothing is signed.
  public func frames(signature: (_ parts: [[UInt8]]) -> [UInt8]) -> [[UInt8]] {
    let parts = [header, parent, metadata, content].map { $0.text() }
    return identities + [Self.delimiter, signature(parts)] + parts
  }
}
