import Testing

@testable import Engine

/// When a training looks at the loss, when it stops, and what it leaves behind.
@Suite struct TrainingTests {
  private let objective = Objective(loss: .meanSquaredError, reduction: .mean)
  private let line = (inputs: Matrix([[1], [2]]), targets: Matrix([[1], [3]]))

  private func trainer(_ rate: Double) -> Trainer {
    var network = Network(precision: .float64)
    var stream = RandomStream(seed: 0)
    network.addAffine(inputs: 1, outputs: 1, weights: .constant(1), biases: .constant(0), from: &stream)
    return Trainer(
      network, inputs: line.inputs, targets: line.targets, objective: objective,
      recipe: Recipe(learningRate: LearningRate(rate)))
  }

  private func run(_ training: Training, _ trainer: Trainer) -> Training.Outcome {
    training.run(trainer) { _, _ in true }
  }

  @Test func theLossIsLoggedBeforeTheFirstStepTheLastAndEveryMultiple() {
    let outcome = run(Training(steps: 25, logInterval: 10), trainer(0.01))
    #expect(outcome.records.filter(\.isLogged).map(\.step) == [1, 10, 20, 25])
    #expect(outcome.stepsMade == 25 && outcome.ending == .finished)
    let single = run(Training(steps: 1, logInterval: 10), trainer(0.01))
    #expect(single.records.map(\.step) == [1] && single.stepsMade == 1)
  }

  @Test func theCurveGrowsThinnerAsItGrowsWhateverWasAskedFor() {
    func curve(_ steps: Int, upTo end: Int) -> [Training.Record] {
      let outcome = run(Training(steps: steps, stopsAfter: end, logInterval: 1 << 40), trainer(1e-6))
      #expect(outcome.stepsMade == end && outcome.records.allSatisfy(\.isOnCurve))
      return outcome.records
    }
    #expect(curve(512, upTo: 512).map(\.step) == Array(1...512))
    #expect(curve(1 << 40, upTo: 512).map(\.step) == Array(1...512))
    let long = curve(1 << 40, upTo: 5000)
    #expect(long.map(\.step) == [1] + Array(stride(from: 16, through: 5000, by: 16)) + [5000])
    #expect(long == Array(curve(1 << 20, upTo: 5000)), "what is asked for beyond makes no difference")
    let whole = trainer(1e-6)
    whole.run(steps: long[100].step - 1)
    #expect(long[100].loss == whole.measureLoss())
  }

  @Test func aRecordIsTheLossBeforeItsStep() {
    let stepwise = trainer(0.01)
    let losses = (1...12).map { _ in
      let loss = stepwise.measureLoss()
      stepwise.run(steps: 1)
      return loss
    }
    let whole = trainer(0.01)
    let outcome = run(Training(steps: 12, logInterval: 5), whole)
    #expect(outcome.records.map(\.loss) == losses)
    #expect(whole.network.digest == stepwise.network.digest)
  }

  @Test func aConditionStopsBeforeTheStepThatItMakesNeedless() {
    let trainer = trainer(0.05)
    let training = Training(steps: 10_000, logInterval: 1000, stopCondition: .loss { $0 < 0.01 })
    let outcome = run(training, trainer)
    #expect(outcome.ending == .conditionMet)
    #expect(trainer.measureLoss() < 0.01)
    // One step fewer does not get there.
    let shorter = self.trainer(0.05)
    shorter.run(steps: outcome.stepsMade - 1)
    #expect(shorter.measureLoss() >= 0.01)
    #expect(
      outcome.records.last
        == Training.Record(
          step: outcome.stepsMade + 1, loss: trainer.measureLoss(), isLogged: true, isOnCurve: true,
          parameters: trainer.parameterValues))
  }

  @Test func theOutputsCanBeTheCondition() {
    let outcome = run(
      Training(
        steps: 100, logInterval: 10, stopCondition: .outputs { accuracy(of: $0, targets: $1) == 1 }),
      trainer(0.01))
    #expect(outcome.ending == .conditionMet && outcome.stepsMade == 0)
  }

  @Test func theObserverCanStopAtAWholeStep() {
    let interrupted = trainer(0.01)
    let outcome = Training(steps: 100_000, logInterval: 50_000).run(interrupted) { step, _ in
      step < 3000
    }
    guard case .interrupted(let loss) = outcome.ending else {
      Issue.record("not interrupted")
      return
    }
    #expect(loss == interrupted.measureLoss())
    #expect(outcome.stepsMade >= 3000 && outcome.stepsMade < 6000)
    let same = trainer(0.01)
    same.run(steps: outcome.stepsMade)
    #expect(interrupted.network.digest == same.network.digest)
  }

  @Test(arguments: [10.0, 0.4, 0.37]) func aDivergenceKeepsTheLastFiniteWeights(rate: Double) {
    let diverging = trainer(rate)
    let outcome = run(Training(steps: 100_000, logInterval: 100_000), diverging)
    let stepwise = trainer(rate)
    var made = 0
    while stepwise.measureLoss().isFinite {
      stepwise.run(steps: 1)
      made += 1
    }
    #expect(outcome.ending == .lossNotFinite(step: made + 1, loss: .infinity))
    #expect(outcome.stepsMade == made && made > 10)
    #expect(diverging.network.digest == stepwise.network.digest)
    #expect(diverging.isFinite)
  }

  @Test func float32IsFloat64Rounded() {
    func network(_ precision: Precision) -> Network {
      var stream = RandomStream(seed: 5)
      var network = Network(precision: precision)
      network.addAffine(inputs: 3, outputs: 2, weights: .normal(1), biases: .uniform(-1, 1), from: &stream)
      return network
    }
    let (single, double) = (network(.float32), network(.float64))
    #expect(single.weights(0).values == double.weights(0).values.map { Double(Float($0)) })
    #expect(single.biases(0).values == double.biases(0).values.map { Double(Float($0)) })
    #expect(single.weights(0) != double.weights(0))
  }
}
