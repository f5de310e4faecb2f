import Documents
import Foundation
import Language
import Report
import Session
import Testing

/// Every notebook of the project gives the report recorded beside it, byte for byte.
@Suite struct RecordedNotebookTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "notebooks")

  /// The notebooks, without the one whose data is not part of the project where it is missing.
  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let names = files.filter { $0.hasSuffix(".nnb") }.map { String($0.dropLast(4)) }.sorted()
    return names.filter { $0 != "mnist" || mnist != nil }
  }()

  /// The first 8,000 and 2,000 pictures of MNIST, if `NBRUN_MNIST` says where they are.
  private static let mnist = ProcessInfo.processInfo.environment["NBRUN_MNIST"]

  @Test func everyReportHasItsNotebookAndEveryArticleIsThere() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let reports = files.filter { $0.hasSuffix(".md") && $0 != "README.md" }.map { String($0.dropLast(3)) }.sorted()
    #expect(reports == Set(Self.names + ["mnist"]).sorted())
    let articles: Set = [
      "boundary", "byhand", "digits", "gallery", "initialisation", "iris", "language", "neuron", "optimizers",
      "regression", "relu", "stagnation", "xor",
    ]
    #expect(articles.subtracting(Self.names) == [])
  }

  /// One after the other, for both write the files that the notebook saves.
  @Test(arguments: names) func givesItsRecordedReportWhichIsAFixedPoint(name: String) throws {
    try compare(source: "\(name).nnb", of: name)
    try compare(source: "\(name).md", of: name)
  }

  private func compare(source file: String, of name: String) throws {
    let recorded = try Self.read("\(name).md")
    let mode = Document.parse(recorded).document.figures.flatMap(FigureMode.init) ?? .text
    let overrides = name == "mnist" ? Self.mnist.map { ["mnist": Token.Kind.string($0)] } ?? [:] : [:]
    let files = FileAccess(folder: Self.folder.path, named: Set(Self.mnist.map { [$0] } ?? []))
    let notebook = try Notebook.read(try Self.read(file), overrides: overrides, files: files).notebook
    let results = Runner(Host(files: files), of: notebook).cells(of: notebook)
    #expect(results.compactMap(\.failure) == [])
    let cells = zip(notebook.document.cells, results).map { cell, result in
      (name: "\(cell.header.label ?? "cell")-\(cell.index)", blocks: result.outputs.map { ReportBlock($0) })
    }
    let report = ReportBodies(cells, figures: mode, stem: name)
    let bytes = notebook.document.report(bodies: report.bodies, figures: report.figureMode?.rawValue)
    #expect(
      differences(
        from: String(decoding: recorded.bytes, as: UTF8.self), to: String(decoding: bytes, as: UTF8.self)) == [])
    let isSame = bytes == recorded.bytes
    #expect(isSame)
    let pictures = Self.folder.appending(path: "\(name)_files")
    let recordedPictures = (try? FileManager.default.contentsOfDirectory(atPath: pictures.path)) ?? []
    #expect(recordedPictures.map { "\(name)_files/\($0)" }.sorted() == report.figures.map(\.name).sorted())
    for figure in report.figures {
      let isSamePicture = try Data(contentsOf: Self.folder.appending(path: figure.name)) == Data(figure.svg.utf8)
      #expect(isSamePicture, "\(figure.name)")
    }
  }

  private static func read(_ file: String) throws -> Source {
    Source(name: file, bytes: Array(try Data(contentsOf: folder.appending(path: file))))
  }
}

/// The language reference names everything that the command table has.
@Suite struct LanguageReferenceTests {
  private static let text =
    (try? String(contentsOf: RecordedNotebookTests.folder.appending(path: "language.nnb"), encoding: .utf8)) ?? ""

  @Test(arguments: CommandTable.standard.grammar.commands.map(\.name))
  func everyCommandHasASectionWithItsHelp(name: String) {
    let lines = Self.text.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0 == "### \(name)" || $0 == "## \(name)" })
    #expect(lines.contains("help \(name)"))
  }

  @Test func noSectionIsAboutACommandThatIsNotThere() {
    let headings = Self.text.split(separator: "\n").filter { $0.hasPrefix("### ") }.map { String($0.dropFirst(4)) }
    // `help` itself has a chapter instead of a section.
    #expect((headings + ["help"]).sorted() == CommandTable.standard.grammar.commands.map(\.name).sorted())
  }
}
