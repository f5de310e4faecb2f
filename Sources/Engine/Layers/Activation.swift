import CKernels

/// A layer that does the same with each value: a line of activations.inc.
protocol Activation: Layer {
  /// The operation, and the one that goes back.
  var kinds: (forward: nb_kind, back: nb_kind) { get }

  /// The parameter of the function; 0 where it has none.
  var parameter: Double { get }
}

extension Activation {
  /// None.
  public static var roles: [ParameterRole] { [] }

  /// None.
  public func parameters(for input: Shape) -> [ParameterShape] { [] }

  /// One operation each way, which is done together with an affine layer's beside it.
  public func place(in site: inout Site) {
    let output = site.takeOutput()
    site.forward(kinds.forward, isEach: true) {
      $0.factor = parameter
      $0.function = nb_function(input: $1.input, output: output)
    }
    site.backward(kinds.back, isEach: true) {
      $0.factor = parameter
      $0.function_back = nb_function_back(input: $1.input, output: output, signal: $1.signal)
    }
  }
}
