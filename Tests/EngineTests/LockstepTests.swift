import CAllocations
import Testing

@testable import Engine

/// Trainings in lock-step give the bits, the records and the endings of their runs alone.
@Suite struct LockstepTests {
  static let forms = KernelForm.names.filter { KernelForm(named: $0) != nil }

  // MARK: - What goes in lock-step

  @Test(arguments: forms, [Precision.float32, .float64])
  func everyLayerAndLossGivesTheBitsOfARunAlone(form: String, precision: Precision) throws {
    for layer in everyActivation + [IdentityLayer(), SoftmaxLayer()] {
      for loss in [Loss.softmaxCrossEntropy, .meanSquaredError, .sumOfSquaredErrors, .binaryCrossEntropy] {
        for reduction in [Reduction.mean, .sum] {
          var batch = LockstepBatch(precision, Training(steps: 12, logInterval: 4))
          (batch.layers, batch.objective) = ([layer], Objective(loss: loss, reduction: reduction))
          batch.outputLayer = loss == .binaryCrossEntropy ? SigmoidLayer() : nil
          try batch.expectRunsAlone(form, count: 5)
        }
      }
    }
  }

  @Test(arguments: forms, [Precision.float32, .float64])
  func everyOptimizerGivesTheBitsOfARunAlone(form: String, precision: Precision) throws {
    let rules: [Optimizer.Rule] = [
      .sgd, .momentum(0.9), .nesterov(0.8), .adagrad, .rmsprop(0.95), .adam(0.9, 0.99),
    ]
    for rule in rules {
      for source in [Optimizer.Source.pytorch, .book] {
        for (decay, clipping) in [(0, nil), (0.01, nil), (0, 0.05), (0.02, 0.7)] as [(Double, Double?)] {
          for schedule in [LearningRate.Schedule.constant, .cosine, .step(every: 3, factor: 0.5)] {
            var batch = LockstepBatch(precision, Training(steps: 14, logInterval: 5))
            batch.optimizer = Optimizer(rule, source: source, weightDecay: decay, clipping: clipping)
            (batch.schedule, batch.warmUp) = (schedule, schedule == .cosine ? 4 : 0)
            try batch.expectRunsAlone(form, count: 4)
          }
        }
      }
    }
  }

  @Test(arguments: forms) func everyShapeGivesTheBitsOfARunAlone(form: String) throws {
    for widths in [[1, 1], [2, 4, 1], [3, 7, 5, 2], [5, 3], [4, 9, 6], [2, 16, 1], [1, 2, 3, 4, 5]] {
      for rows in [1, 2, 3, 4, 5, 9] {
        var batch = LockstepBatch(.float64, Training(steps: 6, logInterval: 2), widths: widths, rows: rows)
        batch.optimizer = rows % 2 == 0 ? .sgd : Optimizer(.momentum(0.9), clipping: 1)
        try batch.expectRunsAlone(form, count: 3)
      }
    }
  }

  @Test func fixedRowsAndLayersBelowAllOthersGoToo() throws {
    var batch = LockstepBatch(.float64, Training(steps: 10, logInterval: 3), rows: 6)
    (batch.order, batch.layers) = (.fixed([4, 0, 4]), [TanhLayer(), ELULayer(alpha: 0.3)])
    batch.lowestLayer = SigmoidLayer()
    try batch.expectRunsAlone("portable", count: 5)
  }

  // MARK: - What becomes of each

  @Test(arguments: forms, [Precision.float32, .float64])
  func anyNumberEndsEachInItsOwnWay(form: String, precision: Precision) throws {
    let kernels = try #require(KernelForm(named: form))
    let lanes = Lockstep.groupSize(precision, kernels: kernels)
    #expect(lanes > 1)
    for count in [1, lanes - 1, lanes, lanes + 1, 3 * lanes + 2] {
      let training = Training(steps: 700, logInterval: 70, stopCondition: .loss { $0 < 0.02 })
      var batch = LockstepBatch(precision, training)
      // Some diverge at once, some later, some reach the loss, and some do not.
      batch.rates = [0.3, 1e30, 0.001, 5, 0.5, .infinity, 0.1]
      let ends = try batch.expectRunsAlone(form, count: count)
      guard count >= 7 else { continue }
      let made = Set(ends.map(\.outcome.stepsMade))
      #expect(made.count > 3 && made.contains(700))
      #expect(ends.contains { $0.outcome.ending == .conditionMet })
      #expect(ends.contains { $0.outcome.ending == .finished })
      #expect(ends.contains { if case .lossNotFinite = $0.outcome.ending { true } else { false } })
      #expect(ends.contains { $0.outcome.ending == .weightsNotFinite(step: 1) })
    }
  }

