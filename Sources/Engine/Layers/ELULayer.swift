import CKernels

/// x where x > 0, otherwise alpha · (exp(x) - 1) (Clevert, Unterthiner and Hochreiter 2016).
public struct ELULayer: Activation {
  let parameter: Double

  /// `layer elu`.
  public static let word = "elu"

  /// The multiple of 1 that it goes down to.
  public var traits: LayerTraits {
    LayerTraits(settings: [LayerSetting(nil, parameter, standard: 1)], hasKink: parameter != 1)
  }

  /// What a teacher writes about it.
  public func formulas(_ names: FormulaNames) -> LayerFormulas {
    let (x, alpha) = (names.input, written(parameter))
    return LayerFormulas(
      output: "\(x) if \(x) > 0, otherwise \(alpha) · (exp(\(x)) - 1)",
      inputGradient: "\(names.gradient) if \(x) > 0, otherwise \(names.gradient) · \(alpha) · exp(\(x))")
  }

  var kinds: (forward: nb_kind, back: nb_kind) { (NB_ELU, NB_ELU_BACK) }

  /// Creates one; alpha is not negative.
  public init(alpha: Double = 1) {
    check(alpha >= 0, "alpha is not negative")
    parameter = alpha
  }
}
