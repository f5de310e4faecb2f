/// How a parameter gets its first values.
public enum Initialiser: Sendable, Equatable {
  /// Normal with standard deviation sqrt(2/inputs) (He, Zhang, Ren and Sun 2015).
  case he
  /// Normal with standard deviation sqrt(2/(inputs+outputs)) (Glorot and Bengio 2010).
  case xavier
  /// Normal with standard deviation sqrt(1/inputs) (LeCun, Bottou, Orr and Müller 1998).
  case lecun
  /// Equally likely between ±1/sqrt(inputs): what `torch.nn.Linear` does with weights and biases.
  case torch
  /// Normal around 0 with a standard deviation.
  case normal(Double)
  /// Equally likely between two bounds.
  case uniform(Double, Double)
  /// The same value everywhere; draws nothing.
  case constant(Double)

  /// Whether values come from the random stream.
  public var isRandom: Bool {
    if case .constant = self { false } else { true }
  }

  /// Draws W of an affine layer, shaped inputs × outputs; PyTorch keeps it the other way round, and draws it so.
  func drawWeights(inputs: Int, outputs: Int, from stream: inout RandomStream) -> [Double] {
    let values = draw(inputs * outputs, inputs: inputs, outputs: outputs, from: &stream)
    guard stream.family == .torch else { return values }
    return (0..<values.count).map { values[$0 % outputs * inputs + $0 / outputs] }
  }

  /// Draws b of an affine layer, one value an output.
  func drawBiases(inputs: Int, outputs: Int, from stream: inout RandomStream) -> [Double] {
    draw(outputs, inputs: inputs, outputs: outputs, from: &stream)
  }

  private func draw(_ count: Int, inputs: Int, outputs: Int, from stream: inout RandomStream) -> [Double] {
    switch self {
    case .constant(let value): return Array(repeating: value, count: count)
    case .uniform(let low, let high): return stream.uniform(low, high, count: count)
    case .torch:
      let bound = 1 / Double(inputs).squareRoot()
      return stream.uniform(-bound, bound, count: count)
    case .normal(let deviation): return stream.normal(deviation, count: count)
    case .he: return stream.normal((2 / Double(inputs)).squareRoot(), count: count)
    case .xavier: return stream.normal((2 / Double(inputs + outputs)).squareRoot(), count: count)
    case .lecun: return stream.normal((1 / Double(inputs)).squareRoot(), count: count)
    }
  }
}

extension RandomStream {
  fileprivate mutating func uniform(_ low: Double, _ high: Double, count: Int) -> [Double] {
    guard family == .numpy else { return torchUniform(low, high, count: count) }
    return (0..<count).map { _ in low + (high - low) * uniform() }
  }

  fileprivate mutating func normal(_ deviation: Double, count: Int) -> [Double] {
    guard family == .numpy else { return torchNormal(deviation: deviation, count: count) }
    return (0..<count).map { _ in deviation * normal() }
  }
}
