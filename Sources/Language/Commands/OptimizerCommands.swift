extension CommandTable {
  static let optimizer = CommandSpec(
    Form(
      "optimizer", "choose how the weights follow their gradients",
      [
        .positional(
          "kind",
          .choice(
            "optimizer",
            [
              Form("sgd", "w = w - lr g: plain gradient descent, until this command"),
              Form(
                "momentum", "v = m v + g, w = w - lr v (Polyak 1964)",
                [.positional("m", .number(.probability), isOptional: true, "0.9 unless said")]),
              Form(
                "nesterov", "v = m v + g, w = w - lr (g + m v) (Nesterov 1983, Sutskever et al. 2013)",
                [.positional("m", .number(.probability), isOptional: true, "0.9 unless said")]),
              Form("adagrad", "h = h + g², w = w - lr g / (√h + epsilon) (Duchi, Hazan and Singer 2011)"),
              Form(
                "rmsprop", "h = d h + (1-d) g², w = w - lr g / (√h + epsilon) (Tieleman and Hinton 2012)",
                [.positional("d", .number(.probability), isOptional: true, "0.99 unless said")]),
              Form(
                "adam", "momentum and rmsprop with corrected starts (Kingma and Ba 2015)",
                [
                  .keyword("beta1", .number(.probability), "decay of the mean gradient; 0.9 unless said"),
                  .keyword("beta2", .number(.probability), "decay of the mean square; 0.999 unless said"),
                ]),
            ]), "the rule"),
        .keyword("epsilon", .number(.positive), "added to the root; 1e-8 unless said, 1e-10 for adagrad"),
        .keyword("l2", .number(.notNegative), "weight decay: this multiple of w is added to g; 0 unless said"),
        .keyword("clip", .number(.positive), "shorten the gradient of all parameters to this norm if it is longer"),
        .flag("book", "follow Saitoh's Deep Learning from Scratch where it differs"),
      ]),
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
    ]
  ) { arguments in
    let (kind, inner) = arguments.form("kind")!
    let rule: OptimizerDescription.Rule =
      switch kind {
      case "momentum": .momentum(inner.number("m") ?? 0.9)
      case "nesterov": .nesterov(inner.number("m") ?? 0.9)
      case "adagrad": .adagrad
      case "rmsprop": .rmsprop(inner.number("d") ?? 0.99)
      case "adam": .adam(inner.number("beta1") ?? 0.9, inner.number("beta2") ?? 0.999)
      default: .sgd
      }
    return .optimizer(
      OptimizerDescription(
        rule: rule, epsilon: arguments.number("epsilon"), l2: arguments.number("l2") ?? 0,
        clip: arguments.number("clip"), followsBook: arguments.has("book")))
  }

  static let schedule = CommandSpec(
    Form(
      "schedule", "choose how the learning rate changes over a training",
      [
        .positional(
          "kind",
          .choice(
            "schedule",
            [
              Form("constant", "always lr, until this command"),
              Form(
                "step", "multiplied by a factor after every so many steps (StepLR)",
                [
                  .positional("every", .integer(1...1_000_000_000_000), "the steps"),
                  .positional("factor", .number(.positive), "the factor"),
                ]),
              Form(
                "exponential", "multiplied by a factor after every step (ExponentialLR)",
                [.positional("factor", .number(.positive), "the factor")]),
              Form("cosine", "half a cosine from lr down to 0 over the training (Loshchilov and Hutter 2017)"),
            ]), "the change"),
        .keyword(
          "warmup", .integer(1...1_000_000_000_000), "steps at the start in which the rate grows in equal parts"),
      ]),
    details: "Steps are counted from the start of each training.",
    examples: ["schedule cosine warmup 100", "schedule step 1000 0.5", "schedule constant"],
    misuses: [
      .init("schedule cosin", "unknown schedule 'cosin'"),
      .init("schedule step 0 0.5", "every must be at least 1"),
    ]
  ) { arguments in
    let (kind, inner) = arguments.form("kind")!
    let change: ScheduleDescription.Kind =
      switch kind {
      case "step": .step(every: inner.integer("every")!, factor: inner.number("factor")!)
      case "exponential": .exponential(factor: inner.number("factor")!)
      case "cosine": .cosine
      default: .constant
      }
    return .schedule(ScheduleDescription(kind: change, warmUp: arguments.integer("warmup") ?? 0))
  }
}
