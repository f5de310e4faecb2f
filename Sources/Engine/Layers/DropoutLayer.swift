import CKernels

/// In training, each value is 0 with a probability p and otherwise divided by 1 - p; outside of it, x itself.
///
/// Srivastava et al. 2014, in the inverted form of `torch.nn.Dropout`.
public struct DropoutLayer: Layer {
  private let probability: Double

  /// Creates one; the probability of becoming 0 is at least 0 and below 1.
  public init(_ probability: Double) {
    check((0..<1).contains(probability), "not everything can be dropped")
    self.probability = probability
  }

  /// `layer dropout`.
  public static let word = "dropout"

  /// None.
  public static let roles: [ParameterRole] = []

  /// It draws in every step.
  public var traits: LayerTraits {
    LayerTraits(settings: [LayerSetting(nil, probability)], isRandom: true)
  }

  /// None.
  public func parameters(for input: Shape) -> [ParameterShape] { [] }

  /// What a teacher writes about it.
  public func formulas(_ names: FormulaNames) -> LayerFormulas {
    LayerFormulas(
      output: names.input, inputGradient: names.gradient,
      remark: "Dropout hands everything on here; in training each value is dropped with probability "
        + "\(written(probability)).")
  }

  /// A product with a mask each way, in training alone.
  public func place(in site: inout Site) {
    guard site.isTraining else { return }
    let output = site.takeOutput()
    let mask = site.takeMask(dropping: probability)
    site.forward(NB_MULTIPLY, isEach: true) {
      $0.values = nb_values(input: $1.input, factors: mask, output: output)
    }
    site.backward(NB_MULTIPLY, isEach: true) {
      $0.values = nb_values(input: $1.signal, factors: mask, output: $1.signal)
    }
  }
}
