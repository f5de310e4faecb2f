extension CommandTable {
  static let data = CommandSpec(
    Form(
      "data", "choose the samples to learn from",
      [
        .positional(
          "kind",
          .choice(
            "data set",
            [
              Form("xor", "exclusive or of two bits", [onehot]),
              Form("and", "logical and of two bits", [onehot]),
              Form("or", "logical or of two bits", [onehot]),
              Form("nand", "negated and of two bits", [onehot]),
              Form(
                "parity", "whether an odd number of bits is set",
                [.positional("bits", .integer(1...16), "the number of inputs, 1 to 16"), onehot]),
              Form(
                "rows", "rows written here: inputs, an arrow, targets", [onehot],
                block: Form.Block(line: "0 1 -> 1", unless: nil)),
            ]), "where the samples come from")
      ]),
    details: """
      A truth table counts upwards: (0,0), (0,1), (1,0), (1,1). A single target column of class labels 0, 1, 2 … becomes \
      one column a class (one-hot) where the loss is softmax_cross_entropy or the network has more than one output, and \
      the report says so.
      """,
    examples: ["data xor", "data and onehot", "data parity 3", "data rows\n0 0 -> 0\n0 1 -> 1\nend"],
    misuses: [
      .init("data xro", "unknown data set 'xro'"),
      .init("data parity 40", "bits must be at most 16"),
      .init("data rows\n0 1 -> 1", "the block is never closed"),
    ]
  ) { .data(description($0)) }

  private static let onehot = Parameter.flag("onehot", "give the targets one column a class")

  private static func description(_ arguments: Arguments) -> DataDescription {
    let (kind, inner) = arguments.form("kind")!
    let isOneHot = inner.has("onehot")
    switch kind {
    case "parity": return .parity(bits: inner.integer("bits")!, isOneHot: isOneHot)
    case "rows": return .rows(arguments.rows, isOneHot: isOneHot)
    default: return .truthTable(TruthTableName(rawValue: kind)!, isOneHot: isOneHot)
    }
  }
}
