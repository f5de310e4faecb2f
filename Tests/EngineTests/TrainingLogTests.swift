import Testing

@testable import Engine

/// What a training leaves behind when it ends, however it ends: held to the losses of the same steps made one by one.
@Suite struct TrainingLogTests {
  private static let line = (inputs: Matrix([[1], [2]]), targets: Matrix([[1], [3]]))

  private static func trainer(_ rate: Double, _ order: BatchOrder = .all) -> Trainer {
    var network = Network(precision: .float64)
    var stream = RandomStream(seed: 0)
    network.addAffine(inputs: 1, outputs: 1, weights: .constant(1), biases: .constant(0), from: &stream)
    return Trainer(
      network, inputs: line.inputs, targets: line.targets,
      objective: Objective(loss: .meanSquaredError, reduction: .mean),
      recipe: Recipe(learningRate: LearningRate(rate), order: order))
  }

  private static func losses(_ steps: Int, _ trainer: Trainer) -> [Double] {
    (0..<steps).map { _ in
      let loss = trainer.measureLoss()
      trainer.run(steps: 1)
      return loss
    }
  }

  private static func run(_ training: Training, _ trainer: Trainer) -> Training.Outcome {
    training.run(trainer) { _, _ in true }
  }

  /// Steps that a log of one, two or five times a power of ten has.
  private static func multiples(_ distance: Int, upTo last: Int) -> [Int] {
    Array(Set([1, last] + stride(from: distance, through: last, by: distance))).sorted()
  }

  @Test(arguments: [1, 2, 10, 511, 512, 513, 1_000_001])
  func anInterruptedCurveHasItsShape(_ made: Int) {
    let outcome = Self.run(
      Training(steps: 1_000_000_000, stopsAfter: made, logInterval: 100_000_000), Self.trainer(1e-6))
    let steps = outcome.records.map(\.step)
    #expect(outcome.stepsMade == made && steps.first == 1 && steps.last == made)
    #expect(made <= 512 ? steps == Array(1...made) : (256...514).contains(steps.count))
    let distances = Set(zip(steps.dropFirst(), steps.dropFirst(2)).map { $1 - $0 }.dropLast())
    #expect(distances.count <= 1, "evenly spread: \(distances)")
    let losses = Self.losses(made, Self.trainer(1e-6))
    #expect(outcome.records.allSatisfy { $0.isOnCurve && $0.loss == losses[$0.step - 1] })
  }

  @Test(arguments: [(7, 1), (19, 1), (49, 2), (99, 5), (100, 10), (4_321, 200), (2_345_678, 200_000)])
  func anInterruptedLogHasAboutTenRows(_ made: Int, _ distance: Int) {
    let outcome = Self.run(
      Training(steps: 1_000_000_000, stopsAfter: made, logInterval: 100_000_000, earlyRows: .init()), Self.trainer(1e-6)
    )
    let rows = outcome.records.filter(\.isLogged)
    #expect(rows.map(\.step) == Self.multiples(distance, upTo: made))
    #expect(made < 10 || (10...26).contains(rows.count))
    let losses = Self.losses(made, Self.trainer(1e-6))
    #expect(outcome.records.allSatisfy { $0.isOnCurve && $0.loss == losses[$0.step - 1] })
    #expect(outcome.records.map(\.step) == Set(outcome.records.map(\.step)).sorted(), "each step once, in order")
  }

  @Test func aTrainingThatFinishesHasThePlannedRowsAlone() {
    for steps in [1, 25, 999, 5000] {
      let plain = Self.run(Training(steps: steps, logInterval: 100), Self.trainer(1e-6))
      let same = Self.run(Training(steps: steps, logInterval: 100, earlyRows: .init()), Self.trainer(1e-6))
      #expect(plain.records == same.records)
      #expect(same.records.filter(\.isLogged).map(\.step) == Self.multiples(100, upTo: steps))
    }
  }

