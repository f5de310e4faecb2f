/// What a teacher writes about a layer, in plain text over the names of its values.
public struct LayerFormulas: Sendable, Equatable {
  /// A value that goes out: `1 / (1 + exp(-z))`.
  public let output: String
  /// The gradient by a value that comes in: `∂L/∂h · h · (1 - h)`.
  public let inputGradient: String
  /// The gradient of each parameter that is learnt on one row, in the order of the layer's roles: `x · delta`.
  public let parameterGradients: [String]
  /// What a step of training does otherwise, a sentence; nil if it does the same.
  public let remark: String?

  init(output: String, inputGradient: String, parameterGradients: [String] = [], remark: String? = nil) {
    (self.output, self.inputGradient) = (output, inputGradient)
    (self.parameterGradients, self.remark) = (parameterGradients, remark)
  }
}

/// What the values of a layer are called in its formulas.
public struct FormulaNames: Sendable, Equatable {
  /// A value that comes in.
  public let input: String
  /// A value that goes out.
  public let output: String
  /// The gradient by a value that goes out.
  public let gradient: String
  /// The parameters and running statistics, in the order of the layer's roles.
  public let parameters: [String]

  /// Creates names.
  public init(input: String, output: String, gradient: String, parameters: [String] = []) {
    (self.input, self.output, self.gradient, self.parameters) = (input, output, gradient, parameters)
  }
}

/// A number as a formula holds it: without `.0` where it is whole.
func written(_ number: Double) -> String {
  number == number.rounded() && number.magnitude < 1e15 ? String(Int(number)) : String(describing: number)
}
