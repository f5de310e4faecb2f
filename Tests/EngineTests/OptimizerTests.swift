import Testing

@testable import Engine

/// Optimisers arrive where PyTorch's arrive, and those of the book where its formulas lead.
@Suite struct OptimizerTests {
  private static let recorded = RecordedLines("torch_runs.txt").lines
  static let runs = recorded.filter { $0.words[0] != "inputs" && $0.words[0] != "start" }.map {
    $0.words.joined(separator: " ")
  }

  @Test func thereAreRuns() {
    #expect(Self.runs.count == 14)
  }

  @Test(arguments: runs, KernelForm.names.filter { KernelForm(named: $0) != nil })
  func arrivesWherePyTorchArrives(run: String, form: String) throws {
    let words = run.split(separator: " ").map(String.init)
    let expected = try #require(Self.recorded.first { $0.words == words }).numbers
    func number(after word: String) -> Double? {
      words.firstIndex(of: word).flatMap { words.indices.contains($0 + 1) ? Double(words[$0 + 1]) : nil }
    }
    let rate = words[0] == "adam" ? 0.05 : words[0] == "rmsprop" ? 0.01 : 0.1
    let rule: Optimizer.Rule =
      switch words[0] {
      case "momentum": .momentum(0.9)
      case "nesterov": .nesterov(0.8)
      case "adagrad": .adagrad
      case "rmsprop": .rmsprop(try #require(Double(words[1])))
      case "adam": .adam(0.9, 0.999)
      default: .sgd
      }
    let schedule: LearningRate.Schedule =
      switch words.last {
      case "step": .step(every: 3, factor: 0.5)
      case "exponential": .exponential(factor: 0.9)
      case "cosine": .cosine
      default: .constant
      }
    let optimizer = Optimizer(rule, weightDecay: number(after: "l2") ?? 0, clipping: number(after: "clip"))
    let trainer = try trainer(optimizer, LearningRate(rate, schedule: schedule), kernels: form)
    trainer.run(steps: 10)
    let largest = zip(parameters(trainer.network), expected).map { ($0 - $1).magnitude }.max()
    #expect(try #require(largest) < 1e-12)
  }

  @Test func stepsInPiecesRememberWhatTheyNeed() throws {
    for rule in [Optimizer.Rule.momentum(0.9), .adagrad, .adam(0.9, 0.999)] {
      let whole = try trainer(Optimizer(rule), LearningRate(0.05))
      whole.run(steps: 10)
      let first = try trainer(Optimizer(rule), LearningRate(0.05))
      first.run(steps: 4)
      let second = try trainer(
        Optimizer(rule), LearningRate(0.05), network: first.network, state: first.optimizerState)
      second.run(steps: 6)
      #expect(whole.network.digest == second.network.digest)
    }
  }

  @Test func theBooksVelocityHoldsTheLearningRate() throws {
    let ways = try [Optimizer.Source.pytorch, .book].map { source in
      let trainer = try trainer(Optimizer(.momentum(0.9), source: source), LearningRate(0.1))
      trainer.run(steps: 10)
      return parameters(trainer.network)
    }
    let difference = zip(ways[0], ways[1]).map { ($0 - $1).magnitude }.max()
    #expect(try #require(difference) < 1e-13)
  }

  @Test func theBooksAdamAddsEpsilonToTheUncorrectedRoot() throws {
    // One step: m = 0.1 g and v = 0.001 g², so the step is lr √0.001 / 0.1 · 0.1 g / (√0.001 |g| + 1e-7).
    let trainer = try trainer(Optimizer(.adam(0.9, 0.999), source: .book), LearningRate(0.05))
    let gradients = try gradientsAtStart()
    let before = parameters(trainer.network)
    trainer.run(steps: 1)
    for ((after, before), gradient) in zip(zip(parameters(trainer.network), before), gradients) {
      let root = (1 - 0.999).squareRoot()
      let step = 0.05 * root / 0.1 * 0.1 * gradient / (root * gradient.magnitude + 1e-7)
      #expect((before - step - after).magnitude < 1e-12)
    }
  }

  @Test func theBooksWeightDecaySparesBiases() throws {
    let trainer = try trainer(Optimizer(.sgd, source: .book, weightDecay: 0.5), LearningRate(0.1))
    let (before, gradients) = (trainer.network, try gradientsAtStart())
    trainer.run(steps: 1)
    let expectedBias = before.biases(0)[0, 0] - 0.1 * gradients[15]
    let expectedWeight = before.weights(0)[0, 0] - 0.1 * (gradients[0] + 0.5 * before.weights(0)[0, 0])
    #expect((trainer.network.biases(0)[0, 0] - expectedBias).magnitude < 1e-14)
    #expect((trainer.network.weights(0)[0, 0] - expectedWeight).magnitude < 1e-14)
  }

  @Test func theLearningRateWarmsUp() {
    let rate = LearningRate(0.4, schedule: .constant, warmUp: 4)
    #expect((1...6).map { rate.rate(step: $0, of: 6) } == [0.1, 0.2, 0.30000000000000004, 0.4, 0.4, 0.4])
    let cosine = LearningRate(1, schedule: .cosine)
    #expect(cosine.rate(step: 1, of: 100) == 1)
    #expect((cosine.rate(step: 51, of: 100) - 0.5).magnitude < 1e-15)
  }

  // MARK: - The net of the recorded runs

  private func start() throws -> (network: Network, inputs: Matrix, targets: Matrix) {
    let inputs = try #require(Self.recorded.first { $0.words[0] == "inputs" }).numbers
    let values = try #require(Self.recorded.first { $0.words[0] == "start" }).numbers
    var network = Network(precision: .float64)
    var stream = RandomStream(seed: 0)
    network.addAffine(inputs: 3, outputs: 5, weights: .constant(0), biases: .constant(0), from: &stream)
    network.add(TanhLayer())
    network.addAffine(inputs: 5, outputs: 2, weights: .constant(0), biases: .constant(0), from: &stream)
    network.parameters = .float64(values)
    var targets = Matrix(rows: 7, columns: 2, values: Array(repeating: 0, count: 14))
    for row in 0..<7 { targets[row, row % 2] = 1 }
    return (network, Matrix(rows: 7, columns: 3, values: inputs), targets)
  }

  private let objective = Objective(loss: .softmaxCrossEntropy, reduction: .mean)

  private func trainer(
    _ optimizer: Optimizer, _ rate: LearningRate, kernels: String = "portable", network: Network? = nil,
    state: OptimizerState? = nil
  ) throws -> Trainer {
    let start = try start()
    return Trainer(
      network ?? start.network, inputs: start.inputs, targets: start.targets, objective: objective,
      recipe: Recipe(learningRate: rate, optimizer: optimizer, steps: 10), state: state,
      kernels: try #require(KernelForm(named: kernels)))
  }

  private func gradientsAtStart() throws -> [Double] {
    let start = try start()
    let gradients = Gradients(
      start.network, inputs: start.inputs, targets: start.targets, objective: objective)
    return [gradients.weights(0), gradients.biases(0), gradients.weights(1), gradients.biases(1)].flatMap(\.values)
  }

  private func parameters(_ network: Network) -> [Double] {
    (0..<network.shapedLayers.count).flatMap { network.weights($0).values + network.biases($0).values }
  }
}