  @Test func rowsThatWereAskedForStandWhereTheyWereAskedFor() {
    let outcome = Self.run(Training(steps: 1_000_000, stopsAfter: 777, logInterval: 250), Self.trainer(1e-6))
    #expect(outcome.records.filter(\.isLogged).map(\.step) == [1, 250, 500, 750])
    #expect(outcome.records.last?.step == 777)
  }

  @Test func halfOfThePlanIsEnough() {
    func rows(_ made: Int) -> [Int] {
      let training = Training(steps: 1000, stopsAfter: made, logInterval: 100, earlyRows: .init())
      return Self.run(training, Self.trainer(1e-6)).records.filter(\.isLogged).map(\.step)
    }
    #expect(rows(499) == Self.multiples(20, upTo: 499))
    #expect(rows(501) == Self.multiples(100, upTo: 501))
  }

  @Test func rowsThatWouldCostTooMuchDoNotReplaceThePlan() {
    let training = Training(steps: 1000, stopsAfter: 350, logInterval: 100, earlyRows: .init(least: 1000))
    let rows = Self.run(training, Self.trainer(1e-6)).records.filter(\.isLogged).map(\.step)
    #expect(rows == [1, 100, 200, 300, 350])
  }

  @Test func whoeverInterruptsGetsWhatAStopThereGives() {
    for wanted in [1, 300, 3000] {
      let training = Training(steps: 10_000_000, logInterval: 1_000_000, earlyRows: .init())
      let outcome = training.run(Self.trainer(1e-6)) { step, _ in step < wanted }
      let stopped = Self.run(
        Training(
          steps: 10_000_000, stopsAfter: outcome.stepsMade, logInterval: 1_000_000, earlyRows: .init()),
        Self.trainer(1e-6))
      #expect(outcome.records == stopped.records && outcome.ending == stopped.ending)
      #expect(outcome.records.last?.step == outcome.stepsMade)
    }
  }

  @Test func aRowOfEpochsIsTheMeanOfAllStepsSinceTheRowBefore() {
    // Two steps an epoch: rows are every 2 and every 20 epochs, and the last of an epoch that is not whole.
    for (made, distance) in [(75, 4), (601, 40)] {
      let training = Training(
        steps: 20_000, stopsAfter: made, logInterval: 2000, logsMeans: true, earlyRows: .init(unit: 2))
      let outcome = Self.run(training, Self.trainer(0.001, .shuffled(1)))
      let losses = Self.losses(made, Self.trainer(0.001, .shuffled(1)))
      let rows = outcome.records.filter(\.isLogged)
      #expect(rows.map(\.step) == Array(stride(from: distance, to: made, by: distance)) + [made])
      for (start, row) in zip([0] + rows.map(\.step), rows) {
        let mean = losses[start..<row.step].reduce(0, +) / Double(row.step - start)
        #expect(abs(row.loss - mean) < 1e-12 * mean, "\(row.step)")
      }
      let points = outcome.records.filter(\.isOnCurve)
      #expect(points.last?.step == made && points.allSatisfy { $0.loss == losses[$0.step - 1] })
    }
  }

  @Test func aConditionEndsTheLogWithItsRow() {
    let training = Training(
      steps: 1_000_000, logInterval: 100_000, stopCondition: .loss { $0 < 0.01 }, earlyRows: .init())
    let outcome = Self.run(training, Self.trainer(0.05))
    #expect(outcome.ending == .conditionMet && outcome.stepsMade > 10)
    let rows = outcome.records.filter(\.isLogged)
    let losses = Self.losses(outcome.stepsMade + 1, Self.trainer(0.05))
    #expect(rows.last?.step == outcome.stepsMade + 1 && (10...26).contains(rows.count))
    #expect(rows.allSatisfy { $0.isOnCurve && $0.loss == losses[$0.step - 1] })
  }

