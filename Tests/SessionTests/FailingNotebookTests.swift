import Foundation
import Language
import Report
import Session
import Testing

/// Every notebook in the folder fails with the diagnostics recorded beside it, word for word.
///
/// `NBRUN_RECORD=1 swift test` writes the records, and fails, so that a recording run never passes.
@Suite struct FailingNotebookTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/failing")

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".nnb") }.map { String($0.dropLast(4)) }.sorted()
  }()

  @Test func theFolderHasNotebooksAndARecordOfEach() throws {
    #expect(Self.names.count >= 126)
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(files.filter { !$0.hasSuffix(".nnb") }.sorted() == Self.names.map { "\($0).txt" }.sorted())
  }

  @Test(arguments: names) func saysWhatIsRecorded(name: String) throws {
    let bytes = Array(try Data(contentsOf: Self.folder.appending(path: "\(name).nnb")))
    let text = Self.diagnostics(of: Source(name: "\(name).nnb", bytes: bytes))
    #expect(text.prefixMatch(of: /[^:\n]+\.nnb:\d+:\d+: error: \S/) != nil, "a notebook that does not fail")
    let record = Self.folder.appending(path: "\(name).txt")
    if ProcessInfo.processInfo.environment["NBRUN_RECORD"] != nil {
      try text.write(to: record, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name).txt")
      return
    }
    #expect(text == (try String(contentsOf: record, encoding: .utf8)))
  }

  /// Everything that is wrong, as a terminal shows it.
  private static func diagnostics(of source: Source) -> String {
    let found: [Diagnostic]
    do throws(Diagnostics) {
      let notebook = try Notebook.read(source).notebook
      found = Runner(Host(), of: notebook).cells(of: notebook).compactMap(\.failure)
    } catch {
      found = error.all
    }
    return found.map { rendered($0, in: source) }.joined(separator: "\n\n") + "\n"
  }
}
