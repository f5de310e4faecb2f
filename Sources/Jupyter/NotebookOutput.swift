import JSONValues
import Outputs
import Report

/// What one output of a command is in a notebook of Jupyter.
public enum NotebookOutput: Sendable, Equatable {
  /// Forms of a value, of which a front end shows one.
  case display(MIMEBundle)
  /// Lines of text, as a program writes them to its standard output.
  case lines(String)
  /// A plot to be drawn.
  case plot(Plot)
  /// An error that stopped the cell.
  case error(ErrorContent)

  /// Renders an output as far as it can be before it is known how plots are shown.
  public init(_ output: Output) {
    self =
      switch output {
      case .failure(let failure): .error(ErrorContent(failure))
      case .plot(let plot): .plot(plot)
      case .text(let text): .lines(visibleLines(text.hasSuffix("\n") ? text : text + "\n"))
      case .note, .help, .table, .pictures: .display(MIMEBundle(output))
      }
  }

  /// The bytes of its texts; of a plot, which is small, none.
  public var byteCount: Int {
    switch self {
    case .display(let bundle): bundle.byteCount
    case .lines(let text): text.utf8.count
    case .plot: 0
    case .error(let error): error.byteCount
    }
  }

  /// The output as a message of a kernel; nil if there is nothing to show.
  public func message(figures: FigureMode = .svg) -> (type: String, content: JSON)? {
    switch self {
    case .display(let bundle): Self.message(bundle)
    case .lines(let text): ("stream", ["name": "stdout", "text": .string(text)])
    case .plot(let plot): Self.message(MIMEBundle(.plot(plot), figures: figures))
    case .error(let error):
      (
        "error",
        [
          "ename": .string(error.name), "evalue": .string(error.value),
          "traceback": .array(error.traceback.map(JSON.string)),
        ]
      )
    }
  }

  private static func message(_ bundle: MIMEBundle) -> (type: String, content: JSON)? {
    bundle.forms.isEmpty ? nil : ("display_data", ["data": bundle.json, "metadata": [:]])
  }

  /// Outputs as they stand in a file, where the lines of one after the other are one.
  static func json(_ outputs: [NotebookOutput], figures: FigureMode) -> [JSON] {
    var result: [JSON] = []
    for (type, content) in outputs.lazy.compactMap({ $0.message(figures: figures) }) {
      var members = content.object ?? [:]
      members["output_type"] = .string(type)
      if type == "stream", let last = result.last, last["output_type"]?.string == type {
        members["text"] = .string((last["text"]?.string ?? "") + (members["text"]?.string ?? ""))
        result.removeLast()
      }
      result.append(.object(members))
    }
    return result
  }
}

extension MIMEBundle {
  /// The forms by their types.
  public var json: JSON {
    .object(Dictionary(uniqueKeysWithValues: forms.map { ($0.type.rawValue, .string($0.text)) }))
  }
}
