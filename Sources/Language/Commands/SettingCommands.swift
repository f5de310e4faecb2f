extension CommandTable {
  static let seed = CommandSpec(
    Form(
      "seed", "start the random stream again from a number",
      [
        .positional("number", .integer(0...0xFFFF_FFFF), "the seed, 0 to 4294967295"),
        .flag("torch", "draw what PyTorch's CPU generator draws"),
      ]),
    details: """
      The stream is NumPy's legacy one, so `seed 42` draws what `np.random.seed(42)` draws; `seed 42 torch` draws what \
      `torch.manual_seed(42)` draws, in single precision and weights output by output as torch.nn.Linear keeps them. \
      Normal values of 16 weights or more agree with PyTorch to about six digits only. Without this command the stream \
      is NumPy's and starts from seed 0, and the report says so.
      """,
    examples: ["seed 42", "seed 42 torch"],
    misuses: [
      .init("seed -1", "number must be at least 0"),
      .init("seed 1.5", "number must be a whole number, not '1.5'"),
    ]
  ) { .seed(UInt32($0.integer("number")!), $0.has("torch") ? .torch : .numpy) }

  static let precision = CommandSpec(
    Form(
      "precision", "choose the floating-point type of the network",
      [
        .positional(
          "type",
          .choice(
            "precision",
            [
              Form("float64", synonyms: ["double"], "64 bits, about 16 decimal digits; the default"),
              Form("float32", synonyms: ["single"], "32 bits, about 7 decimal digits"),
            ]), "the type of weights, activations and gradients")
      ]),
    details: "It must stand before the first layer. Random values are drawn in float64 and rounded.",
    examples: ["precision float32"],
    misuses: [.init("precision float16", "unknown precision 'float16'")]
  ) { .precision(PrecisionName(rawValue: $0.form("type")!.name)!) }

  static let digits = CommandSpec(
    Form(
      "digits", "set the decimals of the numbers shown",
      [.positional("number", .integer(0...17), "decimals after the point; 4 until this command")]),
    details: """
      Numbers stand with fixed decimals; where that would show nothing but zeros of a number that is not zero, or more \
      digits than a number has, the number is shown as in 3.1134e-06.
      """,
    examples: ["digits 8"],
    misuses: [.init("digits 30", "number must be at most 17")]
  ) { .digits($0.integer("number")!) }

  static let `let` = CommandSpec(
    Form(
      "let", "give a name to a value",
      [
        .positional("name", .name, "the name; $name stands for the value from here on"),
        .positional("value", .literal, "a number, a word or a string"),
      ]),
    details: "`nbrun run -p NAME=VALUE` replaces the value without touching the notebook.",
    examples: ["let hidden 4", "let rate 0.01"],
    misuses: [.init("let 4 hidden", "name must be a name, not '4'")]
  ) { .bind(name: $0.word("name")!, value: $0.literal("value")!) }

  static let reset = CommandSpec(
    Form("reset", "remove the network, its loss and its history"),
    details: """
      What the optimizer remembers and a batch that was chosen go with it. Everything else stays: the data, the \
      optimizer and its schedule, the runs that were kept, the precision, the digits and the random stream.
      """,
    examples: ["reset"],
    misuses: [.init("reset all", "unexpected 'all'")]
  ) { _ in .reset }

  static let rewind = CommandSpec(
    Form("rewind", "give the network its initial weights back"),
    details: "The weights and biases are those drawn when the layers were declared; the history is cleared.",
    examples: ["rewind"],
    misuses: [.init("rewind 10", "unexpected '10'")]
  ) { _ in .rewind }

  static let help = CommandSpec(
    Form(
      "help", "explain a command, or list them all",
      [.positional("command", .command, isOptional: true, "the command to explain")]),
    examples: ["help", "help train"],
    misuses: [.init("help trian", "unknown command 'trian'")]
  ) { .help($0.word("command")) }
}
