import Documents
import JSONValues
import Report

extension JupyterNotebook {
  /// A document with what a run has shown, as a report: see `isReport`.
  ///
  /// - Parameters:
  ///   - document: what was run.
  ///   - shown: for each cell of the document what it showed; nil if it was not run.
  ///   - figures: how plots are shown.
  public init(_ document: Document, showing shown: [[NotebookOutput]?], figures: FigureMode) {
    let notebook = JupyterNotebook(document)
    let codeCells = notebook.cells.indices.filter { notebook.cells[$0].kind == .code }
    self = notebook.showing(shown, in: codeCells, figures: figures, isCopy: true)
  }

  /// The notebook with what a run has shown in the place of all outputs; all else in it stays as it is.
  ///
  /// - Parameters:
  ///   - shown: for each cell of the document what it showed; nil if it was not run.
  ///   - codeCells: the places of these cells in the notebook.
  ///   - figures: how plots are shown.
  ///   - isCopy: whether the notebook itself is kept elsewhere, so that this is a report: see `isReport`.
  public func showing(
    _ shown: [[NotebookOutput]?], in codeCells: [Int], figures: FigureMode, isCopy: Bool
  ) -> JupyterNotebook {
    precondition(shown.count == codeCells.count, "a cell of the document is one of the notebook")
    var notebook = self
    // As Jupyter counts when all cells are run in order.
    var count = 0
    for (index, outputs) in zip(codeCells, shown) {
      let isRun = outputs != nil && !cells[index].isBlank
      if isRun { count += 1 }
      notebook.cells[index].members["outputs"] = .array(NotebookOutput.json(outputs ?? [], figures: figures))
      notebook.cells[index].members["execution_count"] = isRun ? .int(count) : .null
    }
    var notes = NotebookNotes(metadata["nnb"])
    if isCopy { notes.report = digestWithoutOutputs }
    notes.figures = figures == .svg ? nil : figures.rawValue
    notebook.metadata["nnb"] = notes.json
    return notebook
  }

  /// How plots were shown when the notebook was written as a report; nil if it does not say.
  public var figures: FigureMode? { NotebookNotes(metadata["nnb"]).figures.flatMap(FigureMode.init) }

  /// Whether it is a report of a document that nobody has edited since, so that nothing is lost when it is written again.
  public var isReport: Bool { NotebookNotes(metadata["nnb"]).report == digestWithoutOutputs }

  /// A hash of the file without what a run changes in it: outputs, how plots are shown, and the hash itself.
  private var digestWithoutOutputs: String {
    var notebook = self
    var notes = metadata["nnb"]?.object ?? [:]
    (notes["report"], notes["figures"]) = (nil, nil)
    notebook.metadata["nnb"] = notes.isEmpty ? nil : .object(notes)
    for index in cells.indices {
      notebook.cells[index].members["outputs"] = nil
      notebook.cells[index].members["execution_count"] = nil
    }
    return Identifiers.digest(String(decoding: notebook.bytes, as: UTF8.self))
  }
}

/// What moved between the outputs of a recorded notebook and those of a new one, a line a change, by cell.
///
/// The list is empty only if the outputs are the same; numbers of executions, which Jupyter counts on, are no matter.
public func differences(from recorded: JupyterNotebook, to new: JupyterNotebook) -> [String] {
  guard recorded.cells.map(\.kind) == new.cells.map(\.kind) else {
    return [" a cell of text holds a cell of code, which has no outputs of its own"]
  }
  let pairs = zip(recorded.cells.filter { $0.kind == .code }, new.cells.filter { $0.kind == .code })
  return pairs.enumerated().flatMap { index, pair -> [String] in
    let (old, now) = (pair.0.shownOutputs, pair.1.shownOutputs)
    guard old != now else { return [] }
    let name = "cell \(index + 1)"
    let changes = differences(from: pair.0.outputText, to: pair.1.outputText)
    return changes.isEmpty
      ? [" \(name): its outputs differ in a picture or in form"] : changes.map { " \(name), output line \($0)" }
  }
}

extension NotebookCell {
  /// The outputs, without what a run of Jupyter adds to them.
  fileprivate var shownOutputs: [JSON] {
    (members["outputs"]?.array ?? []).map { output in
      var members = withLines(output).object ?? [:]
      members["metadata"] = nil
      members["execution_count"] = nil
      return .object(members)
    }
  }

  /// What a reader of the outputs sees where there are no pictures.
  fileprivate var outputText: String {
    let texts = (members["outputs"]?.array ?? []).map { output in
      let data = output["data"]
      let lines = output["traceback"]?.array?.compactMap(\.string).joined(separator: "\n")
      return [data?["text/markdown"], data?["text/plain"], output["text"]].compactMap { $0 }
        .compactMap(Self.joined).first ?? lines ?? ""
    }
    return texts.joined(separator: "\n\n")
  }
}
