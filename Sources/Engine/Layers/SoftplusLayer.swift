import CKernels

/// log(1 + exp(x)) (Dugas et al. 2001), which is x for large x, where PyTorch's is x from 20 on.
public struct SoftplusLayer: Activation {
  /// `layer softplus`.
  public static let word = "softplus"

  /// Nothing beside.
  public var traits: LayerTraits { LayerTraits() }

  /// What a teacher writes about it.
  public func formulas(_ names: FormulaNames) -> LayerFormulas {
    LayerFormulas(
      output: "log(1 + exp(\(names.input)))",
      inputGradient: "\(names.gradient) / (1 + exp(-\(names.input)))")
  }

  var kinds: (forward: nb_kind, back: nb_kind) { (NB_SOFTPLUS, NB_SOFTPLUS_BACK) }
  var parameter: Double { 0 }

  /// Creates one.
  public init() {}
}
