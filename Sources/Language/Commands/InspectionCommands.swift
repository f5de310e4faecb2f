extension CommandTable {
  static let show = CommandSpec(
    Form(
      "show", "show a value",
      [.positional("subject", subjects, "what to show"), .flag("full", "every row and column, however many there are")]),
    examples: ["show hidden", "show W1", "show gradients W1 row 2", "show history full"],
    misuses: [
      .init("show wieghts", "unknown value 'wieghts'"),
      .init("show hidden 0", "layer must be at least 1"),
    ]
  ) { .show(subject($0), isFull: $0.has("full")) }

  static let plot = CommandSpec(
    Form(
      "plot", "draw a picture",
      [
        .positional(
          "subject",
          .choice(
            "plot",
            [
              Form("loss", "the loss before each step, over all trainings since the start"),
              Form("runs", "the loss of every run that was kept"),
            ]), "what to draw")
      ]),
    details: "In a report on standard output a plot is text; with `-o` it is an SVG file beside the report.",
    examples: ["plot loss"],
    misuses: [.init("plot los", "unknown plot 'los'")]
  ) { .plot(PlotName(rawValue: $0.form("subject")!.name)!) }

  static let keep = CommandSpec(
    Form(
      "keep", "keep the loss curve and the results of the network under a name",
      [.positional("name", .literal, names: .run, "what `show runs` and `plot runs` call it")]),
    details: "A name kept again is replaced. New data forgets all runs.",
    examples: ["keep adam", "keep \"batch of 10\""],
    misuses: [.init("keep", "keep needs a number, a word or a string")]
  ) { .keep($0.literal("name")!.text) }

  static let expect = CommandSpec(
    Form(
      "expect", "fail unless a value is as stated",
      [
        .positional("subject", subjects, "the value; whatever can be shown can be expected"),
        .positional("comparison", .comparison, isOptional: true, "for a single value: < <= > >= or = and a number"),
        .keyword("within", .number(.notNegative), "the largest difference that counts as equal; 0 unless said"),
      ], block: Form.Block(line: "0.5 0.25", unless: "comparison")),
    details: """
      Without a comparison, a block of rows follows: all the numbers of the value, row by row as `show` shows them, \
      without the columns that repeat inputs and targets or name the class predicted. `weights`, `biases` and `gradients` hold their parameters one \
      after the other.
      """,
    examples: ["expect loss < 0.02", "expect loss = 0.6931 within 5e-5", "expect b2 within 1e-8\n0.5 -0.5\nend"],
    misuses: [
      .init("expect loss < high", "'<' needs a number, not 'high'"),
      .init("expect loss 0.5", "unexpected '0.5'"),
    ]
  ) { arguments in
    let claim: Expectation.Claim
    switch arguments.values["comparison"] {
    case .comparison(let comparison): claim = .comparison(comparison)
    case .text(let text): claim = .text(text)
    default: claim = .rows(arguments.rows)
    }
    return .expect(
      Expectation(subject: subject(arguments), claim: claim, tolerance: arguments.number("within") ?? 0))
  }

  private static let row = Parameter.keyword(
    "row", .integer(1...Int(Int32.max)), "only this row of the data, counted from 1")

  static let subjects = ValueType.choice(
    "value",
    [
      Form("model", "the layers with their shapes and parameters"),
      Form("data", "inputs and targets; pictures as pictures", [row]),
      Form(
        "W1", "one parameter, also b1, W2 and so on; of batch_norm gamma1, beta1, running_mean1, running_var1",
        isParameterName: true),
      Form("weights", "W of every affine layer"),
      Form("biases", "b of every affine layer"),
      Form(
        "gradients", synonyms: ["gradient"], "the gradient of the loss at the present weights",
        [.positional("parameter", .parameterName, isOptional: true, "of this parameter only"), row]),
      Form("outputs", synonyms: ["output", "logits"], "what the last layer gives for every row", [row]),
      Form(
        "predictions", synonyms: ["prediction"], "the outputs, after softmax where the loss includes it", [row]),
      Form(
        "hidden", "what the hidden units give for every row, beside inputs and targets",
        [
          .positional(
            "layer", .integer(1...Int(Int32.max)), isOptional: true, names: .hiddenLayer, "this hidden layer only"),
          row,
        ]),
      Form("loss", "the loss at the present weights", [row]),
      Form("training_loss", "the loss the last training step saw before its update"),
      Form("accuracy", "the share of rows whose class is predicted right"),
      Form("test_loss", "the loss on the test part"),
      Form("test_accuracy", "the share of rows of the test part whose class is predicted right"),
      Form("confusion", "how often each class is taken for each, on the test part if there is one"),
      Form("runs", "what was kept of each run: its steps, and the network's results"),
      Form("history", "the loss before each logged step over all trainings since the start"),
      Form("digest", "a hash of the bits of all parameters and running statistics"),
    ])

  private static func subject(_ arguments: Arguments) -> Subject {
    let (name, inner) = arguments.form("subject")!
    let row = inner.integer("row")
    switch name {
    case "model": return .model
    case "data": return .data(row: row)
    case "weights": return .weights
    case "biases": return .biases
    case "gradients": return .gradients(inner.word("parameter").flatMap { ParameterName($0) }, row: row)
    case "outputs": return .outputs(row: row)
    case "predictions": return .predictions(row: row)
    case "hidden": return .hidden(layer: inner.integer("layer"), row: row)
    case "loss": return .loss(row: row)
    case "training_loss": return .trainingLoss
    case "accuracy": return .accuracy
    case "test_loss": return .testLoss
    case "test_accuracy": return .testAccuracy
    case "confusion": return .confusion
    case "runs": return .runs
    case "history": return .history
    case "digest": return .digest
    default: return .parameter(ParameterName(name)!)
    }
  }
}
