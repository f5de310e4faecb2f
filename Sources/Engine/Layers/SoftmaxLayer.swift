import CKernels

/// exp(x) over the sum of exp of its row.
public struct SoftmaxLayer: Layer {
  /// Creates one.
  public init() {}

  /// `layer softmax`.
  public static let word = "softmax"

  /// None.
  public static let roles: [ParameterRole] = []

  /// From 0 to 1; its rows need a form of their own where matrices lie unit by unit, which there is not.
  public var traits: LayerTraits {
    LayerTraits(range: 0...1, hasUnitForm: false)
  }

  /// None.
  public func parameters(for input: Shape) -> [ParameterShape] { [] }

  /// What a teacher writes about it.
  public func formulas(_ names: FormulaNames) -> LayerFormulas {
    LayerFormulas(
      output: "exp(\(names.input)) / Σ exp(\(names.input))",
      inputGradient: "\(names.output) · (\(names.gradient) - Σ \(names.gradient) · \(names.output))")
  }

  /// One operation each way.
  public func place(in site: inout Site) {
    let output = site.takeOutput()
    let isByLane = site.layout.isByLane
    site.forward(isByLane ? NB_LANES_SOFTMAX : NB_SOFTMAX) {
      $0.function = nb_function(input: $1.input, output: output)
    }
    site.backward(isByLane ? NB_LANES_SOFTMAX_BACK : NB_SOFTMAX_BACK) {
      $0.function_back = nb_function_back(input: $1.input, output: output, signal: $1.signal)
    }
  }
}
