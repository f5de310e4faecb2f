import Foundation
import Testing

@testable import Engine

/// Work that nobody wants any longer ends early, and a training keeps its last whole step.
@Suite(.serialized) struct InterruptionTests {
  /// A network on which one step takes some tens of milliseconds.
  private let network: Network = {
    var network = Network(precision: .float64)
    var stream = RandomStream(seed: 1)
    network.addAffine(inputs: 200, outputs: 600, weights: .he, biases: .normal(1), from: &stream)
    network.add(TanhLayer())
    network.addAffine(inputs: 600, outputs: 200, weights: .he, biases: .normal(1), from: &stream)
    return network
  }()
  private let samples: Matrix = {
    var stream = RandomStream(seed: 2)
    return Matrix(rows: 2000, columns: 200, values: (0..<400_000).map { _ in stream.uniform() })
  }()
  private let objective = Objective(loss: .meanSquaredError, reduction: .mean)

  private func trainer(_ rule: Optimizer.Rule) -> Trainer {
    Trainer(
      network, inputs: samples, targets: samples, objective: objective,
      recipe: Recipe(learningRate: LearningRate(0.001), optimizer: Optimizer(rule)))
  }

  /// Some of these times lie where weights are changed: in the backward pass of a plain descent, or an optimiser's update.
  @Test(arguments: [Optimizer.Rule.sgd, .momentum(0.9)])
  func aStepIsCutAndItsEffectUndone(_ rule: Optimizer.Rule) {
    let step = ContinuousClock().measure { trainer(rule).run(steps: 1) } / .seconds(1)
    for share in stride(from: 0.3, through: 2.1, by: 0.2) {
      let interruption = Interruption()
      // From a thread of its own, as a signal would come at any time.
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: share * step)
        interruption.request()
      }
      let outcome = Interruption.$current.withValue(interruption) {
        Training(steps: 1000, logInterval: 100).run(self.trainer(rule)) { _, _ in !interruption.isRequested }
      }
      guard case .interrupted = outcome.ending else {
        Issue.record("not interrupted")
        return
      }
      let same = trainer(rule)
      same.run(steps: outcome.stepsMade)
      #expect(outcome.network.digest == same.network.digest, "\(share)")
      #expect(outcome.records.last?.step ?? 0 == outcome.stepsMade)
    }
  }

  @Test func aBackwardPassThatIsCutIsToldApart() {
    let interruption = Interruption()
    let trainer = Interruption.$current.withValue(interruption) { self.trainer(.sgd) }
    let loss = trainer.measureLoss()
    interruption.request()
    trainer.run(steps: 1)
    #expect(trainer.isCut)
    interruption.request(false)
    trainer.restore()
    #expect(!trainer.isCut && trainer.measureLoss() == loss)
  }

  @Test func whatIsCutIsNotTakenForWhole() {
    let interruption = Interruption()
    interruption.request()
    let trainer = Interruption.$current.withValue(interruption) { self.trainer(.sgd) }
    trainer.run(steps: 1)
    #expect(trainer.isCut && trainer.network.digest == network.digest)
    trainer.isCuttable = false
    trainer.restore()
    trainer.run(steps: 1)
    #expect(!trainer.isCut && trainer.network.digest != network.digest)
    let same = self.trainer(.sgd)
    same.run(steps: 1)
    #expect(same.network.digest == trainer.network.digest)
  }

  @Test func aWishThatIsTakenBackIsNone() {
    let interruption = Interruption()
    interruption.request()
    #expect(interruption.isRequested && !Interruption.isRequested)
    Interruption.$current.withValue(interruption) { #expect(Interruption.isRequested) }
    interruption.request(false)
    let whole = Evaluation(network, inputs: samples).outputs
    let same = Interruption.$current.withValue(interruption) { Evaluation(network, inputs: samples).outputs }
    #expect(whole == same && !interruption.isRequested)
  }
}
