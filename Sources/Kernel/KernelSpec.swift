import JSONValues

/// What a front end of Jupyter has to know to start the kernel: its `kernel.json`.
public struct KernelSpec: Sendable, Equatable {
  /// The folder that the kernel has among others.
  public static let name = "nbrun"
  /// The command, a word an element; `{connection_file}` stands for what the front end puts there.
  private let command: [String]

  /// Describes a kernel that is started by a program with some options.
  public init(program: String, options: [String]) { command = [program] + options + ["{connection_file}"] }

  /// The bytes of the file.
  public var bytes: [UInt8] { json.text(isIndented: true) + [0x0A] }

  private var json: JSON {
    [
      "argv": .array(command.map(JSON.string)), "display_name": "nbrun", "language": "nnb", "interrupt_mode": "message",
      "metadata": ["debugger": false],
    ]
  }

  /// Whether a file is one that was written for this program, with any path and options, and not changed since.
  public static func isOwn(_ file: [UInt8]) -> Bool {
    guard let found = JSON(parsing: file)?.object, let command = found["argv"]?.array?.compactMap(\.string),
      command.count >= 2, command[0].hasSuffix("/nbrun-kernel")
    else { return false }
    return found == KernelSpec(program: command[0], options: Array(command[1..<(command.count - 1)])).json.object
  }

  /// The user's folder of Jupyter's data; nil where nothing tells of one.
  ///
  /// - Parameters:
  ///   - environment: gives the value of a variable.
  ///   - isDarwin: whether this is macOS.
  public static func userFolder(_ environment: (String) -> String?, isDarwin: Bool) -> String? {
    func value(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
    if let folder = value("JUPYTER_DATA_DIR") { return folder }
    if isDarwin { return value("HOME").map { $0 + "/Library/Jupyter" } }
    return (value("XDG_DATA_HOME") ?? value("HOME").map { $0 + "/.local/share" }).map { $0 + "/jupyter" }
  }
}
