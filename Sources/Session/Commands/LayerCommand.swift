import Engine
import Language
import Outputs

/// `layer affine 2 4`: adds a layer to the network and draws its parameters.
struct LayerCommand: SessionCommand {
  let request: LayerRequest

  /// A layer as it was asked for.
  struct LayerRequest: Sendable {
    let layer: any Layer
    /// How its parameters get their first values, where that can be said: the arguments with their initialisers.
    var initialisers: [(argument: String, initialiser: Initialiser)] = []
  }

  private static let initialisers = Options<Initialiser>(
    "initialiser",
    [
      .init(Form("he", "normal with standard deviation sqrt(2/inputs) (He et al. 2015)")) { _ in .he },
      .init(
        Form(
          "xavier", synonyms: ["glorot"],
          "normal with standard deviation sqrt(2/(inputs+outputs)) (Glorot and Bengio 2010)")
      ) { _ in .xavier },
      .init(Form("lecun", "normal with standard deviation sqrt(1/inputs) (LeCun et al. 1998)")) { _ in .lecun },
      .init(
        Form("torch", "equally likely between ±1/sqrt(inputs), as torch.nn.Linear draws weights and biases")
      ) { _ in .torch },
      .init(
        Form(
          "normal", "normal around 0", [.positional("std", .number(.notNegative), "the standard deviation")])
      ) { .normal($0.number("std")) },
      .init(
        Form(
          "uniform", "equally likely in a range",
          [
            .positional("low", .number(.any), "the lower bound"),
            .positional("high", .number(.any), "the upper bound"),
          ])
      ) { .uniform($0.number("low"), $0.number("high")) },
      .init(Form("constant", "the same everywhere", [.positional("value", .number(.any), "the value")])) {
        .constant($0.number("value"))
      },
      .init(Form("zeros", "0 everywhere")) { _ in .constant(0) },
      .init(Form("ones", "1 everywhere")) { _ in .constant(1) },
    ])

  private static let layers = Options<LayerRequest>(
    "layer",
    [
      .init(
        Form(
          "affine", synonyms: ["linear", "dense", "fc"], "y = xW + b, with W shaped inputs × outputs",
          [
            .positional("inputs", .integer(1...Int(Int32.max)), "values of a sample that go in"),
            .positional("outputs", .integer(1...Int(Int32.max)), "units, and so values that come out"),
            .keyword("weights", initialisers.type, default: "he", "first values of W"),
            .keyword("biases", initialisers.type, default: "zeros", "first values of b, from an initialiser as well"),
          ])
      ) {
        let arguments = $0
        return LayerRequest(
          layer: AffineLayer(inputs: arguments.integer("inputs"), outputs: arguments.integer("outputs")),
          initialisers: ["weights", "biases"].map { ($0, initialisers.value(arguments.form($0))) })
      },
      .init(Form("sigmoid", "1 / (1 + exp(-x))")) { _ in LayerRequest(layer: SigmoidLayer()) },
      .init(Form("relu", "x where x > 0, otherwise 0")) { _ in LayerRequest(layer: ReLULayer()) },
      .init(
        Form(
          "leaky_relu", "x where x > 0, otherwise a small multiple of x",
          [.positional("slope", .number(.notNegative), default: "0.01", "the multiple")])
      ) { LayerRequest(layer: LeakyReLULayer(slope: $0.number("slope"))) },
      .init(Form("tanh", "hyperbolic tangent")) { _ in LayerRequest(layer: TanhLayer()) },
      .init(Form("softplus", "log(1 + exp(x))")) { _ in LayerRequest(layer: SoftplusLayer()) },
      .init(
        Form(
          "elu", "x where x > 0, otherwise alpha (exp(x) - 1) (Clevert, Unterthiner and Hochreiter 2016)",
          [.positional("alpha", .number(.notNegative), default: "1", "what it goes down to, times -1")])
      ) { LayerRequest(layer: ELULayer(alpha: $0.number("alpha"))) },
      .init(Form("identity", "x itself")) { _ in LayerRequest(layer: IdentityLayer()) },
      .init(Form("softmax", "exp(x) over the sum of exp of its row")) { _ in LayerRequest(layer: SoftmaxLayer()) },
      .init(
        Form(
          "dropout", "in training, 0 with a probability and otherwise divided by what is left of 1",
          [.positional("probability", .number(.probability), "of becoming 0, at least 0 and below 1")])
      ) { LayerRequest(layer: DropoutLayer($0.number("probability"))) },
      .init(
        Form(
          "batch_norm", synonyms: ["batchnorm"], "each column at mean 0 and variance 1, times gamma, plus beta",
          [
            .keyword(
              "momentum", .number(.fraction), default: "0.1",
              "the share by which the running mean and variance follow each batch"),
            .keyword("epsilon", .number(.positive), default: "1e-5", "what is added to the variance"),
          ])
      ) {
        LayerRequest(layer: BatchNormLayer(momentum: $0.number("momentum"), epsilon: $0.number("epsilon")))
      },
    ])

