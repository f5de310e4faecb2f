import Session

/// What `nbrun preview` has read from its command line, as `name=value`.
struct ServerOptions {
  var file = ""
  /// The port; 0 for one that the system chooses.
  var port = 0
  var opensBrowser = false
  var threads: Int?
  var budget = Budget()
  var folders: [String] = []

  struct Mistake: Error, CustomStringConvertible {
    let description: String
  }

  init(_ arguments: [String]) throws {
    var (memory, steps, isOfMachine) = (8e9, Int?.none, true)
    for argument in arguments {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else { throw Mistake(description: "nbrun-preview is a part of nbrun") }
      let value = parts[1]
      switch parts[0] {
      case "file": file = value
      case "port": port = try Self.number(value, most: 65_535)
      case "open": opensBrowser = true
      case "threads": threads = try Self.number(value)
      case "memory": memory = Double(try Self.number(value))
      case "limit": isOfMachine = value == "machine"
      case "steps": steps = try Self.number(value)
      case "folder": folders.append(value)
      default: throw Mistake(description: "nbrun-preview does not know '\(parts[0])'")
      }
    }
    guard !file.isEmpty else { throw Mistake(description: "nbrun-preview is a part of nbrun") }
    budget = isOfMachine ? Budget(ofMachine: memory, steps: steps) : Budget(memory: memory, steps: steps)
  }

  private static func number(_ text: String, most: Int = .max) throws -> Int {
    guard let number = Int(text), (0...most).contains(number) else {
      throw Mistake(description: "'\(text)' is not a number that can be meant")
    }
    return number
  }
}
