import Datasets
import Engine
import Outputs

/// What a training says unasked, where its network or its numbers suggest a mistake.
extension State {
  /// Names the first two affine layers with nothing between them, which are one; nil if there are none.
  var remarkOnAdjacentLayers: String? {
    let isAffine = network.layers.map { $0 is AffineLayer }
    guard let first = isAffine.indices.dropLast().first(where: { isAffine[$0] && isAffine[$0 + 1] }) else { return nil }
    return
      "Layers \(first + 1) and \(first + 2) are affine with nothing between them: together they compute no more than "
      + "one affine layer does."
  }

  /// Says that outputs stand for classes that the data lacks; nil if none does.
  func remarkOnClasses(_ dataset: Dataset, outputs: Int) -> String? {
    guard let classes = dataset.classNames?.count ?? dataset.usedClassCount, classes < outputs else { return nil }
    let invented = outputs == classes + 1 ? "output \(outputs) stands" : "outputs \(classes + 1) to \(outputs) stand"
    let count = classes == 1 ? "1 class" : "\(classes) classes"
    return "The network has \(outputs) outputs, but \(dataset.name) has \(count): \(invented) for none of them."
  }

  /// The rows above which an epoch of one step is remarked on.
  private static let manyRows = 100

  /// Says that epochs of one step each make few steps; nil if they are not.
  func remark(onEpochsOf request: TrainingRequest, _ order: BatchOrder, rows: Int) -> String? {
    guard request.countsEpochs, order == .all, rows > Self.manyRows else { return nil }
    return "An epoch was one step on all \(rows) rows; batches make more steps of it: "
      + "`train \(counted(request.count, "epoch")) batch 32`."
  }

  /// Says in one line that a training went wrong as far as its numbers tell, and where to read more; nil if it did not.
  ///
  /// What is looked for here costs no more than a pass over the rows; the rest is the business of `diagnose`.
  func remarkOnWhatWentWrong(_ inputs: Matrix, _ targets: Matrix, _ objective: Objective) -> String? {
    guard let training = lastTraining else { return nil }
    switch training.ending {
    case .finished, .notImproving: break
    case .conditionMet, .interrupted, .lossNotFinite, .weightsNotFinite: return nil
    }
    if let rise = DivergenceSymptom.rise(in: self, training) { return "\(rise): see 'diagnose'." }
    let (seen, wanted) =
      training.request.row.map { (inputs.slice(row: $0 - 1), targets.slice(row: $0 - 1)) } ?? (inputs, targets)
    if let outputs = saturatedOutputs(for: seen, wanted, objective.loss) { return "\(outputs): see 'diagnose'." }
    guard training.entries(of: history).count >= Thresholds.coursePoints else { return nil }
    let run = RunEvidence(self, inputs, targets, objective, training)
    if run.course?.plateau != nil, let brief = PlateauSymptom.brief(run) { return "\(brief): see 'diagnose'." }
    // Steps on batches that have not seen every row yet are a beginning.
    guard stepsMade >= Thresholds.manySteps, epochsMade >= 1, run.isNoBetterThanOne else { return nil }
    return "The loss is \(shown(run.loss)), and the best single answer for all rows costs \(shown(run.costOfOne)): "
      + "see 'diagnose'."
  }

  /// Names the outputs that no longer learn and the rows on which they do not; nil if there are none.
  func saturatedOutputs(for inputs: Matrix, _ targets: Matrix, _ loss: Loss) -> String? {
    // A look that was cut short would tell of outputs that nobody computed.
    guard let saturation = Saturation(network, inputs: inputs, targets: targets, loss: loss), !Interruption.isRequested
    else { return nil }
    let stuck = saturation.stuckRows.indices.filter { saturation.stuckRows[$0] > 0 }
    let most = saturation.stuckRows.max() ?? 0
    let place = inputs.rows == 1 ? "on the row" : "on \(stuck.count == 1 ? "" : "up to ")\(most) of \(inputs.rows) rows"
    return stuck.count == 1
      ? "Output \(stuck[0] + 1) is saturated and no longer learns \(place) whose target it misses"
      : "\(stuck.count) of \(targets.columns) outputs are saturated and no longer learn \(place) whose targets they miss"
  }
}
