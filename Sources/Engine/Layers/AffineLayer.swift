import CKernels

/// y = xW + b with W shaped inputs × outputs.
public struct AffineLayer: Layer {
  private let inputs: Int
  private let outputs: Int

  /// Creates one of so many values that come in and go out; both are at least 1.
  public init(inputs: Int, outputs: Int) {
    check(inputs > 0 && outputs > 0, "an affine layer has inputs and outputs, not \(inputs) and \(outputs)")
    (self.inputs, self.outputs) = (inputs, outputs)
  }

  /// `layer affine`.
  public static let word = "affine"

  /// What its parameters are.
  public static let roles = [ParameterRole.weights, .biases]

  /// Its shapes are its own.
  public var traits: LayerTraits {
    LayerTraits(shapes: (Shape(inputs), Shape(outputs)))
  }

  /// W and b.
  public func parameters(for input: Shape) -> [ParameterShape] {
    [
      ParameterShape(role: .weights, rows: inputs, columns: outputs, first: 0),
      ParameterShape(role: .biases, rows: 1, columns: outputs, first: 0),
    ]
  }

  /// What a teacher writes about it.
  public func formulas(_ names: FormulaNames) -> LayerFormulas {
    let (weights, biases) = (names.parameters[0], names.parameters[1])
    return LayerFormulas(
      output: "Σ \(names.input) · \(weights) + \(biases)", inputGradient: "Σ \(names.gradient) · \(weights)",
      parameterGradients: ["\(names.input) · \(names.gradient)", names.gradient])
  }

  /// A product forward, and two backward: by the input, and by the parameters.
  public func place(in site: inout Site) {
    let output = site.takeOutput()
    let (weights, biases) = (site.parameters[0], site.parameters[1])
    let layout = site.layout
    site.forward(layout.kind(NB_AFFINE, byUnit: NB_UNITS_AFFINE, byLane: NB_LANES_AFFINE), inner: inputs) {
      $0.affine = nb_affine(
        input: $1.input, weights: weights.values, biases: biases.values, output: output, activated: nil)
    }
    // The gradient by the input is taken at the weights of the forward pass, before they are updated.
    let inputSignal = site.moveSignal()
    let signal = site.signal
    if let inputSignal {
      let kind = layout.kind(NB_AFFINE_BACK, byUnit: NB_UNITS_AFFINE_BACK, byLane: NB_LANES_AFFINE_BACK)
      site.backward(kind, inner: inputs) { operation, _ in
        operation.affine_back = nb_affine_back(
          signal: signal, weights: weights.values, activation_input: nil, activation_output: nil,
          input_signal: inputSignal)
      }
    }
    let kind = layout.kind(
      NB_AFFINE_PARAMETERS, byUnit: NB_UNITS_AFFINE_PARAMETERS, byLane: NB_LANES_AFFINE_PARAMETERS)
    let rates = site.rates
    site.backward(kind, inner: inputs) {
      $0.affine_parameters = nb_affine_parameters(
        input: $1.input, signal: signal, rates: rates, weights: weights.target, biases: biases.target)
    }
  }
}

extension ParameterRole {
  /// W of an affine layer, shaped inputs × outputs.
  public static let weights = ParameterRole("W", of: AffineLayer.word, label: nil)
  /// b of an affine layer.
  public static let biases = ParameterRole("b", of: AffineLayer.word, label: "bias")
}
