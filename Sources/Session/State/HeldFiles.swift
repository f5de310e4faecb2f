import Dispatch

/// The files that commands have written, by their absolute paths, where nothing is to be written: they can be read again.
public final class HeldFiles: @unchecked Sendable {
  private let lock = DispatchQueue(label: "held files")
  private var files: [String: [UInt8]] = [:]

  /// Begins without any.
  public init() {}

  /// The bytes of each.
  public internal(set) var contents: [String: [UInt8]] {
    get { lock.sync { files } }
    set { lock.sync { files = newValue } }
  }
}
