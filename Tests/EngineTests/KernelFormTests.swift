import Foundation
import Testing

@testable import Engine

/// Every form of the kernels that this processor has gives the bits of the portable one.
@Suite struct KernelFormTests {
  static let forms = KernelForm.names.filter { $0 != "portable" && KernelForm(named: $0) != nil }

  @Test func thePortableFormIsAlwaysThereAndAnUnknownOneNever() {
    #expect(KernelForm(named: "portable")?.name == "portable")
    #expect(KernelForm(named: "sse9") == nil)
    #expect(KernelForm.names.contains(KernelForm.standard.name))
  }

  /// Without a form beside the portable one nothing here would compare anything.
  @Test func theFormsAreThoseThatTheProcessorSaysItHas() throws {
    #if arch(arm64)
      let expected = ["neon"]
    #else
      let text = String(decoding: try Data(contentsOf: URL(filePath: "/proc/cpuinfo")), as: UTF8.self)
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("flags") })
      let flags = Set(line.split(separator: " ").map(String.init))
      let hasAVX2 = flags.isSuperset(of: ["avx2", "fma"])
      let hasAVX512 = hasAVX2 && flags.isSuperset(of: ["avx512f", "avx512dq", "avx512vl", "avx512bw"])
      let expected = (hasAVX2 ? ["avx2"] : []) + (hasAVX512 ? ["avx512"] : [])
    #endif
    #expect(Self.forms == expected)
    if ProcessInfo.processInfo.environment["NBRUN_KERNELS"] == nil {
      #expect(KernelForm.standard.name == expected.last ?? "portable", "the fastest is taken")
    }
  }

  @Test(arguments: forms, [Precision.float64, .float32])
  func oddSizesGiveTheSameBits(form: String, precision: Precision) throws {
    let sizes = [1, 3, 7, 17, 63, 65, 129]
    for (index, width) in sizes.enumerated() {
      let rows = sizes[(index + 3) % sizes.count]
      let widths = [sizes[(index + 1) % sizes.count], width, sizes[(index + 5) % sizes.count], max(width, 2)]
      for activation in everyActivation + [SoftmaxLayer()] {
        try expectEqualBits(form, precision, widths, rows, activation, .normal(1), steps: 3)
      }
    }
  }

  @Test(arguments: forms, [Precision.float64, .float32])
  func everyLossGivesTheSameBits(form: String, precision: Precision) throws {
    for loss in [Loss.softmaxCrossEntropy, .meanSquaredError, .sumOfSquaredErrors, .binaryCrossEntropy] {
      for rows in [1, 2, 5, 33] {
        try expectEqualBits(form, precision, [5, 9, 3], rows, SigmoidLayer(), .normal(1), loss: loss, steps: 5)
      }
    }
  }

  @Test(arguments: forms, [Precision.float64, .float32])
  func extremeValuesGiveTheSameBits(form: String, precision: Precision) throws {
    let subnormals = [Double.leastNonzeroMagnitude, .leastNormalMagnitude / 1024, 1e-40]
    let values = subnormals + [0, -0.0, 1e-20, 1e20, 1e38, 1e300, .infinity, -.infinity, .nan]
    for value in values {
      for activation in everyActivation + [SoftmaxLayer()] {
        try expectEqualBits(form, precision, [7, 17, 3], 5, activation, .constant(value), steps: 2)
      }
    }
  }

  @Test(arguments: forms, [Precision.float64, .float32])
  func aDigitNetworkGivesTheSameBits(form: String, precision: Precision) throws {
    try expectEqualBits(form, precision, [784, 200, 200, 10], 10, ReLULayer(), .normal(0.01), steps: 20)
    try expectEqualBits(form, precision, [784, 200, 200, 10], 100, ReLULayer(), .normal(0.01), steps: 2)
  }

  @Test(arguments: KernelForm.names.filter { KernelForm(named: $0) != nil && $0 != "portable" }, [1, 2, 3, 5])
  func theNumberOfThreadsDoesNotMatter(form: String, threads: Int) throws {
    for precision in [Precision.float64, .float32] {
      try expectEqualBits(
        form, precision, [784, 200, 200, 10], 100, ReLULayer(), .normal(0.01), steps: 2, threads: threads)
      for activation in [SigmoidLayer() as any Layer, TanhLayer(), SoftmaxLayer()] {
        try expectEqualBits(form, precision, [65, 129, 63, 17], 33, activation, .normal(1), steps: 3, threads: threads)
      }
    }
  }

  /// Compares the portable form on one thread with another form on some.
  private func expectEqualBits(
    _ form: String, _ precision: Precision, _ widths: [Int], _ rows: Int, _ activation: any Layer,
    _ weights: Initialiser, loss: Loss = .softmaxCrossEntropy, steps: Int, threads: Int = 1
  ) throws {
    let digests = try ["portable", form].map { name in
      var stream = RandomStream(seed: 11)
      var network = Network(precision: precision)
      for (index, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
        network.addAffine(inputs: inputs, outputs: outputs, weights: weights, biases: .normal(0.1), from: &stream)
        if index < widths.count - 2 || loss == .binaryCrossEntropy { network.add(activation) }
      }
      let inputs = (0..<(rows * widths[0])).map { _ in stream.normal() }
      let classes = widths[widths.count - 1]
      var targets = Matrix(rows: rows, columns: classes, values: Array(repeating: 0, count: rows * classes))
      for row in 0..<rows { targets[row, row % classes] = 1 }
      let trainer = Trainer(
        network, inputs: Matrix(rows: rows, columns: widths[0], values: inputs), targets: targets,
        objective: Objective(loss: loss, reduction: .mean), recipe: Recipe(learningRate: LearningRate(0.1)),
        kernels: try #require(KernelForm(named: name)), threads: ThreadCount(exactly: name == form ? threads : 1))
      trainer.run(steps: steps)
      let loss = trainer.measureLoss()
      return [trainer.network.digest, loss.isNaN ? 0 : loss.bitPattern]
    }
    #expect(digests[0] == digests[1], "\(widths), \(rows) rows, \(activation), \(weights), \(loss)")
  }
}
