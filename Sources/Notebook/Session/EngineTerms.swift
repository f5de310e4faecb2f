import Engine
import Language

// The language's words for what the engine offers, each in the engine's terms.

extension Command {
  /// Whether it draws from the session's random stream whatever else is set.
  var drawsFromStream: Bool {
    switch action {
    case .split, .shuffle: true
    default: false
    }
  }
}

extension Precision {
  init(_ name: PrecisionName) {
    self = name == .float32 ? .float32 : .float64
  }
}

extension Activation {
  init(_ name: ActivationName, slope: Double) {
    switch name {
    case .sigmoid: self = .sigmoid
    case .relu: self = .relu
    case .leakyRelu: self = .leakyRelu(slope: slope)
    case .tanh: self = .tanh
    case .identity: self = .identity
    case .softmax: self = .softmax
    }
  }
}

extension Initialiser {
  init(_ description: InitialiserDescription) {
    switch description {
    case .he: self = .he
    case .xavier: self = .xavier
    case .lecun: self = .lecun
    case .torch: self = .torch
    case .normal(let deviation): self = .normal(deviation)
    case .uniform(let low, let high): self = .uniform(low, high)
    case .constant(let value): self = .constant(value)
    }
  }
}

extension ParameterName {
  /// The name of a block of a network.
  init(_ block: ParameterBlock) {
    let role: Role =
      switch block.role {
      case .weights: .weights
      case .biases: .biases
      case .scales: .scales
      case .shifts: .shifts
      case .runningMeans: .runningMeans
      case .runningVariances: .runningVariances
      }
    self.init(role, layer: block.index + 1)
  }
}

extension Optimizer {
  init(_ description: OptimizerDescription) {
    let rule: Rule =
      switch description.rule {
      case .sgd: .sgd
      case .adagrad: .adagrad
      case .momentum(let decay): .momentum(decay)
      case .nesterov(let decay): .nesterov(decay)
      case .rmsprop(let decay): .rmsprop(decay)
      case .adam(let first, let second): .adam(first, second)
      }
    self.init(
      rule, epsilon: description.epsilon, source: description.followsBook ? .book : .pytorch,
      weightDecay: description.l2, clipping: description.clip)
  }
}

extension LearningRate.Schedule {
  init(_ kind: ScheduleDescription.Kind) {
    switch kind {
    case .constant: self = .constant
    case .cosine: self = .cosine
    case .step(let every, let factor): self = .step(every: every, factor: factor)
    case .exponential(let factor): self = .exponential(factor: factor)
    }
  }
}

extension Objective {
  init(_ name: LossName, _ reduction: ReductionName?) {
    let loss: Loss =
      switch name {
      case .softmaxCrossEntropy: .softmaxCrossEntropy
      case .mse: .meanSquaredError
      case .sse: .sumOfSquaredErrors
      case .binaryCrossEntropy: .binaryCrossEntropy
      }
    self.init(loss: loss, reduction: (reduction ?? (name == .sse ? .sum : .mean)) == .mean ? .mean : .sum)
  }
}

extension Layer {
  /// The layer as the language names it.
  var name: String {
    switch self {
    case .affine: "affine"
    case .dropout(let probability): "dropout \(probability.plain)"
    case .batchNorm(let momentum, let epsilon):
      "batch_norm" + (momentum == 0.1 ? "" : " momentum \(momentum.plain)")
        + (epsilon == 1e-5 ? "" : " epsilon \(epsilon.plain)")
    case .activation(.sigmoid): ActivationName.sigmoid.rawValue
    case .activation(.relu): ActivationName.relu.rawValue
    case .activation(.leakyRelu(let slope)): "\(ActivationName.leakyRelu.rawValue) \(slope.plain)"
    case .activation(.tanh): ActivationName.tanh.rawValue
    case .activation(.identity): ActivationName.identity.rawValue
    case .activation(.softmax): ActivationName.softmax.rawValue
    }
  }
}