  @Test func patienceEndsTheLogWithTheRowsThatItCounted() {
    let inputs = Matrix([[1], [2]])
    let training = Training(
      steps: 100_000, logInterval: 50, patience: 3,
      assessTest: {
        Assessment(
          $0, inputs: inputs, targets: Matrix([[-5], [-9]]),
          objective: Objective(loss: .meanSquaredError, reduction: .mean))
      }, earlyRows: .init())
    let outcome = Self.run(training, Self.trainer(0.01))
    #expect(outcome.ending == .notImproving(best: 0))
    #expect(outcome.records.filter(\.isLogged).map(\.step) == [1, 50, 100, 150])
    #expect(outcome.records.filter(\.isLogged).allSatisfy { $0.test != nil })
  }

  @Test(arguments: [10.0, 0.4, 0.37]) func aDivergenceShowsItsLastFiniteLoss(rate: Double) {
    for logsMeans in [false, true] {
      let training = Training(
        steps: 100_000, logInterval: 10_000, logsMeans: logsMeans, earlyRows: .init())
      let outcome = Self.run(training, Self.trainer(rate))
      guard case .lossNotFinite = outcome.ending else {
        Issue.record("no divergence")
        return
      }
      let losses = Self.losses(outcome.stepsMade, Self.trainer(rate))
      let points = outcome.records.filter(\.isOnCurve)
      #expect(points.last?.step == outcome.stepsMade && points.allSatisfy { $0.loss == losses[$0.step - 1] })
      let rows = outcome.records.filter(\.isLogged)
      #expect(rows.last?.step == outcome.stepsMade && (10...26).contains(rows.count))
      guard logsMeans else { continue }
      for (start, row) in zip([0] + rows.map(\.step), rows) {
        let mean = losses[start..<row.step].map { $0 / Double(row.step - start) }.reduce(0, +)
        #expect(abs(row.loss / mean - 1) < 1e-12 || !mean.isFinite || !row.loss.isFinite, "\(row.step)")
      }
    }
  }

  @Test func rowsWithoutEndAreThinned() {
    for logsMeans in [false, true] {
      let outcome = Self.run(
        Training(steps: 250_001, logInterval: 1, logsMeans: logsMeans), Self.trainer(1e-9))
      let rows = outcome.records.filter(\.isLogged).map(\.step)
      let isRight = rows == (logsMeans ? [] : [1]) + Array(stride(from: 4, through: 250_000, by: 4)) + [250_001]
      #expect(isRight, "\(rows.prefix(5))")
      #expect(outcome.logInterval == 4 && rows.count <= Training.mostRows)
    }
    let few = Self.run(Training(steps: 100_000, logInterval: 1), Self.trainer(1e-9))
    let areAll = few.records.filter(\.isLogged).map(\.step) == Array(1...100_000)
    #expect(areAll && few.logInterval == 1)
  }

  @Test func accuracyIsLookedAtForTheRowsOfTheLog() {
    let whole = Self.run(Training(steps: 1000, logInterval: 100, accuracy: .step), Self.trainer(0.1))
    #expect(whole.records.allSatisfy { ($0.accuracy != nil) == $0.isLogged })
    let stepwise = Self.trainer(0.1)
    for (made, record) in zip([0] + whole.records.map(\.step), whole.records) {
      stepwise.run(steps: record.step - max(made, 1))
      guard let found = record.accuracy else { continue }
      let outputs = Evaluation(stepwise.network, inputs: Self.line.inputs).outputs
      #expect(found == accuracy(of: outputs, targets: Self.line.targets), "\(record.step)")
    }
  }

  @Test func accuracyIsNotLookedAtTooOften() {
    let training = Training(steps: 95, logInterval: 5, accuracy: .network(every: 20) { _ in 0.5 })
    let looked = Self.run(training, Self.trainer(0.001)).records.filter { $0.accuracy != nil }.map(\.step)
    #expect(looked == [1, 25, 45, 65, 85, 95])
  }
}
