import Engine
import Language

/// A layer as it was asked for.
enum LayerDescription: Sendable, Equatable {
  /// y = xW + b with W shaped inputs × outputs.
  case affine(inputs: Int, outputs: Int, weights: Initialiser, biases: Initialiser)
  /// A function of each value, or of each row for softmax.
  case activation(Activation)
  /// Zeros in training, with a probability.
  case dropout(Double)
  /// Columns of mean 0 and variance 1, scaled and shifted.
  case batchNorm(momentum: Double, epsilon: Double)
}

/// A layer and where the parts of its declaration stand.
struct PlacedLayer: Sendable {
  let description: LayerDescription
  let place: Span
  let inputsPlace: Span
  let outputsPlace: Span

  init(_ description: LayerDescription, _ at: Places) {
    (self.description, place) = (description, at.head)
    (inputsPlace, outputsPlace) = (at["inputs"], at["outputs"])
  }

  /// Its inputs and outputs, if it is an affine layer.
  var affine: (inputs: Int, outputs: Int)? {
    if case .affine(let inputs, let outputs, _, _) = description { (inputs, outputs) } else { nil }
  }

  var isBatchNorm: Bool { if case .batchNorm = description { true } else { false } }

  func isActivation(_ activations: Activation...) -> Bool {
    if case .activation(let activation) = description { activations.contains(activation) } else { false }
  }
}

extension Facts {
  /// The values that the next layer gets: the outputs of the last one, otherwise the inputs of the data.
  var nextInputs: Int? { shapes.last?.outputs ?? knownData?.inputs }

  /// What the numbers of a command are likely to be, by the names of their arguments.
  var knownNumbers: [String: Int] { nextInputs.map { ["inputs": $0] } ?? [:] }

  /// The inputs and outputs of each affine layer.
  var shapes: [(inputs: Int, outputs: Int)] { layers.compactMap(\.affine) }

  /// The parameters and running statistics in declaration order, with their shapes.
  var parameters: [(name: ParameterName, rows: Int, columns: Int)] {
    var parameters: [(name: ParameterName, rows: Int, columns: Int)] = []
    var (affine, norm, width) = (0, 0, 0)
    for layer in layers {
      switch layer.description {
      case .affine(let inputs, let outputs, _, _):
        (affine, width) = (affine + 1, outputs)
        parameters.append((ParameterName(.weights, layer: affine), inputs, width))
        parameters.append((ParameterName(.biases, layer: affine), 1, width))
      case .batchNorm:
        norm += 1
        for role in ParameterName.Role.allCases where !role.isAffine {
          parameters.append((ParameterName(role, layer: norm), 1, width))
        }
      case .activation, .dropout: break
      }
    }
    return parameters
  }

  /// The number of parameters and running statistics, a real one because a mistyped size may pass the largest integer.
  var parameterCount: Double { parameters.reduce(0) { $0 + Double($1.rows) * Double($1.columns) } }
}
