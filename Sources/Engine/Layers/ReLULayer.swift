import CKernels

/// x where x > 0, otherwise 0.
public struct ReLULayer: Activation {
  /// `layer relu`.
  public static let word = "relu"

  /// It has a kink.
  public var traits: LayerTraits { LayerTraits(hasKink: true) }

  /// What a teacher writes about it.
  public func formulas(_ names: FormulaNames) -> LayerFormulas {
    LayerFormulas(
      output: "max(0, \(names.input))",
      inputGradient: "\(names.gradient) if \(names.input) > 0, otherwise 0")
  }

  var kinds: (forward: nb_kind, back: nb_kind) { (NB_LEAKY_RELU, NB_LEAKY_RELU_BACK) }
  var parameter: Double { 0 }

  /// Creates one.
  public init() {}
}
