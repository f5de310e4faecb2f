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
              Form("spiral", "arms that wind outwards, one a class", [points, classes(3), noise(0.02), ownSeed]),
              Form("moons", "two interleaving half circles", [points, noise(0.1), ownSeed]),
              Form("circles", "a circle within another", [points, noise(0.05), ownSeed]),
              Form("blobs", "clouds around centres", [points, classes(3), noise(0.1), ownSeed]),
              Form(
                "digits", "8 × 8 pictures of the ten digits, drawn by the program",
                [.positional("count", .integer(1...100_000), "the number of pictures"), noise(0.1), ownSeed]),
              Form(
                "mnist", "the handwritten digits of LeCun, Cortes and Burges",
                [.positional("folder", .path, "where the four IDX files are, plain or .gz")]),
              Form(
                "idx", "a pair of IDX files",
                [
                  .positional("images", .path, "samples along the first extent; bytes are divided by 255"),
                  .positional("labels", .path, "a label for each sample"),
                ]),
              Form(
                "csv", "a file of comma-separated values",
                [
                  .positional("file", .path, "the file"),
                  .keyword("inputs", .columns, "the input columns; all but the target unless said"),
                  .keyword("target", .column, "the target column; the last unless said"),
                  .flag("header", "the first line names the columns; found out unless said"),
                  .flag("noheader", "the first line is a sample"),
                ]),
            ]), "where the samples come from")
      ]),
    details: """
      A truth table counts upwards: (0,0), (0,1), (1,0), (1,1). A single target column of class labels 0, 1, 2 … becomes \
      one column a class (one-hot) where the loss is softmax_cross_entropy or the network has more than one output, and \
      the report says so. What is drawn comes from a stream of its own with the seed given, and row i is of class i \
      modulo the number of classes. MNIST has a test part of its own. A file lies in the notebook's folder or below it; \
      one elsewhere is named from outside: `let mnist "mnist"`, `data mnist $mnist` and `nbrun run -p mnist=FOLDER`. In a CSV \
      file inputs are numbers; a target that is not becomes labels in alphabetical order. The tables show the \
      names of its columns and classes.
      """,
    examples: [
      "data xor", "data and onehot", "data parity 3", "data rows\n0 0 -> 0\n0 1 -> 1\nend",
      "data spiral 300 classes 3 noise 0.02", "data digits 1000", "data mnist \"mnist\"",
      "data csv \"iris.csv\" target species", "data csv \"table.csv\" inputs 1 2 target 4 noheader",
    ],
    misuses: [
      .init("data xro", "unknown data set 'xro'"),
      .init("data parity 40", "bits must be at most 16"),
      .init("data rows\n0 1 -> 1", "the block is never closed"),
      .init("data csv iris", "file must be in quotes, not 'iris'"),
      .init("data spiral 300 classes 1", "classes must be at least 2"),
    ]
  ) { .data(description($0)) }

  private static let onehot = Parameter.flag("onehot", "give the targets one column a class")

  private static let points = Parameter.positional("count", .integer(2...1_000_000), "the number of points")
  private static let ownSeed = Parameter.keyword(
    "seed", .integer(0...0xFFFF_FFFF), "of the stream they are drawn from; 0 unless said")

  private static func noise(_ standard: Double) -> Parameter {
    .keyword("noise", .number(.notNegative), "standard deviation of the noise; \(standard.plain) unless said")
  }

  private static func classes(_ standard: Int) -> Parameter {
    .keyword("classes", .integer(2...1000), "the number of classes; \(standard) unless said")
  }

  private static func description(_ arguments: Arguments) -> DataDescription {
    let (kind, inner) = arguments.form("kind")!
    let isOneHot = inner.has("onehot")
    switch kind {
    case "parity": return .parity(bits: inner.integer("bits")!, isOneHot: isOneHot)
    case "rows": return .rows(arguments.rows, isOneHot: isOneHot)
    case "spiral", "moons", "circles", "blobs":
      let noise = ["spiral": 0.02, "circles": 0.05][kind] ?? 0.1
      return .points(
        PointsDescription(
          shape: PointsName(rawValue: kind)!, count: inner.integer("count")!, classes: inner.integer("classes") ?? 3,
          noise: inner.number("noise") ?? noise, seed: UInt32(inner.integer("seed") ?? 0)))
    case "digits":
      return .digits(
        count: inner.integer("count")!, noise: inner.number("noise") ?? 0.1, seed: UInt32(inner.integer("seed") ?? 0))
    case "mnist": return .mnist(folder: inner.path("folder")!)
    case "idx": return .idx(images: inner.path("images")!, labels: inner.path("labels")!)
    case "csv":
      return .csv(
        CSVDescription(
          path: inner.path("file")!, inputs: inner.columns("inputs"), target: inner.columns("target")?.first,
          firstLine: FirstLineName.allCases.filter { inner.has($0.rawValue) }))
    default: return .truthTable(TruthTableName(rawValue: kind)!, isOneHot: isOneHot)
    }
  }
}

extension CommandTable {
  static let split = CommandSpec(
    Form(
      "split", "keep some rows of the data back to test on",
      [.keyword("test", .number(.share), "the share of the rows, between 0 and 1; 0.2 unless said")]),
    details: """
      The rows kept back are the last ones of a permutation drawn from the random stream. Trainings do not see them; the \
      log shows the loss and the accuracy on them.
      """,
    examples: ["split test 0.2"],
    misuses: [.init("split test 1", "test must be less than 1"), .init("split 0.2", "unexpected '0.2'")]
  ) { .split(test: $0.number("test") ?? 0.2) }

  static let normalize = CommandSpec(
    Form(
      "normalize", synonyms: ["normalise"], "bring the inputs to a common scale, column by column",
      [
        .positional(
          "kind",
          .choice(
            "scale",
            [
              Form("standard", "mean 0 and standard deviation 1; the default"), Form("minmax", "from 0 to 1"),
            ]), isOptional: true, "the scale")
      ]),
    details: """
      The scale is that of the rows to learn from, and the test part is put on it too; so are the inputs of `predict`. A \
      column that does not vary becomes 0.
      """,
    examples: ["normalize", "normalize minmax"],
    misuses: [.init("normalize maximum", "unexpected 'maximum'")]
  ) { .normalize($0.form("kind").map { NormalisationName(rawValue: $0.name)! } ?? .standard) }

  static let take = CommandSpec(
    Form(
      "take", "leave only the first rows to learn from", [.positional("rows", .integer(1...Int(Int32.max)), "how many")]
    ),
    examples: ["take 500"],
    misuses: [.init("take 0", "rows must be at least 1")]
  ) { .take($0.integer("rows")!) }

  static let shuffle = CommandSpec(
    Form("shuffle", "put the rows to learn from in a new order"),
    details: "The order is a permutation drawn from the random stream.",
    examples: ["shuffle"],
    misuses: [.init("shuffle 3", "unexpected '3'")]
  ) { _ in .shuffle }
}
