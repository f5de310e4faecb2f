/// x itself: it has no place in a plan.
public struct IdentityLayer: Layer {
  /// Creates one.
  public init() {}

  /// `layer identity`.
  public static let word = "identity"

  /// None.
  public static let roles: [ParameterRole] = []

  /// Nothing beside.
  public var traits: LayerTraits {
    LayerTraits()
  }

  /// None.
  public func parameters(for input: Shape) -> [ParameterShape] { [] }

  /// What a teacher writes about it.
  public func formulas(_ names: FormulaNames) -> LayerFormulas {
    LayerFormulas(output: names.input, inputGradient: names.gradient)
  }

  /// Nothing: its outputs are its inputs.
  public func place(in site: inout Site) {}
}
