import ArgumentParser

/// What a shell offers for a path: files of the endings that make sense there, and folders on the way.
extension CompletionKind {
  /// What can be run: notebooks, reports, and notebooks of Jupyter.
  static var notebooks: CompletionKind { .file(extensions: ["nnb", "md", "ipynb"]) }
  /// The parts of a run.
  static var parts: CompletionKind { .file(extensions: ["nbr"]) }
  /// What a report can be written to.
  static var reports: CompletionKind { .file(extensions: ["md", "html", "ipynb", "nbr"]) }
}
