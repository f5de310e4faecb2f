import Foundation
import Testing

@testable import Engine

/// What does not fit is said where it is handed in, and stops the program: nothing is read past its end.
///
/// Each case runs in a process of its own.
@Suite struct ContractTests {
  /// A network of 3 inputs and 2 outputs.
  private static func network() -> Network {
    var network = Network(precision: .float64)
    var stream = RandomStream(seed: 1)
    network.addAffine(inputs: 3, outputs: 2, weights: .he, biases: .constant(0), from: &stream)
    return network
  }

  private static let inputs = Matrix([[1, 2, 3], [4, 5, 6]])
  private static let targets = Matrix([[0, 1], [1, 0]])
  private static let objective = Objective(loss: .meanSquaredError, reduction: .mean)

  private func says(_ message: String, _ result: ExitTest.Result?) {
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(message), "\(text.prefix(300))")
  }

  @Test func tooFewInputs() async {
    says(
      "the network takes 3 values a row, not 1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Evaluation(Self.network(), inputs: Matrix([[1], [2]]))
      })
  }

  @Test func targetsThatAreTooWide() async {
    says(
      "the network gives 2 values a row, but the targets have 3",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Gradients(Self.network(), inputs: Self.inputs, targets: Self.inputs, objective: Self.objective)
      })
  }

  @Test func targetsThatAreTooFew() async {
    says(
      "2 rows of inputs have 1 rows of targets",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Assessment(Self.network(), inputs: Self.inputs, targets: Matrix([[0, 1]]), objective: Self.objective)
      })
  }

  @Test func rowsThatAreNotThere() async {
    says(
      "there is no row 100000 among 2",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let recipe = Recipe(learningRate: LearningRate(0.1), order: .fixed([100_000]))
        _ = Trainer(
          Self.network(), inputs: Self.inputs, targets: Self.targets, objective: Self.objective, recipe: recipe)
      })
  }

  @Test func layersWithoutUnits() async {
    says(
      "an affine layer has inputs and outputs, not 0 and 2",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = AffineLayer(inputs: 0, outputs: 2)
      })
  }

  @Test func aColumnPastTheLast() async {
    says(
      "there is no column 3 among 3",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { _ = Self.inputs[0, 3] })
  }

  @Test func anImpossibleNumberOfThreads() async {
    says(
      "a team has 1 to 64 threads, not 0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { _ = ThreadCount(0) })
  }

  @Test func anUnknownFormOfTheKernels() async {
    says(
      "NBRUN_KERNELS: there is no form 'protable' on this processor",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        setenv("NBRUN_KERNELS", "protable", 1)
        _ = KernelForm.standard
      })
  }

  @Test func oneRowForBatchNorm() async {
    says(
      "a step must see at least 2 rows, not 1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var network = Self.network()
        network.add(BatchNormLayer())
        _ = Trainer(
          network, inputs: Matrix([[1, 2, 3]]), targets: Matrix([[0, 1]]), objective: Self.objective,
          recipe: Recipe(learningRate: LearningRate(0.1)))
      })
  }

  @Test func layersThatDoNotFitEachOther() async {
    says(
      "affine takes 4 values, but the layer before gives 2",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var network = Self.network()
        network.add(AffineLayer(inputs: 4, outputs: 1))
      })
  }
}
