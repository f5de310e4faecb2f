extension CommandTable {
  static let train = CommandSpec(
    Form(
      "train", "make the loss smaller by gradient descent",
      [
        .positional("count", .integer(1...1_000_000_000_000), "updates of the weights, at most; or epochs"),
        .flag("steps", "count steps, as without this word"),
        .flag("epochs", "count epochs: every row is seen once in each"),
        .keyword("lr", synonyms: ["learning_rate"], .number(.positive), "the learning rate; 0.01 unless said"),
        .keyword("batch", .integer(1...10_000_000), "rows that a step sees; all unless said"),
        .flag("shuffle", "batches: every row once an epoch, in a new order; the default"),
        .flag("replace", "batches: drawn for every step with replacement, as NumPy's choice does"),
        .flag("fixed", "batches: drawn once, with replacement"),
        .keyword(
          "log", .integer(1...1_000_000_000_000),
          "steps or epochs between two rows of the log; a tenth of all unless said"),
        .keyword("until", .condition, "stop as soon as this holds"),
        .keyword(
          "stop", .integer(1...1_000_000_000_000), "stop after this step, as a training that was interrupted there"),
        .keyword(
          "patience", .integer(1...1_000_000), "stop after so many rows of the log without a better test loss"),
        .keyword("row", .integer(1...Int(Int32.max)), "train on this one row of the data, counted from 1"),
      ]),
    details: """
      Each step computes the gradient of the loss over its rows and hands it to the optimizer, which for sgd subtracts lr \
      times the gradient from every weight and bias. The log shows the loss before the update of each step; for epochs it \
      shows the mean over the steps since the row before. Where the data has a test part, the log shows the loss and the \
      accuracy on it too: at the weights before the step, or for epochs after it. With batches `until` is looked at for \
      every row of the log, on all rows; otherwise before every step. `patience` gives back the weights of the best test \
      loss. A training whose loss or weights leave the finite numbers stops there, and the network keeps its last finite \
      weights. Two affine layers with nothing between them are remarked on, and a loss that ends at more than ten times \
      what it was.
      """,
    examples: [
      "train 60000 lr 0.01", "train 1000 lr 0.1 log 100 until loss < 0.01", "train 10000 lr 0.1 row 2",
      "train 20 epochs lr 0.1 batch 100", "train 1000 lr 0.01 batch 10 replace",
    ],
    misuses: [
      .init("train", "train needs COUNT, a whole number"),
      .init("train 10 lr -1", "lr must be greater than 0"),
      .init("train 10 lr nan", "lr must be a finite number"),
      .init("train 10 lr 1 lr 2", "'lr' is given twice"),
      .init("train 10 lr 1 learning_rate 2", "'learning_rate' is given twice"),
      .init("train 10 until loss", "'loss' must be compared with a number"),
    ]
  ) { arguments in
    .train(
      TrainDescription(
        count: arguments.integer("count")!, units: CountUnit.allCases.filter { arguments.has($0.rawValue) },
        learningRate: arguments.number("lr") ?? 0.01, logInterval: arguments.integer("log"),
        stop: arguments.integer("stop"), until: arguments.condition("until"), patience: arguments.integer("patience"),
        row: arguments.integer("row"),
        batch: BatchDescription(size: arguments.integer("batch"), orders: orders(arguments))))
  }

  static let batch = CommandSpec(
    Form(
      "batch", "choose the rows that the steps of the trainings to come see",
      [
        .positional("size", .integer(1...10_000_000), "rows of a step"),
        .flag("shuffle", "every row once an epoch, in a new order; the default"),
        .flag("replace", "drawn for every step with replacement, as NumPy's choice does"),
        .flag("fixed", "drawn now, with replacement, and the same in every step"),
      ]),
    details: """
      `train … batch` says the same for one training, and draws a fixed batch when it starts. Where the rows of a fixed \
      batch are drawn before the weights, use this command before the layers. New data, and reset, end it; split, take and \
      shuffle would change the rows that a fixed batch was drawn from, and are errors after it.
      """,
    examples: ["batch 100", "batch 10 replace", "batch 10 fixed"],
    misuses: [.init("batch 0", "size must be at least 1"), .init("batch 10 random", "unexpected 'random'")]
  ) { .batch(BatchDescription(size: $0.integer("size")!, orders: orders($0))) }

  private static func orders(_ arguments: Arguments) -> [BatchOrderName] {
    BatchOrderName.allCases.filter { arguments.has($0.rawValue) }
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