  static let form = Form(
    "layer", "add a layer to the network", [.positional("kind", layers.type, "what the layer computes")],
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
    ])
  static let effect = Effect.changes([.widths, .weights])
  static let needs: Set = [Part.widths]

  init(_ arguments: Arguments) { request = Self.layers.value(arguments.form("kind")) }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) {
    let layer = request.layer
    for (argument, initialiser) in request.initialisers {
      try initialiser.requireDrawable(facts.precision, at, argument)
    }
    if let inputs = layer.shapes?.input.count, let before = facts.layers.lastShaped,
      let width = before.shapes?.outputs, width != inputs
    {
      throw Diagnostic(
        "layer takes \(counted(inputs, "input")) but the layer before it gives \(width)", at: at["inputs"],
        notes: [.init("the width was set here", at: before.outputsPlace)])
    }
    if layer.shapes == nil, !type(of: layer).roles.isEmpty, facts.layers.lastShaped == nil {
      throw Diagnostic(
        "\(layer.word) needs a layer of known width before it", at: at.head,
        help: "declare that one first: 'layer affine \(facts.nextInputs ?? 2) 4'")
    }
    facts.layers.append(DeclaredLayer(layer, at))
    let parameters = facts.parameterCount
    try facts.requireMemory(
      facts.networkMemory, for: "a network of \(parameters.plain) parameters", at: at.head, beside: facts.dataMemory)
  }

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) {
    let initialisers = request.initialisers.map(\.initialiser)
    if initialisers.contains(where: \.isRandom), !state.isSeeded { state.hasDrawnUnseeded = true }
    state.network.declare(request.layer, initialisers, from: &state.stream)
  }
}

extension Network {
  /// Adds a layer, drawing what is to be drawn for it.
  fileprivate mutating func declare(
    _ layer: some Layer, _ initialisers: [Initialiser], from stream: inout RandomStream
  ) {
    if initialisers.isEmpty { add(layer) } else { add(layer, initialisers, from: &stream) }
  }
}

extension Initialiser {
  /// Refuses initial values whose draws may not be finite in a precision.
  fileprivate func requireDrawable(_ precision: Precision, _ at: Places, _ argument: String) throws(Diagnostic) {
    let values: [Double] =
      switch self {
      case .he, .xavier, .lecun, .torch: []
      case .normal(let deviation): [deviation]
      case .uniform(let lower, let upper): [lower, upper]
      case .constant(let value): [value]
      }
    // The largest number of a precision, with room for the tails of a normal distribution.
    let most = precision == .float32 ? 1e36 : 1e305
    guard let large = values.first(where: { $0.magnitude > most }) else { return }
    throw Diagnostic(
      "\(argument) of \(large.plain) would overflow in \(precision)", at: at[argument],
      help: "use numbers up to \(most.plain)")
  }
}
