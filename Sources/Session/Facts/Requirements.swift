import Datasets
import Engine
import Language

/// What commands need besides data, network and loss, each with the message that says what is missing.
extension Facts {
  func requireHistory(_ at: Places) throws(Diagnostic) {
    guard isTrained else {
      throw Diagnostic(
        "there is no history: the network has not been trained", at: at.head,
        help: "train first: 'train 1000 lr 0.1'")
    }
  }

  func requireRuns(_ at: Places) throws(Diagnostic) {
    guard !runs.all.isEmpty else {
      throw Diagnostic("no run was kept", at: at.head, help: "keep one after its training: 'keep first'")
    }
  }

  /// A row of the data; messages point at an argument.
  func requireRow(_ row: Int?, _ at: Places, _ argument: String = "row") throws(Diagnostic) {
    guard let row, let data = knownData, row > data.rows else { return }
    throw Diagnostic("there is no row \(row): the data has \(data.rows)", at: at[argument], notes: [data.note])
  }

  /// Targets that are classes; messages point at an argument.
  func requireClasses(
    _ fit: FoundFit, _ at: Places, _ argument: String, for what: String = "accuracy"
  ) throws(Diagnostic) {
    guard !fit.tellsClasses, let data = fit.data.facts else { return }
    throw Diagnostic(
      "\(what) needs classes, but the targets are numbers", at: at[argument], notes: [data.note],
      help: argument == "picture"
        ? "'plot predictions' sets numbers beside their targets"
        : data.targets > 1
          ? "the targets of a row must add up to 1: a share for each class"
          : "one output tells two values apart; for more classes give the network an output for each")
  }

  /// Targets that can be set beside the network's outputs, be it as one column a class.
  func requireTargets(_ fit: FoundFit, _ at: Places) throws(Diagnostic) {
    guard let data = fit.data.facts,
      let problem = data.problem(withOutputs: fit.network.outputs, loss: .meanSquaredError)
    else { return }
    throw Diagnostic(problem, at: at.head, notes: [data.note])
  }

  /// Rows that no fixed batch was drawn from, before they are changed.
  func refuseFixedBatch(_ at: Places) throws(Diagnostic) {
    guard let place = batch?.fixedAt else { return }
    throw Diagnostic(
      "a fixed batch was drawn from the rows as they are", at: at.head,
      notes: [.init("it was drawn here", at: place)], help: "draw it after this command")
  }

  /// A file that the notebook may touch, as far as its name tells.
  func requireInside(_ path: String, _ at: Places, _ argument: String, help: String? = nil) throws(Diagnostic) {
    do throws(FileAccess.Refusal) {
      try files.refuseOutside(path)
    } catch {
      throw Diagnostic(error.message, at: at[argument], help: help)
    }
  }

  /// The memory of a forward and backward pass over so many rows; there are a network and data that it takes.
  func memoryOfPass(over rows: Int) -> MemoryNeed {
    var width = Double(shapes[0].inputs)
    var valuesPerRow = width + Double(shapes[shapes.count - 1].outputs)
    var widest = width
    for layer in layers {
      if let outputs = layer.shapes?.outputs { width = Double(outputs) }
      valuesPerRow += width
      widest = max(widest, width)
    }
    return MemoryNeed(
      parameters: parameterCount, rows: rows, valuesPerRow: valuesPerRow, widestLayer: widest, precision: precision)
  }
}
