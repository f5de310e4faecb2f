import CKernels
import Testing

@testable import Engine

/// A plan that goes unit by unit gives the bits of one that goes row by row.
@Suite struct LayoutTests {
  static let forms = KernelForm.names.filter { KernelForm(named: $0) != nil }

  @Test func smallTrainingsGoUnitByUnit() {
    var network = Self.network([2, 4, 2], SigmoidLayer(), .float64, .normal(1))
    #expect(Self.isByUnit(Layout(rows: 4, network: network, scalarSize: 8)))
    #expect(!Self.isByUnit(Layout(rows: 400, network: network, scalarSize: 8)))
    network.add(SoftmaxLayer())
    #expect(!Self.isByUnit(Layout(rows: 4, network: network, scalarSize: 8)))
  }

  @Test(arguments: forms, [1, 3, 4, 5, 8, 9, 17])
  func bothLayoutsGiveTheSameBits(form: String, rows: Int) throws {
    for activation in everyActivation + [IdentityLayer()] {
      for loss in [Loss.softmaxCrossEntropy, .meanSquaredError, .sumOfSquaredErrors, .binaryCrossEntropy] {
        for widths in [[2, 4, 2], [1, 1, 1], [3, 7, 5, 2], [5, 3]] {
          try expectEqualBits(form, rows, widths, activation, loss, .normal(1))
        }
      }
    }
  }

  @Test(arguments: forms, [Double.leastNonzeroMagnitude, 1e-40, -0.0, 1e20, 1e300, .infinity, -.infinity, .nan])
  func extremeValuesGiveTheSameBits(form: String, value: Double) throws {
    for activation in everyActivation {
      try expectEqualBits(form, 5, [3, 7, 2], activation, .softmaxCrossEntropy, .constant(value))
    }
  }

  @Test func activationsAndNothingElseBetweenOrBelowLayersWork() throws {
    for layers in [
      [TanhLayer() as any Layer, SigmoidLayer(), ReLULayer()], [ReLULayer(), IdentityLayer(), TanhLayer()],
    ] {
      var stream = RandomStream(seed: 5)
      var network = Network(precision: .float64)
      network.add(layers[0])
      network.addAffine(inputs: 3, outputs: 4, weights: .normal(1), biases: .normal(1), from: &stream)
      network.add(layers[1])
      network.add(layers[2])
      network.addAffine(inputs: 4, outputs: 2, weights: .normal(1), biases: .normal(1), from: &stream)
      network.add(layers[0])
      try expectEqualBits("portable", 6, network, .meanSquaredError)
    }
  }

  private static func isByUnit(_ layout: Layout) -> Bool {
    if case .byUnit = layout { true } else { false }
  }

  private static func network(
    _ widths: [Int], _ activation: any Layer, _ precision: Precision, _ weights: Initialiser
  ) -> Network {
    var stream = RandomStream(seed: 9)
    var network = Network(precision: precision)
    for (index, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
      network.addAffine(inputs: inputs, outputs: outputs, weights: weights, biases: .normal(0.1), from: &stream)
      if index < widths.count - 2 { network.add(activation) }
    }
    return network
  }

  private func expectEqualBits(
    _ form: String, _ rows: Int, _ widths: [Int], _ activation: any Layer, _ loss: Loss, _ weights: Initialiser
  ) throws {
    for precision in [Precision.float64, .float32] {
      var network = Self.network(widths, activation, precision, weights)
      if loss == .binaryCrossEntropy { network.add(SigmoidLayer()) }
      try expectEqualBits(form, rows, network, loss)
    }
  }

  /// Compares parameters, outputs, losses and gradients of a few steps in both layouts.
  private func expectEqualBits(_ form: String, _ rows: Int, _ network: Network, _ loss: Loss) throws {
    let kernels = try #require(KernelForm(named: form))
    let digests: [[UInt64]]
    switch network.parameters {
    case .float64(let values): digests = Self.digests(network, values, rows, loss, kernels)
    case .float32(let values): digests = Self.digests(network, values, rows, loss, kernels)
    }
    #expect(digests[0] == digests[1], "\(network.layers), \(rows) rows, \(loss)")
  }

  private static func digests<Scalar: KernelScalar>(
    _ network: Network, _ values: [Scalar], _ rows: Int, _ loss: Loss, _ kernels: KernelForm
  ) -> [[UInt64]] {
    var stream = RandomStream(seed: 2)
    let width = network.inputWidth ?? 1
    let inputs = Matrix(rows: rows, columns: width, values: (0..<(rows * width)).map { _ in stream.normal() })
    let classes = network.layerWidths.last!
    var targets = Matrix(rows: rows, columns: classes, values: Array(repeating: 0, count: rows * classes))
    for row in 0..<rows { targets[row, row % classes] = 1 }
    let stride = nb_unit_stride(rows, MemoryLayout<Scalar>.size)
    return [Layout.byRow(rows: rows), .byUnit(rows: rows, stride: stride)].map { layout in
      func plan(_ purpose: PlanPurpose, _ optimizer: Optimizer? = nil) -> Plan<Scalar> {
        let plan = Plan(
          network, parameters: values, capacity: rows,
          objective: Objective(loss: loss, reduction: .mean), purpose: purpose, optimizer: optimizer, kernels: kernels,
          layout: layout)
        plan.load(0..<rows, of: inputs, targets)
        return plan
      }
      let training = plan(.training, .sgd)
      training.prepare(step: 1, learningRate: 0.3)
      training.makeSteps(3, isForwardFresh: false)
      training.forward()
      let gradients = plan(.gradients)
      gradients.forward()
      gradients.backward()
      let outputs = (0..<network.layers.count).flatMap { training.output(ofLayer: $0).values }
      let all =
        training.parameterValues.map { Double($0) } + outputs + [training.lossValue()]
        + gradients.gradientValues.map { Double($0) }
      return all.map { $0.isNaN ? 1 : $0.bitPattern }
    }
  }
}
