import Engine
import Language

/// `optimizer adam`: chooses how the weights follow their gradients.
struct OptimizerCommand: SessionCommand {
  private let optimizer: Optimizer

  private static let m = Parameter.positional("m", .number(.probability), default: "0.9", "")

  private static let rules = Options<Optimizer.Rule>(
    "optimizer",
    [
      .init(Form("sgd", "w = w - lr g: plain gradient descent, until this command")) { _ in .sgd },
      .init(Form("momentum", "v = m v + g, w = w - lr v (Polyak 1964)", [m])) { .momentum($0.number("m")) },
      .init(
        Form("nesterov", "v = m v + g, w = w - lr (g + m v) (Nesterov 1983, Sutskever et al. 2013)", [m])
      ) { .nesterov($0.number("m")) },
      .init(Form("adagrad", "h = h + g², w = w - lr g / (√h + epsilon) (Duchi, Hazan and Singer 2011)")) { _ in
        .adagrad
      },
      .init(
        Form(
          "rmsprop", "h = d h + (1-d) g², w = w - lr g / (√h + epsilon) (Tieleman and Hinton 2012)",
          [.positional("d", .number(.probability), default: "0.99", "")])
      ) { .rmsprop($0.number("d")) },
      .init(
        Form(
          "adam", "momentum and rmsprop with corrected starts (Kingma and Ba 2015)",
          [
            .keyword("beta1", .number(.probability), default: "0.9", "decay of the mean gradient"),
            .keyword("beta2", .number(.probability), default: "0.999", "decay of the mean square"),
          ])
      ) { .adam($0.number("beta1"), $0.number("beta2")) },
    ])

  static let form = Form(
    "optimizer", "choose how the weights follow their gradients",
    [
      .positional("kind", rules.type, "the rule"),
      .keyword(
        "epsilon", .number(.positive), unlessSaid: "1e-8", except: ", 1e-10 for adagrad", "added to the root"),
      .keyword("l2", .number(.notNegative), default: "0", "weight decay: this multiple of w is added to g"),
      .keyword("clip", .number(.positive), "shorten the gradient of all parameters to this norm if it is longer"),
      .flag("book", "follow Saitoh's Deep Learning from Scratch where it differs"),
    ],
    details: """
      Formulas and defaults are those of torch.optim (PyTorch 2); clip is torch.nn.utils.clip_grad_norm_. With `book`, as \
      in the book's programs: momentum and nesterov keep lr in the velocity (v = m v - lr g, w = w + v), which differs once \
      lr changes; epsilon is 1e-7, in adam added to the uncorrected root; and l2 is for W alone. What an optimizer \
      remembers is kept from one training to the next, until rewind, reset or another optimizer.
      """,
    examples: ["optimizer momentum 0.9", "optimizer adam", "optimizer adam book", "optimizer sgd l2 0.0001 clip 5"],
    misuses: [
      .init("optimizer adm", "unknown optimizer 'adm'"),
      .init("optimizer momentum 1", "m must be less than 1"),
      .init("optimizer sgd clip 0", "clip must be greater than 0"),
    ], strayNumber: ("the learning rate", "train 1000 lr"))
  static let effect = Effect.sets([.settings])
  static let needs: Set<Part> = []

  init(_ arguments: Arguments) {
    optimizer = Optimizer(
      Self.rules.value(arguments.form("kind")), epsilon: arguments.number(ifGiven: "epsilon"),
      source: arguments.has("book") ? .book : .pytorch, weightDecay: arguments.number("l2"),
      clipping: arguments.number(ifGiven: "clip"))
  }

  func check(_ facts: inout Facts, _ at: Places) { facts.remembered = optimizer.stateCount }

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) {
    state.optimizer = optimizer
    state.optimizerState = nil
  }
}
