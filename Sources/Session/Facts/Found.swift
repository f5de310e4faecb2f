import Engine
import Language
import Outputs

// What checks find. A run that gets one of them relies on it: only a check of the facts can make it.

/// There is data.
struct FoundData: Sendable {
  /// Its shapes; nil if its files have not been read yet.
  let facts: DataFacts?

  fileprivate init(_ facts: DataFacts?) { self.facts = facts }
}

/// There is a network.
struct FoundNetwork: Sendable {
  /// The layers with shapes of their own that the inputs go into, and that the outputs come from.
  let first, last: DeclaredLayer
  /// The values of a row that go in.
  let inputs: Int
  /// The values of a row that come out.
  let outputs: Int
}

/// There are data and a network that takes it.
struct FoundFit: Sendable {
  let data: FoundData
  let network: FoundNetwork
  /// Whether an output can be right or wrong; true as long as the data is not known.
  let tellsClasses: Bool
}

/// There are data, a network and a loss that fit each other.
struct FoundObjective: Sendable {
  let fit: FoundFit
  let objective: Objective
}

/// There is a test part besides.
struct FoundTest: Sendable {
  let objective: FoundObjective
}

extension Facts {
  func requireNetwork(_ at: Places) throws(Diagnostic) -> FoundNetwork {
    guard let first = layers.firstShaped, let last = layers.lastShaped,
      let inputs = first.shapes?.inputs, let outputs = last.shapes?.outputs
    else {
      throw Diagnostic(
        "there is no network yet", at: at.head, help: "declare a layer first: 'layer affine \(nextInputs ?? 2) 4'")
    }
    return FoundNetwork(first: first, last: last, inputs: inputs, outputs: outputs)
  }

  func requireData(_ at: Places) throws(Diagnostic) -> FoundData {
    guard data != nil else {
      throw Diagnostic("there is no data yet", at: at.head, help: "choose it first: 'data xor'")
    }
    return FoundData(knownData)
  }

  /// Data, and memory for a copy of it: rows in another order, or on another scale, where bytes of pictures become numbers.
  func requireDataToCopy(_ at: Places, asNumbers: Bool = false) throws(Diagnostic) -> FoundData {
    let found = try requireData(at)
    guard let data = found.facts else { return found }
    let bytes = asNumbers ? 2 * data.byteCountAsNumbers : data.byteCount
    try requireMemoryBeside(
      MemoryNeed(bytes: bytes), for: "a copy of \(counted(data.rows + data.testRows, "row"))", at: at.head)
    return found
  }

  /// Data that the network takes, and memory for a pass over it.
  func requireFit(_ at: Places, rows: Int? = nil) throws(Diagnostic) -> FoundFit {
    let network = try requireNetwork(at)
    let data = try requireData(at)
    guard let facts = data.facts else { return FoundFit(data: data, network: network, tellsClasses: true) }
    guard network.inputs == facts.inputs else {
      throw Diagnostic(
        "the network takes \(counted(network.inputs, "input")) but the data has \(facts.inputs)", at: at.head,
        notes: [.init("the network's inputs were set here", at: network.first.inputsPlace), facts.note],
        help: "write 'reset', and begin the network anew with 'layer affine \(facts.inputs) \(shapes[0].outputs)'")
    }
    try requireMemory(
      memoryOfPass(over: rows ?? facts.rows), for: "a pass over \(rows ?? facts.rows) rows", at: at.head)
    let tellsClasses = facts.tellsClasses(withOutputs: network.outputs)
    return FoundFit(data: data, network: network, tellsClasses: tellsClasses)
  }

  /// A last layer that does not do what a loss includes.
  func refuseDoubleSoftmax(_ loss: Loss, _ at: Places, notes: [Diagnostic.Note] = []) throws(Diagnostic) {
    guard loss == .softmaxCrossEntropy, let last = layers.last, last.layer is SoftmaxLayer else { return }
    throw Diagnostic(
      "softmax_cross_entropy includes softmax, so the network must not end with a softmax layer", at: at.head,
      notes: [.init("the last layer was declared here", at: last.place)] + notes,
      help: "leave out 'layer softmax'; at the prompt 'undo' takes a layer back")
  }

  /// A loss that fits the last layer and the data.
  func requireObjective(_ at: Places, rows: Int? = nil) throws(Diagnostic) -> FoundObjective {
    let fit = try requireFit(at, rows: rows)
    guard let loss else {
      throw Diagnostic(
        "there is no loss yet", at: at.head, help: "choose it first: 'loss softmax_cross_entropy' or 'loss mse'")
    }
    let last = layers[layers.count - 1]
    let lossNote = Diagnostic.Note("the loss was chosen here", at: loss.place)
    let layerNote = Diagnostic.Note("the last layer was declared here", at: last.place)
    let outputsNote = Diagnostic.Note("the outputs were set here", at: fit.network.last.outputsPlace)
    let kind = loss.objective.loss
    try refuseDoubleSoftmax(kind, at, notes: [lossNote])
    if kind == .binaryCrossEntropy, !(last.layer.traits.range.map { $0.lowerBound >= 0 && $0.upperBound <= 1 } ?? false)
    {
      throw Diagnostic(
        "binary_cross_entropy needs outputs between 0 and 1", at: at.head, notes: [layerNote, lossNote],
        help: "end the network with 'layer sigmoid'")
    }
    if kind == .softmaxCrossEntropy, fit.network.outputs == 1 {
      throw Diagnostic(
        "softmax over a single output is always 1, so softmax_cross_entropy has nothing to learn", at: at.head,
        notes: [outputsNote, lossNote],
        help: "give the network one output a class, or use 'loss binary_cross_entropy' after 'layer sigmoid'")
    }
    if let data = fit.data.facts, let problem = data.problem(withOutputs: fit.network.outputs, loss: kind) {
      throw Diagnostic(problem, at: at.head, notes: [outputsNote, data.note])
    }
    return FoundObjective(fit: fit, objective: loss.objective)
  }

  /// A test part; messages point at an argument.
  func requireTest(_ at: Places, _ argument: String) throws(Diagnostic) -> FoundTest {
    let objective = try requireObjective(at)
    try requireTest(of: objective.fit.data, at, argument)
    return FoundTest(objective: objective)
  }

  /// A test part of the data; messages point at an argument.
  func requireTest(of data: FoundData, _ at: Places, _ argument: String) throws(Diagnostic) {
    guard let data = data.facts, !data.hasTest else { return }
    throw Diagnostic(
      "the data has no test part", at: at[argument], notes: [data.note],
      help: "keep some rows back for it: 'split test \(SplitCommand.standard)'")
  }
}
