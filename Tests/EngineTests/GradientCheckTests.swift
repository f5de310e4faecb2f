import CKernels
import Testing

@testable import Engine

/// Right gradients agree with differences of the loss, wrong ones do not, and kinks are set aside.
@Suite struct GradientCheckTests {
  private static func network(_ layer: any Layer, inputs: Int = 3, width: Int = 5, _ precision: Precision = .float64)
    -> Network
  {
    var network = Network(precision: precision)
    var stream = RandomStream(seed: 4)
    network.addAffine(inputs: inputs, outputs: width, weights: .normal(1), biases: .normal(1), from: &stream)
    network.add(layer)
    network.addAffine(inputs: width, outputs: 2, weights: .normal(1), biases: .normal(1), from: &stream)
    return network
  }

  private static func matrix(rows: Int, columns: Int, seed: UInt32 = 1, factor: Double = 1) -> Matrix {
    var stream = RandomStream(seed: seed)
    return Matrix(
      rows: rows, columns: columns, values: (0..<(columns * rows)).map { _ in factor * stream.normal() })
  }

  private static let objectives = [Loss.softmaxCrossEntropy, .meanSquaredError, .sumOfSquaredErrors].flatMap { loss in
    [Reduction.mean, .sum].map { Objective(loss: loss, reduction: $0) }
  }

  @Test(arguments: [1.0, 30]) func everyLayerAgrees(factor: Double) {
    let inputs = Self.matrix(rows: 6, columns: 3, factor: factor)
    let targets = Matrix([[0, 1], [1, 0], [0.5, 0.5], [1, 0], [0, 1], [0.25, 0.75]])
    for layer in everyActivation + [SoftmaxLayer(), IdentityLayer(), DropoutLayer(0.5), BatchNormLayer()] {
      for objective in Self.objectives {
        let check = GradientCheck(Self.network(layer), inputs: inputs, targets: targets, objective: objective)
        #expect(check.agrees, "\(layer), \(objective): \(check.error)")
        #expect(check.rows == 6 && check.blocks.allSatisfy { $0.checked == $0.block.count })
      }
    }
  }

  /// A layer that goes back as another function would.
  private struct WrongLayer: Activation {
    static let word = "wrong"
    var traits: LayerTraits { LayerTraits() }
    func formulas(_ names: FormulaNames) -> LayerFormulas { LayerFormulas(output: "", inputGradient: "") }
    let kinds: (forward: nb_kind, back: nb_kind) = (NB_SIGMOID, NB_TANH_BACK)
    let parameter = 0.0
    static func == (first: WrongLayer, second: WrongLayer) -> Bool { true }
  }