  @Test(arguments: [
    Training(steps: 900, logInterval: 100),
    Training(steps: 900, logInterval: 100, recordsCurve: false),
    Training(steps: 300, stopsAfter: 111, logInterval: 50),
    Training(steps: 40, logInterval: 4, logsMeans: true),
    Training(steps: 60, logInterval: 7, stopCondition: .outputs { outputs, targets in outputs[0, 0] < targets[0, 0] }),
    Training(steps: 60, logInterval: 7, stopCondition: .logged { network, _ in network.digest % 3 == 0 }),
    Training(steps: 60, logInterval: 7, accuracy: .step),
    Training(steps: 60, logInterval: 7, accuracy: .network(every: 20) { Double($0.digest % 100) }),
    Training(steps: 300, logInterval: 100, stopCondition: .loss { $0 < 0.2 }, earlyRows: Training.RowSpacing()),
    Training(steps: 90, logInterval: 9, logsMeans: true, stopCondition: .loss { $0 < 0.3 }, accuracy: .step),
  ])
  func everyLogIsThatOfARunAlone(training: Training) throws {
    var batch = LockstepBatch(.float64, training)
    batch.rates = [0.3, 0.01, 1e30, 1]
    try batch.expectRunsAlone("portable", count: 9)
  }

  @Test func aTestPartStopsEachByItself() throws {
    var batch = LockstepBatch(.float64, Training(steps: 200, logInterval: 5, patience: 2))
    let (inputs, objective) = (batch.inputs, batch.objective)
    // What is learnt is wrong there, sooner or later.
    let values = batch.targets.values.map { 1 - $0 }
    let targets = Matrix(rows: batch.targets.rows, columns: batch.targets.columns, values: values)
    batch.training.assessTest = { network in
      Assessment(network, inputs: inputs, targets: targets, objective: objective)
    }
    batch.rates = [0.1, 0.02, 0.001]
    let ends = try batch.expectRunsAlone("portable", count: 9)
    #expect(ends.contains { if case .notImproving = $0.outcome.ending { true } else { false } })
  }

  @Test func eachHasItsOwnNumberOfSteps() throws {
    let batch = LockstepBatch(.float64, Training(steps: 1, logInterval: 7))
    let starts = (0..<11).map { index in
      var start = batch.start(index)
      (start.training.steps, start.recipe.steps) = (1 + 37 * (index % 4), 1 + 37 * (index % 4))
      return start
    }
    try expectRunsAlone(starts, "portable")
  }

  @Test func whatTheOptimizerRemembersGoesOn() throws {
    var batch = LockstepBatch(.float64, Training(steps: 21, logInterval: 7))
    batch.optimizer = Optimizer(.adam(0.9, 0.99))
    let first = try batch.expectRunsAlone("portable", count: 6)
    let second = first.indices.map { index in
      var start = batch.start(index)
      (start.network, start.optimizerState) = (first[index].outcome.network, first[index].optimizerState)
      // That of another optimiser is not used.
      if index == 4 { start.optimizerState = Self.stateOfAnother(batch) }
      return start
    }
    try expectRunsAlone(second, "portable")
  }

  private static func stateOfAnother(_ batch: LockstepBatch) -> OptimizerState {
    var other = batch
    other.optimizer = Optimizer(.momentum(0.9))
    return other.start(0).run { _, _ in true }.optimizerState
  }

  @Test(arguments: [Double.nan, .infinity, 1e300, 1e-320, -0.0])
  func whatIsInOneLaneIsNotSeenInAnother(value: Double) throws {
    let batch = LockstepBatch(.float64, Training(steps: 9, logInterval: 3))
    for form in Self.forms {
      var starts = (0..<9).map { batch.start($0) }
      for index in [1, 6] {
        let count = starts[index].network.parameterCount
        starts[index].network.replaceValues(Array(repeating: value, count: count))
      }
      try expectRunsAlone(starts, form)
    }
  }

  // MARK: - What does not go

