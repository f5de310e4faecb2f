extension CommandTable {
  static let train = CommandSpec(
    Form(
      "train", "make the loss smaller by gradient descent",
      [
        .positional("steps", .integer(1...1_000_000_000_000), "updates of the weights, at most"),
        .keyword("lr", .number(.positive), "the learning rate; 0.01 unless said"),
        .keyword(
          "log", .integer(1...1_000_000_000_000), "steps between two rows of the log; a tenth of all unless said"),
        .keyword("until", .condition, "stop as soon as this holds"),
        .keyword("row", .integer(1...Int(Int32.max)), "train on this one row of the data, counted from 1"),
      ]),
    details: """
      Each step computes the gradient of the loss over the data and subtracts lr times the gradient from every weight \
      and bias. The log shows the loss before the update of each step. A training whose loss or weights leave the finite \
      numbers stops there, and the network keeps its last finite weights.
      """,
    examples: ["train 60000 lr 0.01", "train 1000 lr 0.1 log 100 until loss < 0.01", "train 10000 lr 0.1 row 2"],
    misuses: [
      .init("train", "train needs STEPS, a whole number"),
      .init("train 10 lr -1", "lr must be greater than 0"),
      .init("train 10 lr nan", "lr must be a finite number"),
      .init("train 10 lr 1 lr 2", "'lr' is given twice"),
      .init("train 10 until loss", "'loss' must be compared with a number"),
    ]
  ) {
    .train(
      TrainDescription(
        steps: $0.integer("steps")!, learningRate: $0.number("lr") ?? 0.01, logInterval: $0.integer("log"),
        until: $0.condition("until"), row: $0.integer("row")))
  }

  static let predict = CommandSpec(
    Form("predict", "show the prediction for one sample", [.positional("inputs", .numbers, "one number an input")]),
    examples: ["predict 0 1"],
    misuses: [
      .init("predict", "predict needs numbers"),
      .init("predict 0 inf", "inputs must be finite numbers"),
    ]
  ) { .predict($0.numbers("inputs")) }
}
