extension CommandTable {
  static let save = CommandSpec(
    Form(
      "save", "write the weights to a file",
      [.positional("file", .path, "a .safetensors file in the notebook's folder or below it")]),
    details: """
      The file holds W1, b1, W2 and so on, W shaped inputs × outputs, in the network's precision; with \
      batch_norm gamma1, beta1, running_mean1 and running_var1 too. Python's safetensors package reads it. A file of that \
      name is replaced.
      """,
    examples: ["save \"xor.safetensors\""],
    misuses: [
      .init("save xor", "file must be in quotes, not 'xor'"),
      .init("save \"\"", "file must not be empty"),
    ]
  ) { .save($0.path("file")!) }

  static let load = CommandSpec(
    Form(
      "load", "read the weights from a file",
      [.positional("file", .path, "a .safetensors, .npz or .npy file in the notebook's folder or below it")]),
    details: """
      The file must hold all that `save` writes, by name and each of its shape; a bias may be one row. An .npy file holds \
      one array, which must be all of it one after the other. What an optimizer \
      remembers and the history are forgotten, and `rewind` goes back to the weights that were drawn.
      """,
    examples: ["load \"xor.safetensors\"", "load \"weights.npz\""],
    misuses: [.init("load", "load needs a file or folder in quotes")]
  ) { .load($0.path("file")!) }
}
