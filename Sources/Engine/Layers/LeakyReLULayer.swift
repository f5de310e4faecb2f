import CKernels

/// x where x > 0, otherwise slope · x.
public struct LeakyReLULayer: Activation {
  /// `layer leaky_relu`.
  public static let word = "leaky_relu"

  /// The slope was said.
  public var traits: LayerTraits { LayerTraits(settings: [LayerSetting(nil, parameter)], hasKink: parameter != 1) }

  /// What a teacher writes about it.
  public func formulas(_ names: FormulaNames) -> LayerFormulas {
    let slope = written(parameter)
    return LayerFormulas(
      output: "\(names.input) if \(names.input) > 0, otherwise \(slope) · \(names.input)",
      inputGradient: "\(names.gradient) if \(names.input) > 0, otherwise \(slope) · \(names.gradient)")
  }

  var kinds: (forward: nb_kind, back: nb_kind) { (NB_LEAKY_RELU, NB_LEAKY_RELU_BACK) }
  let parameter: Double

  /// Creates one; the slope is not negative.
  public init(slope: Double) {
    check(slope >= 0, "a slope is not negative")
    parameter = slope
  }
}
