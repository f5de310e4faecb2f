import JSONValues

/// Where the sockets of a kernel are, as whoever starts it says in a file.
public struct ConnectionFile: Sendable, Equatable {
  /// The key of the signatures; without one nothing is signed.
  public let key: String
  private let transport: String
  private let address: String
  private let ports: [String: Int]

  /// What is wrong with a connection file.
  public struct Mistake: Error, Equatable {
    /// One phrase.
    public let message: String
  }

  /// Reads the bytes of a file.
  public init(_ bytes: [UInt8]) throws(Mistake) {
    guard let file = JSON(parsing: bytes), file.object != nil else { throw Mistake(message: "it is no JSON object") }
    let scheme = file["signature_scheme"]?.string ?? "hmac-sha256"
    key = file["key"]?.string ?? ""
    guard key.isEmpty || scheme == "hmac-sha256" else {
      throw Mistake(message: "the signatures have to be by hmac-sha256, not by '\(scheme)'")
    }
    transport = file["transport"]?.string ?? "tcp"
    guard ["tcp", "ipc"].contains(transport) else {
      throw Mistake(message: "the transport has to be tcp or ipc, not '\(transport)'")
    }
    guard let address = file["ip"]?.string, !address.isEmpty else { throw Mistake(message: "there is no 'ip' in it") }
    self.address = address
    var ports: [String: Int] = [:]
    for name in ["shell", "control", "iopub", "stdin", "hb"] {
      guard let port = file[name + "_port"]?.int, (1...65535).contains(port) else {
        throw Mistake(message: "there is no '\(name)_port' in it, a number from 1 to 65535")
      }
      ports[name] = port
    }
    self.ports = ports
  }

  /// The endpoint of a socket: `shell`, `control`, `iopub`, `stdin` or `hb`.
  public func endpoint(_ name: String) -> String {
    "\(transport)://\(address)\(transport == "ipc" ? "-" : ":")\(ports[name] ?? 0)"
  }
}
