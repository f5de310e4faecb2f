import Engine
import Files

/// How a file of comma-separated values is to be read.
public struct CSVOptions: Sendable, Equatable {
  /// The input columns; nil for all but the target.
  public var inputs: [CSVColumn]?
  /// The target columns; nil for the last.
  public var targets: [CSVColumn]?
  /// Whether the first line names the columns; nil to find out.
  public var hasHeader: Bool?

  /// Creates options.
  public init(inputs: [CSVColumn]? = nil, targets: [CSVColumn]? = nil, hasHeader: Bool? = nil) {
    (self.inputs, self.targets, self.hasHeader) = (inputs, targets, hasHeader)
  }
}

/// A column of a file.
public enum CSVColumn: Sendable, Equatable {
  /// By its name in the first line.
  case name(String)
  /// By its place, counted from 1.
  case number(Int)
}

extension Dataset {
  /// Reads a file of comma-separated values.
  ///
  /// Inputs are numbers, and so are several targets. A single target that is not a number everywhere holds class names:
  /// they become labels 0, 1, 2 … in alphabetical order. It is an error if the file and its numbers need more bytes than
  /// there is room for.
  public init(csv file: Place, _ options: CSVOptions, room: Double = .infinity) throws(DataFileError) {
    try self.init(csv: try file.contents(room: room), name: file.name, options, room: room)
  }

  /// Reads the bytes of such a file.
  public init(
    csv bytes: [UInt8], name: String, _ options: CSVOptions, room: Double = .infinity
  ) throws(DataFileError) {
    let result = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(DataFileError) in
        try CSVTable(CSVScanner(buffer), options, room: room - Double(bytes.count))
      }
    }
    do {
      let table = try result.get()
      self.init(name: name, inputs: table.inputs, targets: table.targets)
      classNames = table.classNames
      inputNames = table.inputNames
      targetNames = table.targetNames
    } catch {
      throw DataFileError(
        "\(name), \(error.message)", help: error.help, need: error.need.map { $0 + Double(bytes.count) })
    }
  }
}

/// The beginning of a text that a message repeats.
package func excerpt(_ text: String) -> String { text.count > 40 ? text.prefix(39) + "…" : text }
