import CKernels

/// Each column is brought to mean 0 and variance 1, then scaled by γ and shifted by β, which are learnt.
///
/// Ioffe and Szegedy 2015, as in `torch.nn.BatchNorm1d`: training takes the mean and the biased variance of the batch, and
/// lets running ones follow them by a share, the momentum; everything else takes the running ones.
public struct BatchNormLayer: Layer {
  private let momentum: Double
  private let epsilon: Double

  /// Creates one; momentum lies between 0 and 1, and epsilon is positive.
  public init(momentum: Double = 0.1, epsilon: Double = 1e-5) {
    check((0...1).contains(momentum) && epsilon > 0, "momentum is a share, and epsilon a positive number")
    (self.momentum, self.epsilon) = (momentum, epsilon)
  }

  /// `layer batch_norm`.
  public static let word = "batch_norm"

  /// What its parameters are.
  public static let roles = [ParameterRole.scales, .shifts, .runningMeans, .runningVariances]

  /// One row has no variance.
  public var traits: LayerTraits {
    LayerTraits(
      settings: [LayerSetting("momentum", momentum, standard: 0.1), LayerSetting("epsilon", epsilon, standard: 1e-5)],
      leastRows: 2, hasLaneForm: false)
  }

  /// A value of each for every column.
  public func parameters(for input: Shape) -> [ParameterShape] {
    [(ParameterRole.scales, 1), (.shifts, 0), (.runningMeans, 0), (.runningVariances, 1)].map { role, first in
      ParameterShape(role: role, rows: 1, columns: input.count, first: first)
    }
  }

  /// What a teacher writes about it.
  public func formulas(_ names: FormulaNames) -> LayerFormulas {
    let (gamma, beta, mean) = (names.parameters[0], names.parameters[1], names.parameters[2])
    let deviation = "√(\(names.parameters[3]) + \(written(epsilon)))"
    return LayerFormulas(
      output: "\(gamma) · (\(names.input) - \(mean)) / \(deviation) + \(beta)",
      inputGradient: "\(names.gradient) · \(gamma) / \(deviation)",
      parameterGradients: ["\(names.gradient) · (\(names.input) - \(mean)) / \(deviation)", names.gradient],
      remark: "batch_norm takes its running mean and variance here; a step of training takes those of its rows.")
  }

  /// Forward with statistics, backward through them, and afterwards the running ones.
  public func place(in site: inout Site) {
    let output = site.takeOutput()
    let statistics = site.take(3 * site.inputShape.count)
    let (scales, running) = (site.parameters[0], site.parameters[2].values)
    let takesRunning = !site.isTraining
    site.forward(site.isByUnit ? NB_UNITS_NORM : NB_NORM) {
      $0.factor = epsilon
      $0.norm = nb_norm(
        input: $1.input, scales: scales.values, given: takesRunning ? UnsafeRawPointer(running) : nil, output: output,
        statistics: statistics)
    }
    site.backward(site.isByUnit ? NB_UNITS_NORM_BACK : NB_NORM_BACK) {
      $0.norm_back = nb_norm_back(
        input: $1.input, scales: scales.values, statistics: statistics, signal: $1.signal, gradients: scales.target,
        are_given: takesRunning ? 1 : 0)
    }
    guard site.isTraining else { return }
    site.afterwards(NB_NORM_TRACKING) { operation, _ in
      operation.factor = momentum
      operation.norm_tracking = nb_norm_tracking(statistics: statistics, running: running)
    }
  }
}

extension ParameterRole {
  /// γ of batch normalisation.
  public static let scales = ParameterRole("gamma", of: BatchNormLayer.word, label: "gamma")
  /// β of batch normalisation.
  public static let shifts = ParameterRole("beta", of: BatchNormLayer.word, label: "beta")
  /// The mean that batch normalisation has seen of the batches.
  public static let runningMeans = ParameterRole(
    "running_mean", of: BatchNormLayer.word, label: "mean", isLearnt: false)
  /// The variance that it has seen of them.
  public static let runningVariances = ParameterRole(
    "running_var", of: BatchNormLayer.word, label: "variance", isLearnt: false, isVariance: true)
}
