import Engine
import Language

/// `loss mse`: chooses what training makes small.
struct LossCommand: SessionCommand, Equatable {
  let objective: Objective

  /// The losses, each with the reduction unless another is said.
  fileprivate static let losses = Options<Objective>(
    "loss",
    [
      .init(
        Form(
          "softmax_cross_entropy", synonyms: ["cross_entropy"],
          "minus the logarithm of the target's softmax probability")
      ) { _ in Objective(loss: .softmaxCrossEntropy, reduction: .mean) },
      .init(Form("mse", "mean of the squared errors over samples and outputs")) { _ in
        Objective(loss: .meanSquaredError, reduction: .mean)
      },
      .init(Form("sse", "half the sum of the squared errors over samples and outputs")) { _ in
        Objective(loss: .sumOfSquaredErrors, reduction: .sum)
      },
      .init(
        Form(
          "binary_cross_entropy", synonyms: ["bce"],
          "mean of -(t log y + (1-t) log(1-y)); y from a sigmoid or softmax layer")
      ) { _ in Objective(loss: .binaryCrossEntropy, reduction: .mean) },
    ])

  private static let reductions = Options<Reduction>(
    "reduction",
    [
      .init(Form("mean", "divide the gradient by the number of samples")) { _ in .mean },
      .init(Form("sum", "leave the gradient undivided")) { _ in .sum },
    ])

  static let form = Form(
    "loss", "choose what training makes small",
    [
      .positional("kind", losses.type, "the loss"),
      .keyword("reduction", reductions.type, unlessSaid: "mean", except: ", and sum for sse", "of the gradient"),
    ],
    details: """
      Losses are shown as the mean over the samples whatever the reduction of the gradient is, and sse as its sum. \
      `reduction` says how the gradient is made: sum is that of the summed loss, mean divides it by the number of samples. \
      binary_cross_entropy is torch.nn.BCELoss: each logarithm counts as at least -100, so that an output of 0 or 1 that is \
      wrong costs 100 and not infinity, and the gradient's division by y (1-y) is one by at least 1e-12.
      """,
    examples: ["loss softmax_cross_entropy", "loss mse", "loss softmax_cross_entropy reduction sum"],
    misuses: [
      .init("loss softmax", "unknown loss 'softmax'"),
      .init("loss mse reduction none", "unknown reduction 'none'"),
    ])
  static let effect = Effect.sets([.loss])
  static let needs: Set<Part> = []

  init(_ arguments: Arguments) {
    let kind = Self.losses.value(arguments.form("kind"))
    let reduction = arguments.form(ifGiven: "reduction").map(Self.reductions.value)
    objective = Objective(loss: kind.loss, reduction: reduction ?? kind.reduction)
  }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) {
    try facts.refuseDoubleSoftmax(objective.loss, at)
    facts.loss = Facts.PlacedLoss(objective: objective, place: at.head)
  }

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) {}
}

extension Loss {
  /// The loss with the reduction unless another is said.
  var objective: Objective { LossCommand.losses.value((name, Arguments())) }

  /// The loss as the language names it.
  var name: String {
    switch self {
    case .softmaxCrossEntropy: "softmax_cross_entropy"
    case .meanSquaredError: "mse"
    case .sumOfSquaredErrors: "sse"
    case .binaryCrossEntropy: "binary_cross_entropy"
    }
  }
}
