import CKernels

/// 1 / (1 + exp(-x)).
public struct SigmoidLayer: Activation {
  /// `layer sigmoid`.
  public static let word = "sigmoid"

  /// From 0 to 1.
  public var traits: LayerTraits { LayerTraits(range: 0...1) }

  /// What a teacher writes about it.
  public func formulas(_ names: FormulaNames) -> LayerFormulas {
    LayerFormulas(
      output: "1 / (1 + exp(-\(names.input)))",
      inputGradient: "\(names.gradient) · \(names.output) · (1 - \(names.output))")
  }

  var kinds: (forward: nb_kind, back: nb_kind) { (NB_SIGMOID, NB_SIGMOID_BACK) }
  var parameter: Double { 0 }

  /// Creates one.
  public init() {}
}
