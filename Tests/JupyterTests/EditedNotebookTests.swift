import Documents
import JSONValues
import Language
import Testing

@testable import Jupyter

/// What an editor of notebooks changes comes back as somebody would have written it.
@Suite struct EditedNotebookTests {
  private static let text = "# A\n```nnb first\ndata xor\n```\n\n\n~~~~ nnb expect=error  \ntrain\n~~~~\nend\n"

  private func notebook(_ text: String = text) -> JupyterNotebook {
    JupyterNotebook(Document.parse(Source(name: "x.nnb", text: text)).document)
  }

  private func imported(_ notebook: JupyterNotebook) throws -> String {
    let read = try JupyterNotebook(parsing: notebook.bytes)
    return String(decoding: try ImportedNotebook(read, name: "x.ipynb").source.bytes, as: UTF8.self)
  }

  private func code(_ source: String) -> NotebookCell { NotebookCell(.code, source, members: [:]) }

  private func changing(_ cell: NotebookCell, _ source: String) -> NotebookCell {
    NotebookCell(cell.kind, source, members: cell.members)
  }

  /// What a run changes is no edit; everything else that is in the file is somebody's.
  @Test func aReportThatWasEditedIsNoneAnyMore() throws {
    let (document, _) = Document.parse(Source(name: "x.nnb", text: Self.text))
    let report = try JupyterNotebook(
      parsing: JupyterNotebook(document, showing: [[], nil], figures: .text).bytes)
    #expect(report.isReport && report.figures == .text)
    #expect(report.showing([nil, []], in: [1, 2], figures: .svg, isCopy: false).isReport)
    #expect(!notebook().isReport)
    let edits: [(inout JupyterNotebook) -> Void] = [
      { $0.cells[0] = self.changing($0.cells[0], "# B") }, { $0.cells.removeLast() }, { $0.cells.swapAt(1, 2) },
      { $0.cells[1].members["metadata"] = ["nnb": ["label": "first"], "tags": ["skip-execution"]] },
      { $0.cells[0].members["attachments"] = ["a.png": ["image/png": "AA=="]] },
      { $0.metadata["title"] = "mine" }, { $0.metadata["kernelspec"] = ["name": "python3"] },
      { $0.members["mine"] = 1 },
    ]
    for (index, edit) in edits.enumerated() {
      var edited = report
      edit(&edited)
      #expect(try !JupyterNotebook(parsing: edited.bytes).isReport, "edit \(index)")
    }
  }

  @Test func metadataOfOthersStaysAsItIs() throws {
    let numbers = #""a": [1.0, 1e5, 12345678901234567890, -0, 0.10, 2E+400]"#
    let text = #"{"cells": [], "metadata": {\#(numbers)}, "nbformat": 4.0, "nbformat_minor": 5}"#
    let bytes = try JupyterNotebook(parsing: Array(text.utf8)).bytes
    let written = String(decoding: bytes, as: UTF8.self).split { " \n".contains($0) }.joined(separator: " ")
    #expect(written.contains(#""a": [ 1.0, 1e5, 12345678901234567890, -0, 0.10, 2E+400 ]"#))
    #expect(written.contains(#""nbformat": 4.0,"#))
  }

