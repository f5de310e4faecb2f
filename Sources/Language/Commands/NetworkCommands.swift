extension CommandTable {
  static let layer = CommandSpec(
    Form(
      "layer", "add a layer to the network",
      [
        .positional(
          "kind",
          .choice(
            "layer",
            [
              Form(
                "affine", synonyms: ["linear", "dense", "fc"], "y = xW + b, with W shaped inputs × outputs",
                [
                  .positional("inputs", .integer(1...Int(Int32.max)), "values of a sample that go in"),
                  .positional("outputs", .integer(1...Int(Int32.max)), "units, and so values that come out"),
                  .keyword("weights", .choice("initialiser", initialisers), "first values of W; he unless said"),
                  .keyword(
                    "biases", .choice("initialiser", initialisers),
                    "first values of b, from an initialiser as well; zeros unless said"),
                ]),
              Form("sigmoid", "1 / (1 + exp(-x))"),
              Form("relu", "x where x > 0, otherwise 0"),
              Form(
                "leaky_relu", "x where x > 0, otherwise a small multiple of x",
                [.positional("slope", .number(.notNegative), isOptional: true, "the multiple; 0.01 unless said")]),
              Form("tanh", "hyperbolic tangent"),
              Form("identity", "x itself"),
              Form("softmax", "exp(x) over the sum of exp of its row"),
              Form(
                "dropout", "in training, 0 with a probability and otherwise divided by what is left of 1",
                [.positional("probability", .number(.probability), "of becoming 0, at least 0 and below 1")]),
              Form(
                "batch_norm", synonyms: ["batchnorm"],
                "each column at mean 0 and variance 1, times gamma, plus beta",
                [
                  .keyword(
                    "momentum", .number(.fraction),
                    "the share by which the running mean and variance follow each batch; 0.1 unless said"),
                  .keyword("epsilon", .number(.positive), "what is added to the variance; 1e-5 unless said"),
                ]),
            ]), "what the layer computes")
      ]),
    details: """
      The values of a layer are drawn from the random stream when it is declared, weights before biases. Dropout is that of torch.nn.Dropout (Srivastava et al. 2014): outside of training it hands its \
      input on. batch_norm is torch.nn.BatchNorm1d (Ioffe and Szegedy 2015): training, and the loss in its log, takes the \
      mean and the variance of each batch, which must have at least two rows; everything else takes the running ones. The \
      names of the first such layer are gamma1, beta1, running_mean1 and running_var1.
      """,
    examples: [
      "layer affine 2 4", "layer affine 2 4 weights uniform 0 1 biases normal 1", "layer sigmoid",
      "layer leaky_relu 0.1", "layer affine 2 4 weights torch biases torch", "layer dropout 0.5",
      "layer batch_norm", "layer batch_norm momentum 0.01 epsilon 1e-3",
    ],
    misuses: [
      .init("layer affine 2", "layer affine needs OUTPUTS, a whole number"),
      .init("layer affine 0 4", "inputs must be at least 1"),
      .init("layer sigmod", "unknown layer 'sigmod'"),
      .init("layer affine 2 4 weights normal", "weights normal needs STD, a number"),
      .init("layer dropout 1", "probability must be less than 1"),
      .init("layer batch_norm momentum 1.5", "momentum must not be greater than 1"),
      .init("layer batch_norm epsilon 0", "epsilon must be greater than 0"),
    ]
  ) { .layer(description($0)) }

  static let loss = CommandSpec(
    Form(
      "loss", "choose what training makes small",
      [
        .positional(
          "kind",
          .choice(
            "loss",
            [
              Form(
                "softmax_cross_entropy", synonyms: ["cross_entropy"],
                "minus the logarithm of the target's softmax probability"),
              Form("mse", "mean of the squared errors over samples and outputs"),
              Form("sse", "half the sum of the squared errors over samples and outputs"),
              Form(
                "binary_cross_entropy", synonyms: ["bce"],
                "mean of -(t log y + (1-t) log(1-y)); y from a sigmoid or softmax layer"
              ),
            ]), "the loss"),
        .keyword(
          "reduction",
          .choice(
            "reduction",
            [
              Form("mean", "divide the gradient by the number of samples"),
              Form("sum", "leave the gradient undivided"),
            ]), "of the gradient; mean unless said, and sum for sse"),
      ]),
    details: """
      Losses are shown as the mean over the samples whatever the reduction of the gradient is, and sse as its sum. \
      `reduction` says how the gradient is made: sum is that of the summed loss, mean divides it by the number of samples.
      """,
    examples: ["loss softmax_cross_entropy", "loss mse", "loss softmax_cross_entropy reduction sum"],
    misuses: [
      .init("loss softmax", "unknown loss 'softmax'"),
      .init("loss mse reduction none", "unknown reduction 'none'"),
    ]
  ) {
    .loss(
      LossName(rawValue: $0.form("kind")!.name)!, $0.form("reduction").map { ReductionName(rawValue: $0.name)! })
  }

  private static let initialisers = [
    Form("he", "normal with standard deviation sqrt(2/inputs) (He et al. 2015)"),
    Form(
      "xavier", synonyms: ["glorot"],
      "normal with standard deviation sqrt(2/(inputs+outputs)) (Glorot and Bengio 2010)"),
    Form("lecun", "normal with standard deviation sqrt(1/inputs) (LeCun et al. 1998)"),
    Form("torch", "equally likely between ±1/sqrt(inputs), as torch.nn.Linear draws weights and biases"),
    Form(
      "normal", "normal around 0",
      [.positional("std", .number(.notNegative), "the standard deviation")]),
    Form(
      "uniform", "equally likely in a range",
      [.positional("low", .number(.any), "the lower bound"), .positional("high", .number(.any), "the upper bound")]),
    Form("constant", "the same everywhere", [.positional("value", .number(.any), "the value")]),
    Form("zeros", "0 everywhere"),
    Form("ones", "1 everywhere"),
  ]

  private static func description(_ arguments: Arguments) -> LayerDescription {
    let (kind, inner) = arguments.form("kind")!
    if kind == "affine" {
      return .affine(
        inputs: inner.integer("inputs")!, outputs: inner.integer("outputs")!,
        weights: initialiser(inner.form("weights")) ?? .he, biases: initialiser(inner.form("biases")) ?? .constant(0))
    }
    if kind == "dropout" { return .dropout(inner.number("probability")!) }
    if kind == "batch_norm" {
      return .batchNorm(momentum: inner.number("momentum") ?? 0.1, epsilon: inner.number("epsilon") ?? 1e-5)
    }
    return .activation(ActivationName(rawValue: kind)!, slope: inner.number("slope") ?? 0.01)
  }

  private static func initialiser(_ form: (name: String, arguments: Arguments)?) -> InitialiserDescription? {
    guard let (name, arguments) = form else { return nil }
    switch name {
    case "he": return .he
    case "xavier": return .xavier
    case "lecun": return .lecun
    case "torch": return .torch
    case "normal": return .normal(arguments.number("std")!)
    case "uniform": return .uniform(arguments.number("low")!, arguments.number("high")!)
    case "ones": return .constant(1)
    default: return .constant(arguments.number("value") ?? 0)
    }
  }
}
