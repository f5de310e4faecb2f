// Jupyter: notebooks of Jupyter (nbformat 4) to texts and back, and what cells say as their outputs. It knows neither
// what commands mean nor files.

import JSONValues

/// A notebook as Jupyter keeps it: cells of text and of code, and whatever else there is in its file.
///
/// All that it holds is kept, also what means nothing here, so that a run changes the outputs of a file alone.
public struct JupyterNotebook: Sendable, Equatable {
  /// The cells in order.
  public var cells: [NotebookCell]
  /// The members of the file but for the cells, such as `metadata`.
  var members: [String: JSON]

  /// The revision of version 4 of the format that is written; earlier ones are read.
  static let minor = 5

  /// Creates a notebook for this language.
  init(cells: [NotebookCell]) {
    self.cells = cells
    members = [
      "metadata": ["kernelspec": Self.kernelSpecification, "language_info": Self.languageInfo], "nbformat": 4,
      "nbformat_minor": .int(Self.minor),
    ]
  }

  /// Creates a notebook from the members of a file.
  init(members: [String: JSON], cells: [NotebookCell]) { (self.members, self.cells) = (members, cells) }

  /// The metadata of the whole notebook.
  var metadata: [String: JSON] {
    get { members["metadata"]?.object ?? [:] }
    set { members["metadata"] = .object(newValue) }
  }

  /// What `metadata.kernelspec` says in a notebook for this language.
  public static let kernelSpecification: JSON = ["display_name": "nbrun", "language": "nnb", "name": "nbrun"]

  /// What `metadata.language_info` says in a notebook for this language, and a kernel of itself.
  public static let languageInfo: JSON = [
    "codemirror_mode": "text/plain", "file_extension": ".nnb", "mimetype": "text/x-nnb", "name": "nnb",
    "pygments_lexer": "text",
  ]

  /// The language of the code cells if it is another one; a notebook that does not say is taken to be for this one.
  public var foreignLanguage: String? {
    let kernel = metadata["kernelspec"]
    let names = [kernel?["language"]?.string, metadata["language_info"]?["name"]?.string].compactMap { $0 }
    if kernel?["name"]?.string == "nbrun" || names.contains("nnb") { return nil }
    return names.first ?? kernel?["name"]?.string
  }
}

/// A cell of a notebook of Jupyter.
public struct NotebookCell: Sendable, Equatable {
  /// What a cell is for.
  public enum Kind: String, Sendable {
    case code
    case markdown
    /// Text for a converter.
    case raw
  }

  /// What the cell is for.
  public let kind: Kind
  /// The text, its line ends `\n`.
  public let source: String
  /// The members of the cell but for its kind and its source, such as `id`, `metadata` and `outputs`.
  var members: [String: JSON]

  /// Creates a cell; one of code has no outputs yet.
  init(_ kind: Kind, _ source: String, id: String, metadata: [String: JSON]) {
    (self.kind, self.source) = (kind, source)
    members = ["id": .string(id), "metadata": .object(metadata)]
    if kind == .code { (members["outputs"], members["execution_count"]) = ([], .null) }
  }

  /// Creates a cell from what a file has.
  init(_ kind: Kind, _ source: String, members: [String: JSON]) {
    (self.kind, self.source, self.members) = (kind, source, members)
  }

  /// The metadata of the cell.
  var metadata: [String: JSON] {
    get { members["metadata"]?.object ?? [:] }
    set { members["metadata"] = .object(newValue) }
  }

  /// What this program has noted of the cell.
  var notes: CellNotes { CellNotes(metadata["nnb"]) }

  /// The same cell without a label.
  var withoutLabel: NotebookCell {
    guard var noted = metadata["nnb"]?.object else { return self }
    noted["label"] = nil
    var cell = self
    cell.metadata["nnb"] = .object(noted)
    return cell
  }

  /// Whether the cell has pictures that its text refers to.
  public var hasAttachments: Bool { members["attachments"]?.object?.isEmpty == false }

  /// The tags, by which Jupyter's own tools know what is to fail or to be skipped.
  var tags: [String] { metadata["tags"]?.array?.compactMap(\.string) ?? [] }

  /// Whether there is nothing to run in it; Jupyter does not count such a cell.
  var isBlank: Bool { source.allSatisfy(\.isWhitespace) }
}
