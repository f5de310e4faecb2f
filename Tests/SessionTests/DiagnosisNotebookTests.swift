import Documents
import Foundation
import Language
import Testing

@testable import Session

/// Sick and healthy runs as notebooks, each with the findings expected of it: none missed, none invented.
@Suite struct DiagnosisNotebookTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/Diagnoses")

  private static func names(_ folder: String) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: Self.folder.appending(path: folder).path)) ?? []
    return files.filter { $0.hasSuffix(".nnb") }.sorted()
  }

  private static let sick = names("sick")
  private static let healthy = names("healthy")

  @Test func thereAreManyOfBoth() {
    #expect(Self.sick.count >= 15)
    #expect(Self.healthy.count >= 15)
  }

  @Test(arguments: sick) func whatIsWrongIsFound(name: String) throws {
    let text = try run("sick", name)
    #expect(text.contains("expect findings = \"") && !text.contains("\"none\""), "\(name)")
  }

  @Test(arguments: healthy) func nothingIsInvented(name: String) throws {
    let text = try run("healthy", name)
    #expect(text.contains("expect findings = \"none\""), "\(name)")
  }

  /// Runs a notebook, whose expectations must hold, and gives its text.
  private func run(_ folder: String, _ name: String) throws -> String {
    let place = Self.folder.appending(path: folder)
    let bytes = Array(try Data(contentsOf: place.appending(path: name)))
    let files = FileAccess(folder: RecordedNotebookTests.folder.path)  // which has the irises
    let notebook = try Notebook.read(Source(name: name, bytes: bytes), files: files).notebook
    let results = Runner(Host(files: files), of: notebook).cells(of: notebook)
    #expect(results.compactMap(\.failure).map(\.message) == [], "\(name)")
    return String(decoding: bytes, as: UTF8.self)
  }
}
