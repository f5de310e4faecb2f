/// How a parameter gets its first values.
public enum Initialiser: Sendable, Equatable {
  /// Normal with standard deviation sqrt(2/inputs) (He, Zhang, Ren and Sun 2015).
  case he
  /// Normal with standard deviation sqrt(2/(inputs+outputs)) (Glorot and Bengio 2010).
  case xavier
  /// Normal with standard deviation sqrt(1/inputs) (LeCun, Bottou, Orr and Müller 1998).
  case lecun
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

  /// Draws values in the order in which they are stored.
  func draw(_ count: Int, inputs: Int, outputs: Int, from stream: inout RandomStream) -> [Double] {
    let deviation: Double
    switch self {
    case .constant(let value): return Array(repeating: value, count: count)
    case .uniform(let low, let high): return (0..<count).map { _ in low + (high - low) * stream.uniform() }
    case .normal(let value): deviation = value
    case .he: deviation = (2 / Double(inputs)).squareRoot()
    case .xavier: deviation = (2 / Double(inputs + outputs)).squareRoot()
    case .lecun: deviation = (1 / Double(inputs)).squareRoot()
    }
    return (0..<count).map { _ in deviation * stream.normal() }
  }
}
