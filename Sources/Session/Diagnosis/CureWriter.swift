import Engine
import Language

/// Writes cures as the commands that a user would type, from those that built the network and trained it.
struct CureWriter {
  private let run: RunEvidence
  private var state: State { run.state }

  /// A writer for a run.
  init(_ run: RunEvidence) { self.run = run }

  // MARK: - The same network, trained otherwise

  /// Trains from the start with another learning rate.
  func rate(_ rate: Double) -> Cure {
    Cure(
      what: "a learning rate of \(rate.plain) instead of \(asked.plain)",
      commands: [backToStart, training(rate: rate)], name: "lr \(rate.plain)")
  }

  /// Trains from the start with a learning rate of a tenth, or lower where half the largest stable one is.
  func lowerRate(stable: Double?) -> Cure {
    let most = run.isAdaptive ? Thresholds.usualAdaptiveRate : (stable ?? .infinity) / 2
    return rate(roundRate(atMost: min(run.training.request.learningRate / 10, most)))
  }

  /// Trains from the start with a learning rate that stays.
  var constantRate: Cure {
    Cure(
      what: "a learning rate that does not fade", commands: ["schedule constant", backToStart, training()],
      name: "schedule constant")
  }

  /// Brings the inputs to one scale and trains from the start; at a smaller rate, if one is given.
  func normalized(rate: Double?) -> Cure {
    let change = rate.map { (", and a learning rate of \($0.plain) instead of \(asked.plain)", " and lr \($0.plain)") }
    return Cure(
      what: "inputs of mean 0 and standard deviation 1" + (change?.0 ?? ""),
      commands: ["normalize standard", backToStart, training(rate: rate)],
      name: "normalize standard" + (change?.1 ?? ""))
  }

  /// Shuffles the rows before some of them are taken, and trains from the start; nil where none were.
  var shuffled: Cure? {
    past.data.map { data in
      Cure(
        what: "rows of every class, shuffled before some are taken",
        commands: [data.choice, "shuffle", data.take, backToStart, training()], name: "shuffle", measure: .nothing)
    }
  }

  /// Trains from the start for fewer steps, or epochs, to the best of those that were looked at.
  func shorter(_ count: Int, ofLooks looked: String) -> Cure {
    Cure(
      what: "stopping where the test loss was best of the \(looked) looked at",
      commands: [backToStart, training(count: count)], name: training(count: count), measure: .testLoss)
  }

  // MARK: - Another network

  /// What may help where no cause was found: relu in the place of several layers of sigmoid, otherwise more units.
  var otherNetwork: Cure {
    state.network.layers.count { $0 is SigmoidLayer } > 1 && state.network.shapedLayers.count > 2
      ? rectified : moreUnits
  }

  /// More hidden units, or a hidden layer where there is none.
  var moreUnits: Cure {
    let shaped = state.network.shapedLayers
    guard shaped.count > 1, let inputs = state.network.inputWidth, let outputs = state.network.outputWidth else {
      let (inputs, outputs) = (state.network.inputWidth ?? 1, state.network.outputWidth ?? 1)
      let end = layers.drop { $0.word(1) != "affine" }.dropFirst().filter { !$0.isAffine }.map(\.text)
      return rebuilt(
        ["layer affine \(inputs) 16", "layer tanh", "layer affine 16 \(outputs)"] + end,
        what: "a hidden layer, without which the network can only draw straight lines", name: "a hidden layer")
    }
    let widths = shaped.map { state.network.layers[$0].shapes?.output.count ?? 1 }
    let wider = widths.dropLast().map { max(16, 4 * $0) }
    let ins = [inputs] + wider
    let outs = wider + [outputs]
    var place = 0
    let lines = layers.map { line -> String in
      guard line.isAffine, place < outs.count else { return line.text }
      defer { place += 1 }
      return line.with(inputs: ins[place], outputs: outs[place])
    }
    let units = wider.map { String($0) }
    return rebuilt(
      lines, what: "more hidden units: \(listed(units)) instead of \(listed(widths.dropLast().map(String.init)))",
      name: "\(listed(units)) hidden units")
  }

