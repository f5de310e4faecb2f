import CKernels

/// The hyperbolic tangent.
public struct TanhLayer: Activation {
  /// `layer tanh`.
  public static let word = "tanh"

  /// From -1 to 1.
  public var traits: LayerTraits { LayerTraits(range: -1...1) }

  /// What a teacher writes about it.
  public func formulas(_ names: FormulaNames) -> LayerFormulas {
    LayerFormulas(output: "tanh(\(names.input))", inputGradient: "\(names.gradient) · (1 - \(names.output)²)")
  }

  var kinds: (forward: nb_kind, back: nb_kind) { (NB_TANH, NB_TANH_BACK) }
  var parameter: Double { 0 }

  /// Creates one.
  public init() {}
}
