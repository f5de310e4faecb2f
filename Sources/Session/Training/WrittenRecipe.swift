import Engine
import Language

extension State {
  /// How a training is made, in the words it is asked for with: `adam lr 0.01 batch 32`.
  func writtenRecipe(_ request: TrainingRequest, _ order: BatchOrder) -> String {
    let rate = "lr \(request.learningRate.plain)" + (schedule?.written ?? "")
    return "\(optimizer.written) \(rate)\(request.row.map { " row \($0)" } ?? order.written)"
  }
}

extension Optimizer {
  /// The rule and what was said of it beside its defaults.
  fileprivate var written: String {
    let rule =
      switch self.rule {
      case .sgd: "sgd"
      case .momentum(let decay): "momentum \(decay.plain)"
      case .nesterov(let decay): "nesterov \(decay.plain)"
      case .adagrad: "adagrad"
      case .rmsprop(let decay): "rmsprop \(decay.plain)"
      case .adam(0.9, 0.999): "adam"
      case .adam(let first, let second): "adam beta1 \(first.plain) beta2 \(second.plain)"
      }
    let numbers = [("epsilon", epsilon), ("l2", weightDecay == 0 ? nil : weightDecay), ("clip", clipping)]
    return rule + numbers.compactMap { name, value in value.map { " \(name) \($0.plain)" } }.joined()
      + (source == .book ? " book" : "")
  }
}

extension State.Schedule {
  fileprivate var written: String {
    let change =
      switch schedule {
      case .constant: ""
      case .step(let every, let factor): " step \(every) \(factor.plain)"
      case .exponential(let factor): " exponential \(factor.plain)"
      case .cosine: " cosine"
      }
    return change + (warmUp > 0 ? " warmup \(warmUp)" : "")
  }
}

extension BatchOrder {
  fileprivate var written: String {
    switch self {
    case .all: ""
    case .fixed(let rows): " batch \(rows.count) fixed"
    case .shuffled(let size): " batch \(size)"
    case .drawn(let size): " batch \(size) replace"
    }
  }
}