  /// Other initial weights, which suit the functions of the network; biases start from 0.
  func freshWeights(what: String) -> Cure {
    let shaped = state.network.shapedLayers
    var place = 0
    let lines = layers.map { line -> String in
      guard line.isAffine, place < shaped.count else { return line.text }
      defer { place += 1 }
      return line.with(weights: initialiser(ofShaped: place))
    }
    return rebuilt(lines, what: what, name: "other initial weights")
  }

  /// ReLU in the place of the functions that flatten the gradient, with weights that suit it.
  var rectified: Cure {
    let lines = layers.enumerated().map { index, line -> String in
      let isLast = !layers[(index + 1)...].contains { $0.isAffine }
      if ["sigmoid", "tanh"].contains(line.word(1)), !isLast { return "layer relu" }
      return line.isAffine ? line.with(weights: "he") : line.text
    }
    return rebuilt(lines, what: "layers of relu, whose slope is 1, with weights that suit it", name: "relu")
  }

  /// What suits the function after a layer: Glorot and Bengio's range for tanh and four times that for sigmoid (Bengio
  /// 2012, section 3.2), He's for the others.
  private func initialiser(ofShaped place: Int) -> String {
    let shaped = state.network.shapedLayers
    let end = place + 1 < shaped.count ? shaped[place + 1] : state.network.layers.count
    let after = state.network.layers[shaped[place]..<end]
    guard let shapes = state.network.layers[shaped[place]].shapes else { return "he" }
    if after.contains(where: { $0 is SigmoidLayer }), place + 1 < shaped.count {
      let bound = 4 * (6 / Double(shapes.input.count + shapes.output.count)).squareRoot()
      let rounded = ((bound * 100).rounded() / 100).plain
      return "uniform -\(rounded) \(rounded)"
    }
    return after.contains { $0 is ReLULayer } ? "he" : "xavier"
  }

  private func rebuilt(_ layers: [String], what: String, name: String) -> Cure {
    Cure(what: what, commands: ["reset"] + seed + batch + layers + [loss] + [training()], name: name)
  }

  // MARK: - The lines

  private var asked: Double { run.training.request.learningRate }

  /// The commands since the network began that say how it was built.
  private var past: NetworkPast { NetworkPast(state) }

  private var seed: [String] { past.seed.map { [$0] } ?? [] }
  private var batch: [String] { past.batch.map { [$0] } ?? [] }
  private var layers: [LayerLine] { past.layers }

  /// What gives the network the weights it began with.
  private var backToStart: String { (state.hasLoaded ? past.load : nil) ?? "rewind" }

  private var loss: String {
    guard let objective = state.facts.loss?.objective else { return "" }
    let standard = objective.loss.objective.reduction
    let reduction = objective.reduction == standard ? "" : " reduction \(objective.reduction == .sum ? "sum" : "mean")"
    return "loss \(objective.loss.name)\(reduction)"
  }

  /// The last training once more, for as many steps as there were in all.
  private func training(rate: Double? = nil, count: Int? = nil) -> String {
    let (request, order) = (run.training.request, run.training.request.batch)
    let made = request.countsEpochs ? Int(state.epochsMade.rounded(.up)) : state.stepsMade
    let asked = run.training.stepsBefore == 0 ? request.count : max(request.count, made)
    var line = "train \(count ?? asked)\(request.countsEpochs ? " epochs" : "")"
    line += " lr \((rate ?? request.learningRate).plain)"
    if let size = order.size { line += " batch \(size)" }
    if let way = order.order, way != .standard { line += " \(way.rawValue)" }
    if let row = request.row { line += " row \(row)" }
    if let until = request.until { line += " until \(until.description)" }
    return line
  }
}
