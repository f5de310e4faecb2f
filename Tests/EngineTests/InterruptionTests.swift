import Foundation
import Testing

@testable import Engine

/// Work that nobody wants any longer ends early, and a training keeps its last whole step.
@Suite struct InterruptionTests {
  /// A network on which one step takes some hundred milliseconds.
  private let network: Network = {
    var network = Network(precision: .float64)
    var stream = RandomStream(seed: 1)
    network.addAffine(inputs: 400, outputs: 1200, weights: .he, biases: .normal(1), from: &stream)
    network.add(.tanh)
    network.addAffine(inputs: 1200, outputs: 400, weights: .he, biases: .normal(1), from: &stream)
    return network
  }()
  private let samples: Matrix = {
    var stream = RandomStream(seed: 2)
    return Matrix(rows: 2000, columns: 400, values: (0..<800_000).map { _ in stream.uniform() })
  }()
  private let objective = Objective(loss: .meanSquaredError, reduction: .mean)

  private func trainer(_ rule: Optimizer.Rule) -> Trainer {
    Trainer(
      network, inputs: samples, targets: samples, objective: objective,
      recipe: Recipe(learningRate: LearningRate(0.001), optimizer: Optimizer(rule)))
  }

  /// Most of these times lie in the midst of a step, whose update is part of its backward pass, or of an optimiser's.
  @Test(arguments: [Optimizer.Rule.sgd, .momentum(0.9)], [0.05, 0.1, 0.15, 0.2, 0.25, 0.3])
  func aStepIsCutAndItsEffectUndone(_ rule: Optimizer.Rule, seconds: Double) {
    let (trainer, interruption) = (trainer(rule), Interruption())
    // From a thread of its own, as a signal would come at any time.
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: seconds)
      interruption.request()
    }
    let outcome = Interruption.$current.withValue(interruption) {
      Training(steps: 1000, logInterval: 100).run(self.trainer(rule)) { _, _ in !interruption.isRequested }
    }
    guard case .interrupted = outcome.ending else {
      Issue.record("not interrupted")
      return
    }
    trainer.run(steps: outcome.stepsMade)
    #expect(outcome.network.digest == trainer.network.digest)
    #expect(outcome.records.allSatisfy { $0.step <= outcome.stepsMade })
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
