extension CommandTable {
  static let save = CommandSpec(
    Form(
      "save", "write the weights, or the session as a notebook, to a file",
      [
        .positional(
          "what",
          .choice(
            "thing to save",
            [
              Form("weights", "all parameters and running statistics, as without this word"),
              Form("notebook", "the commands of the session"),
            ]), isOptional: true, "what the file is to hold"),
        .positional("file", .path, "a file in the notebook's folder or below it"),
        .flag("replace", "replace a notebook of that name"),
      ]),
    details: """
      A file of weights ends in .safetensors and holds W1, b1, W2 and so on, W shaped inputs × outputs, in the network's \
      precision, and of batch_norm gamma1, beta1, running_mean1 and running_var1; Python's safetensors package reads \
      it, and a file of that name is replaced. A notebook ends in .nnb and holds the commands that succeeded and were \
      not taken back; it gives the same numbers again, to the bit. A training that was interrupted, or left the finite \
      numbers, is written with the step at which it stopped.
      """,
    examples: ["save \"xor.safetensors\"", "save notebook \"session.nnb\""],
    misuses: [
      .init("save xor", "file must be in quotes, not 'xor'"),
      .init("save \"\"", "file must not be empty"),
    ]
  ) { arguments in
    let file = arguments.path("file")!
    return arguments.form("what")?.name == "notebook"
      ? .saveNotebook(file, replaces: arguments.has("replace")) : .save(file)
  }

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
