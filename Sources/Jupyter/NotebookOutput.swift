import JSONValues
import Outputs
import Report

/// What one output of a command is in a notebook of Jupyter.
public enum NotebookOutput: Sendable, Equatable {
  /// Forms of a value, of which a front end shows one.
  case display(MIMEBundle)
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
      case .note, .text, .help, .table, .pictures: .display(MIMEBundle(output))
      }
  }

  /// The bytes of its texts; of a plot, which is small, none.
  public var byteCount: Int {
    switch self {
    case .display(let bundle): bundle.byteCount
    case .plot: 0
    case .error(let error): error.byteCount
    }
  }

  /// The output as it stands in a file; nil if there is nothing to show.
  func json(figures: FigureMode) -> JSON? {
    switch self {
    case .display(let bundle): json(bundle)
    case .plot(let plot): json(MIMEBundle(.plot(plot), figures: figures))
    case .error(let error):
      [
        "ename": .string(error.name), "evalue": .string(error.value), "output_type": "error",
        "traceback": .array(error.traceback.map(JSON.string)),
      ]
    }
  }

  private func json(_ bundle: MIMEBundle) -> JSON? {
    guard !bundle.forms.isEmpty else { return nil }
    let data = bundle.forms.map { ($0.type.rawValue, JSON.string($0.text)) }
    return ["data": .object(Dictionary(uniqueKeysWithValues: data)), "metadata": [:], "output_type": "display_data"]
  }
}
