import Datasets
import Engine
import Language
import Outputs

/// `show hidden`: what the hidden units give for every row, beside inputs and targets.
struct HiddenSubject: Subject {
  /// The hidden layer counted from 1, nil for all.
  private let layer: Int?
  private let rows: ChosenRows

  static let form = Form(
    "hidden", "what the hidden units give for every row, beside inputs and targets",
    [
      .positional(
        "layer", .integer(1...Int(Int32.max)), isOptional: true, names: .hiddenLayer, "this hidden layer only")
    ] + ChosenRows.parameters)

  init(_ word: String, _ arguments: Arguments) {
    (layer, rows) = (arguments.integer(ifGiven: "layer"), ChosenRows(arguments))
  }

  var description: String { "hidden" + (layer.map { " \($0)" } ?? "") + rows.description }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundFit {
    let fit = try facts.requireFit(at)
    let count = facts.shapes.count - 1
    guard count > 0 else {
      throw Diagnostic(
        "the network has no hidden layer", at: at["subject"], help: "what lies between two affine layers is hidden")
    }
    if let layer, layer > count {
      throw Diagnostic("there is no hidden layer \(layer): the network has \(count)", at: at["layer"])
    }
    try rows.check(fit.data, facts, at)
    return fit
  }

  func shape(_ fit: FoundFit, _ facts: Facts) -> SubjectShape {
    let widths = layer.map { [facts.shapes[$0 - 1].outputs] } ?? facts.shapes.dropLast().map(\.outputs)
    guard fit.data.facts != nil else { return .rows(nil) }
    return .rows(widths.flatMap { rows.lengths($0, of: fit.data) ?? [] })
  }

  func value(_ fit: FoundFit, _ state: State) -> SubjectValue {
    let evaluation = Evaluation(state.network, inputs: rows.dataset(fit.data, state).inputs)
    return .rows(layers(of: state.network).flatMap { evaluation.hidden($0, of: state.network).selected(rows.chosen) })
  }

  func outputs(_ fit: FoundFit, _ state: State, isFull: Bool) -> [Output] {
    let dataset = rows.dataset(fit.data, state)
    let seen = SeenRows(dataset, rows.chosen, isFull: isFull)
    let evaluation = state.evaluation(dataset, seen)
    return layers(of: state.network).flatMap { layer in
      let matrix = evaluation.hidden(layer, of: state.network)
      let values = state.columns(state.hiddenHeadings(matrix.columns), matrix)
      let caption = "Outputs of hidden layer \(layer), \(counted(matrix.columns, "unit"))\(rows.place)."
      let table = Output.table(state.sampleTable(dataset, seen, caption, values: values, isFull: isFull))
      return [table] + [deadUnits(layer, of: state.network, dataset, matrix)].compactMap { $0.map(Output.note) }
    }
  }

  private func layers(of network: Network) -> [Int] { layer.map { [$0] } ?? Array(1..<network.shapedLayers.count) }

  /// Which units of a hidden layer with ReLU are 0 on every row, in a sentence; nil if none is.
  ///
  /// Units that are not on some rows need not be looked for on the others.
  private func deadUnits(_ hidden: Int, of network: Network, _ dataset: Dataset, _ seen: Matrix) -> String? {
    let shaped = network.shapedLayers
    guard network.layers[shaped[hidden - 1]..<shaped[hidden]].contains(where: { $0 is ReLULayer }) else { return nil }
    func stillDead(_ units: [Int], _ matrix: Matrix) -> [Int] {
      units.filter { unit in (0..<matrix.rows).allSatisfy { matrix[$0, unit] == 0 } }
    }
    var dead = stillDead(Array(0..<seen.columns), seen)
    let rows = dataset.inputs.rows
    for start in stride(from: 0, to: rows, by: 1000) where !dead.isEmpty && !Interruption.isRequested {
      let inputs = dataset.inputs.slice(rows: Array(start..<min(start + 1000, rows)))
      dead = stillDead(dead, Evaluation(network, inputs: inputs).hidden(hidden, of: network))
    }
    guard !dead.isEmpty else { return nil }
    let names = dead.prefix(20).map { "h\($0 + 1)" }.joined(separator: ", ") + (dead.count > 20 ? " …" : "")
    return "Dead on all \(counted(rows, "row")): \(names) (\(dead.count) of \(counted(seen.columns, "unit")))."
  }
}

extension Evaluation {
  /// What goes into the layer after a hidden one counted from 1.
  func hidden(_ hidden: Int, of network: Network) -> Matrix {
    layerOutputs[network.shapedLayers[hidden] - 1]
  }
}