  @Test func aWrongLayerIsFound() throws {
    let check = GradientCheck(
      Self.network(WrongLayer()), inputs: Self.matrix(rows: 6, columns: 3), targets: Self.matrix(rows: 6, columns: 2),
      objective: Objective(loss: .meanSquaredError, reduction: .mean))
    #expect(!check.agrees && check.error > 1e-2)
    // What lies above the layer is right.
    let errors = check.blocks.map { $0.worst?.error ?? .nan }
    #expect(errors[0] > 1e-2 && errors[1] > 1e-2 && errors[2] < 1e-7 && errors[3] < 1e-7)
    let worst = try #require(check.worst)
    #expect(worst.entry.error == check.error && worst.block.index == 0)
    #expect(
      (worst.entry.gradient - worst.entry.difference).magnitude
        >= check.error * max(worst.entry.gradient.magnitude, worst.entry.difference.magnitude) * 0.99)
  }

  /// At a weight of 0 on a row of zeros a unit lies on the kink, and moving its bias crosses it.
  @Test(arguments: [ReLULayer(), LeakyReLULayer(slope: 0.1), ELULayer(alpha: 0.5)] as [any Layer])
  func kinksAreSetAside(layer: any Layer) {
    var network = Network(precision: .float64)
    var stream = RandomStream(seed: 4)
    network.addAffine(inputs: 2, outputs: 3, weights: .normal(1), biases: .constant(0), from: &stream)
    network.add(layer)
    network.addAffine(inputs: 3, outputs: 1, weights: .normal(1), biases: .constant(0), from: &stream)
    let check = GradientCheck(
      network, inputs: Matrix([[0, 0], [1, 2]]), targets: Matrix([[1], [0]]),
      objective: Objective(loss: .meanSquaredError, reduction: .mean))
    #expect(check.blocks.map(\.setAside) == [0, 3, 0, 0])
    #expect(check.blocks[1].worst == nil && check.agrees)
  }

  @Test func whereAllIsSetAsideNothingAgrees() {
    var network = Network(precision: .float64)
    var stream = RandomStream(seed: 4)
    network.addAffine(inputs: 1, outputs: 1, weights: .constant(0), biases: .constant(0), from: &stream)
    network.add(ReLULayer())
    let check = GradientCheck(
      network, inputs: Matrix([[1]]), targets: Matrix([[1]]),
      objective: Objective(loss: .meanSquaredError, reduction: .mean))
    #expect(check.worst == nil && check.error.isNaN && !check.agrees)
  }

  @Test func theCopyOfAFloat32NetworkIsChecked() {
    let check = GradientCheck(
      Self.network(TanhLayer(), .float32), inputs: Self.matrix(rows: 6, columns: 3),
      targets: Self.matrix(rows: 6, columns: 2), objective: Objective(loss: .meanSquaredError, reduction: .mean))
    #expect(check.agrees && check.error < 1e-8)
  }

  @Test func aTrainedNetworkAgreesThoughItsGradientsAreSmall() {
    let (inputs, targets) = (
      Matrix([[0, 0], [0, 1], [1, 0], [1, 1]]), Matrix([[1, 0], [0, 1], [0, 1], [1, 0]])
    )
    for loss in [Loss.softmaxCrossEntropy, .meanSquaredError] {
      let objective = Objective(loss: loss, reduction: .mean)
      for steps in [200, 20_000] {
        let trainer = Trainer(
          Self.network(TanhLayer(), inputs: 2), inputs: inputs, targets: targets, objective: objective,
          recipe: Recipe(learningRate: LearningRate(0.5)))
        trainer.run(steps: steps)
        let check = GradientCheck(trainer.network, inputs: inputs, targets: targets, objective: objective)
        #expect(check.agrees, "\(loss), \(steps): \(check.error)")
      }
    }
  }

  @Test func placesAreSpreadAndAllDifferent() {
    #expect(GradientCheck.places(5, of: 5) == [0, 1, 2, 3, 4])
    #expect(GradientCheck.places(9, of: 5) == [0, 1, 2, 3, 4])
    for all in [2, 10, 64, 784 * 200, 97] {
      for count in [1, all / 3 + 1, all - 1] {
        let places = GradientCheck.places(count, of: all)
        #expect(Set(places).count == count && places.allSatisfy { (0..<all).contains($0) })
        // No gap is more than a few times as long as it would be if they were even.
        let gaps = zip(places, places.dropFirst() + [all + places[0]]).map { $1 - $0 }
        #expect(gaps.max() ?? 0 <= 4 * (all / count + 1), "\(count) of \(all)")
      }
    }
  }

  @Test func ofLargeNetworksSomeValuesAreChecked() {
    let network = Self.network(TanhLayer(), inputs: 300, width: 500)
    let check = GradientCheck(
      network, inputs: Self.matrix(rows: 101, columns: 300), targets: Self.matrix(rows: 101, columns: 2),
      objective: Objective(loss: .meanSquaredError, reduction: .mean))
    #expect(check.agrees && check.rows == 100)
    let multiplications = Double(check.blocks.reduce(0) { $0 + $1.checked } * 4 * check.rows * network.parameterCount)
    #expect(check.blocks[0].checked < 150_000 && multiplications <= 1e10)
    #expect(check.blocks.allSatisfy { $0.checked >= min($0.block.count, 4) })
  }

  @Test func itEndsEarlyWhereNobodyWantsIt() {
    let interruption = Interruption()
    interruption.request()
    let check = Interruption.$current.withValue(interruption) {
      GradientCheck(
        Self.network(TanhLayer()), inputs: Self.matrix(rows: 6, columns: 3), targets: Self.matrix(rows: 6, columns: 2),
        objective: Objective(loss: .meanSquaredError, reduction: .mean))
    }
    #expect(check.worst == nil)
  }
}