  @Test func whatCannotGoHasNoKeyAndRunsAlone() throws {
    let plain = LockstepBatch(.float64, Training(steps: 12, logInterval: 3), rows: 6)
    #expect(plain.start(0).lockstepKey != nil)
    var others = Array(repeating: plain, count: 4)
    others[0].order = .shuffled(2)
    others[1].order = .drawn(3)
    others[2].layers = [DropoutLayer(0.5)]
    others[3].layers = [BatchNormLayer()]
    for batch in others + [LockstepBatch(.float64, plain.training, widths: [64, 400, 2], rows: 6)] {
      #expect(batch.start(0).lockstepKey == nil)
      try expectRunsAlone((0..<3).map { batch.start($0) }, "portable")
    }
    #expect(Lockstep.run([]) { _ in true }.isEmpty)
  }

  @Test func keysTellWhatTheKernelsDoAlike() {
    let plain = LockstepBatch(.float64, Training(steps: 12, logInterval: 3), rows: 6)
    var other = plain.start(3)
    (other.training.steps, other.recipe.learningRate) = (5, LearningRate(7, schedule: .cosine, warmUp: 2))
    other.inputs = Matrix(rows: 6, columns: 3, values: other.inputs.values)
    #expect(other.lockstepKey == plain.start(0).lockstepKey)
    #expect(other.lockstepKey?.hashValue == plain.start(0).lockstepKey?.hashValue)
    var others = Array(repeating: plain, count: 7)
    others[0].objective.reduction = .sum
    others[1].objective.loss = .sumOfSquaredErrors
    others[2].optimizer.clipping = 1
    others[3].layers = [LeakyReLULayer(slope: 0.2)]
    others[4].order = .fixed([0, 1, 2, 3, 4, 5])
    others[5].inputs[2, 1] += 1
    others[6].targets[2, 1] += 1
    for other in others + [LockstepBatch(.float32, plain.training, rows: 6)] {
      #expect(other.start(0).lockstepKey != nil)
      #expect(other.start(0).lockstepKey != plain.start(0).lockstepKey)
    }
  }

  // MARK: - Stopping

  @Test func allStopWhereTheObserverSaysSo() throws {
    var batch = LockstepBatch(.float64, Training(steps: 2_000_000, logInterval: 100_000, recordsCurve: false))
    batch.rates = [0.01, 1e30, 0.02]
    let kernels = try #require(KernelForm(named: "portable"))
    let starts = (0..<11).map { batch.start($0) }
    var looks: [Int] = []
    let ends = Lockstep.run(starts, kernels: kernels) { made in
      looks.append(made)
      return looks.count < 5
    }
    #expect(looks.count == 5 && looks == looks.sorted() && looks[0] > 0)
    #expect(ends.contains { $0.outcome.stepsMade > 0 } && ends.last?.outcome.stepsMade == 0)
    for (start, end) in zip(starts, ends) where end.outcome.stepsMade > 0 {
      guard case .interrupted = end.outcome.ending else { continue }
      var again = start
      again.training.stopsAfter = end.outcome.stepsMade
      expectEqual(end, again.run(kernels: kernels) { _, _ in true }, "stopped after \(end.outcome.stepsMade)")
    }
    #expect(ends.last.map { "\($0.outcome.ending)" } == "interrupted(loss: nil)")
  }

  // MARK: - Memory

  @Test(.enabled(if: nb_allocations() >= 0, "this C library cannot count"), arguments: [Precision.float32, .float64])
  func aStepOfAllAsksForNoMemory(precision: Precision) {
    for optimizer in [Optimizer.sgd, Optimizer(.adam(0.9, 0.99), weightDecay: 0.1, clipping: 1)] {
      for condition in [nil, Training.StopCondition.loss { $0 < 0 }] {
        func allocations(steps: Int) -> Int {
          let training = Training(
            steps: steps, logInterval: 1000, stopCondition: condition, recordsCurve: false)
          var batch = LockstepBatch(precision, training)
          (batch.optimizer, batch.schedule) = (optimizer, .cosine)
          let starts = (0..<7).map { batch.start($0) }
          let before = nb_allocations()
          _ = Lockstep.run(starts) { _ in true }
          return nb_allocations() - before
        }
        // So few that nothing is kept in between.
        let few = (0..<3).map { _ in allocations(steps: 50) }.min()
        #expect((0..<3).map { _ in allocations(steps: 250) }.min() == few)
      }
    }
  }
}