  @Test func aChangedCellKeepsItsFence() throws {
    var notebook = notebook()
    notebook.cells[2] = changing(notebook.cells[2], "train 5\n~~~~")
    #expect(
      try imported(notebook)
        == "# A\n```nnb first\ndata xor\n```\n\n\n~~~~~ nnb expect=error  \ntrain 5\n~~~~\n~~~~~\nend\n")
  }

  @Test func aFenceGrowsAroundWhatWouldEndIt() throws {
    var notebook = notebook("```nnb\na\n```\n")
    notebook.cells[0] = changing(notebook.cells[0], "a\n````\n``` x")
    #expect(try imported(notebook) == "`````nnb\na\n````\n``` x\n`````\n")
  }

  @Test func cellsThatWereAddedHaveTheUsualForm() throws {
    var notebook = notebook()
    notebook.cells.insert(code("show data"), at: 2)
    notebook.cells.append(NotebookCell(.markdown, "more", members: [:]))
    #expect(
      try imported(notebook)
        == Self.text.replacing("```\n\n\n", with: "```\n\n```nnb\nshow data\n```\n\n\n") + "\nmore\n")
  }

  @Test func aCellThatIsSplitOrCopiedGivesItsLabelOnce() throws {
    var notebook = notebook()
    let split = changing(notebook.cells[1], "show data")
    notebook.cells.insert(contentsOf: [split, notebook.cells[1]], at: 2)
    let text = try imported(notebook)
    #expect(
      text.hasPrefix("# A\n```nnb first\ndata xor\n```\n```nnb\nshow data\n```\n```nnb\ndata xor\n```\n"), "\(text)")
  }

  @Test func textsThatMeetStayTwo() throws {
    var notebook = notebook("one\n```nnb\na\n```\ntwo\n")
    notebook.cells.remove(at: 1)
    #expect(try imported(notebook) == "one\n\ntwo\n")
  }

  @Test func aCellThatIsMovedToTheTopStaysOne() throws {
    var notebook = notebook()
    notebook.cells.swapAt(0, 1)
    #expect(try imported(notebook).hasPrefix("```nnb first\ndata xor\n```\n\n# A\n"))
  }

  @Test func tagsAndTheLabelCanBeChanged() throws {
    var notebook = notebook()
    notebook.cells[2].members["metadata"] = [
      "nnb": ["label": "b"], "tags": ["raises-exception", "skip-execution", "x"],
    ]
    notebook.cells[1].members["metadata"] = ["nnb": ["label": "not a label"], "tags": 5]
    #expect(
      try imported(notebook)
        == "# A\n\n```nnb\ndata xor\n```\n\n```nnb b expect=error skip\ntrain\n```\nend\n")
  }

  @Test func aTagThatIsTakenAwayIsGoneFromTheFence() throws {
    var notebook = notebook()
    var metadata = notebook.cells[2].metadata
    metadata["tags"] = nil
    notebook.cells[2].members["metadata"] = .object(metadata)
    #expect(
      try imported(notebook) == Self.text.replacing("~~~~ nnb expect=error  \ntrain\n~~~~", with: "```nnb\ntrain\n```"))
  }

  @Test func anUnfinishedCellIsFinishedWhereOneFollows() throws {
    var notebook = notebook("```nnb\na")
    notebook.cells.append(code("b"))
    #expect(try imported(notebook) == "```nnb\na\n```\n\n```nnb\nb\n```")
  }

  @Test func textThatSwallowsTheNextCellIsRefused() throws {
    var notebook = notebook("one\n\n```nnb\na\n```\n")
    notebook.cells[0] = changing(notebook.cells[0], "```python\nx")
    let error = #expect(throws: NotebookError.self) { try imported(notebook) }
    #expect(error?.message.hasPrefix("cell 1 would be part of the text before it") == true)
    notebook.cells[0] = changing(notebook.cells[0], "<div>")
    #expect(try imported(notebook) == "<div>\n\n```nnb\na\n```\n")
  }

  @Test func aCellWrittenIntoTextIsOne() throws {
    var notebook = notebook("one\n\n```nnb\na\n```\n")
    notebook.cells[0] = changing(notebook.cells[0], "```nnb\nx\n```")
    let imported = try ImportedNotebook(notebook, name: "x.ipynb")
    #expect(imported.codeCells == nil)
  }

  @Test func codeOfAnotherLanguageIsProse() throws {
    let notebook = try JupyterNotebook(
      parsing: Array(
        """
        {"nbformat": 4, "nbformat_minor": 2, "metadata": {"kernelspec": {"name": "python3", "language": "python"}},
         "cells": [{"cell_type": "markdown", "metadata": {}, "source": ["# A\\n", "b"]},
           {"cell_type": "code", "metadata": {}, "source": "print('```')\\n```", "outputs": [], "execution_count": 3},
           {"cell_type": "raw", "metadata": {}, "source": "raw"}]}
        """.utf8))
    #expect(notebook.foreignLanguage == "python")
    #expect(try imported(notebook) == "# A\nb\n\n````python\nprint('```')\n```\n````\n\nraw\n")
  }

  @Test(arguments: [
    ("", "it is no notebook of Jupyter: it is no JSON from here on"),
    ("[]", "it is no notebook of Jupyter: it is no JSON object"),
    ("{}", "it is no notebook of Jupyter: 'nbformat' is missing"),
    (
      #"{"nbformat": 3, "worksheets": []}"#,
      "its format is version 3 of Jupyter's notebooks, and only version 4 is read"
    ),
    (#"{"nbformat": 4}"#, "it is no notebook of Jupyter: 'cells' is no list"),
    (#"{"nbformat": 4, "cells": [5]}"#, "cells[0] is no object"),
    (#"{"nbformat": 4, "cells": [{"cell_type": "x"}]}"#, "cells[0].cell_type is none of 'code', 'markdown' and 'raw'"),
    (
      #"{"nbformat": 4, "cells": [{"cell_type": "raw", "source": ["a", 1]}]}"#,
      "cells[0].source is neither a text nor a list of texts"
    ),
    (
      #"{"nbformat": 4, "cells": [{"cell_type": "raw", "source": "", "metadata": 1}]}"#,
      "cells[0].metadata is no object"
    ),
    (#"{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "outputs": {}}]}"#, "cells[0].outputs is no list"),
  ])
  func nonsenseIsRefused(_ text: String, _ message: String) {
    let error = #expect(throws: NotebookError.self) { try JupyterNotebook(parsing: Array(text.utf8)) }
    #expect(error?.message == message)
    #expect((error?.offset != nil) == message.hasSuffix("from here on"))
  }

  @Test func placesAreToldByCell() throws {
    let source = try ImportedNotebook(notebook(), name: "x.ipynb").source
    let offset = try #require(source.bytes.firstRange(of: Array("train".utf8))?.lowerBound)
    let place = source.place(at: offset)
    #expect(place.section == "cell 2" && place.line == 1)
  }
}
