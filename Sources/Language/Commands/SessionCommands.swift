extension CommandTable {
  static let undo = CommandSpec(
    Form("undo", "take the last command back that changed something"),
    details: """
      Data, network, weights, random stream and names are what they were before it. What was shown since is left out of \
      `history` too. The last 32 changes can be taken back, one after the other; files that were written stay.
      """,
    examples: ["undo"],
    misuses: [.init("undo 2", "unexpected '2'")]
  ) { _ in .undo }

  static let compare = CommandSpec(
    Form(
      "compare", "set the network beside what it was: what differs in weights, loss and outputs",
      [
        .positional(
          "run", .literal, isOptional: true, names: .run,
          "a run that was kept; the network before its last change unless said")
      ]
    ),
    examples: ["compare", "compare adam"],
    misuses: [.init("compare adam sgd", "unexpected 'sgd'")]
  ) { .compare(run: $0.literal("run")?.text) }

  static let history = CommandSpec(
    Form("history", "list the commands of the session"),
    details: "`save notebook \"x.nnb\"` writes them to a file. For the losses of the trainings see `show history`.",
    examples: ["history"],
    misuses: [.init("history full", "unexpected 'full'")]
  ) { _ in .history }

  static let quit = CommandSpec(
    Form("quit", synonyms: ["exit"], "end the session"),
    details: "In a notebook the rest is left unrun.",
    examples: ["quit"],
    misuses: [.init("quit now", "unexpected 'now'")]
  ) { _ in .quit }
}
