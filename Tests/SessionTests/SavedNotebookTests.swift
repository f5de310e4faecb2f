import Foundation
import Language
import Outputs
import Testing

@testable import Session

/// A session is written down so that it can be run again as it was.
@Suite struct SavedNotebookTests {
  @Test func aSavedSessionGivesTheSameReportToTheBit() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var prompt = Prompt(files: FileAccess(folder: folder.path))
    var shown = prompt.type(LookingBackTests.network)
    // An interrupted training, one that diverges, one that is taken back, with mistakes and looks between them.
    var looks = 0
    prompt.runner.host.observer = { [interruption = prompt.runner.host.interruption] _ in
      looks += 1
      interruption.request(looks >= 4)
    }
    let interrupted = prompt.type("train 900000 lr 0.1 log 1000  # long")
    shown += interrupted
    let stop = prompt.state.stepsMade
    #expect(
      notes(interrupted).last?.hasPrefix("Interrupted: stopped at step \(stop) of 900000, with loss ") == true
        && stop > 0)
    prompt.runner.host.observer = { _ in }
    prompt.runner.host.interruption.request(false)
    shown += prompt.type("show hidden\nshow hiden\nlet rate 0.2")
    prompt.type("train 77 lr $rate\nshow loss\nundo")
    shown += prompt.type(
      "schedule cosine\ntrain 50 lr $rate batch 3\nplot loss\nkeep first\nloss mse\ntrain 3000 lr 1e4")
    shown += prompt.type("show digest\nrewind\ntrain 5 lr 0.1\ncompare first\nshow digest")
    let divergence = try #require(prompt.failures.last)
    #expect(prompt.failures.count == 2 && prompt.failures.first == "unknown value 'hiden'")
    #expect(
      divergence.wholeMatch(of: /(loss|weights) became infinite( or not-a-number)? at step \d+/) != nil, "\(divergence)"
    )
    prompt.type("history\nsave notebook \"again.nnb\"\nquit")

    let text = try String(contentsOf: folder.appending(path: "again.nnb"), encoding: .utf8)
    let notebook = try Notebook.read(Source(name: "again.nnb", text: text)).notebook
    let results = Runner(Host(files: FileAccess(folder: folder.path)), of: notebook).cells(of: notebook)
    #expect(results.compactMap(\.failure?.message) == [], "the training that diverged stops before it does so again")
    #expect(text.contains("\ntrain 900000 lr 0.1 log 1000 stop \(stop)  # long\n"))
    #expect(text.hasPrefix("# again\n\n```nnb\nseed 7\n") && !text.contains("hiden") && !text.contains("train 77"))
    let again = results.flatMap(\.outputs)
    // The logs of five trainings, hidden outputs, and a comparison of three tables.
    #expect(tables(again) == tables(shown) && tables(shown).count == 8)
    #expect(again.last == shown.last)
  }

  @Test func noLineOfASavedNotebookEndsInABlank() throws {
    let folder = try TemporaryFolder()
    var prompt = Prompt(files: FileAccess(folder: folder.path))
    prompt.type("seed 1  \ndata rows \n0 -> 1\t\n1 -> 0  \nend \nsave notebook \"s.nnb\"")
    #expect(prompt.failures == [])
    #expect(try folder.read("s.nnb") == "# s\n\n```nnb\nseed 1\ndata rows\n0 -> 1\n1 -> 0\nend\n```\n")
  }

  @Test func aNotebookIsNotReplacedUnasked() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("mine".utf8).write(to: folder.appending(path: "mine.nnb"))
    var prompt = Prompt(files: FileAccess(folder: folder.path))
    prompt.type("save notebook \"new.nnb\"\nseed 1\nsave notebook \"mine.nnb\"\nsave notebook \"mine.md\"")
    #expect(
      prompt.failures == [
        "there is nothing to save yet", "there is a file 'mine.nnb' already", "a notebook ends in .nnb",
      ])
    #expect(try String(contentsOf: folder.appending(path: "mine.nnb"), encoding: .utf8) == "mine")
    prompt.failures = []
    prompt.type("save notebook \"new.nnb\"\nseed 2\nsave notebook \"new.nnb\"\nsave notebook \"mine.nnb\" replace")
    prompt.type("save notebook \"../out.nnb\"")
    #expect(prompt.failures == ["'../out.nnb' is outside the notebook's folder"])
    for name in ["new", "mine"] {
      #expect(
        try String(contentsOf: folder.appending(path: "\(name).nnb"), encoding: .utf8)
          == "# \(name)\n\n```nnb\nseed 1\nseed 2\n```\n")
    }
  }

  @Test func aNotebookThatWasRunIsNotSavedOver() throws {
    let folder = try TemporaryFolder()
    let (text, path) = ("# Prose\n\n```nnb\nseed 1\n```\n", folder.path + "/mine.nnb")
    try folder.write(text, to: "mine.nnb")
    try folder.write(text, to: "inner.nnb")
    let files = FileAccess(folder: folder.path, notebook: path)
    let notebook = try Notebook.read(Source(name: path, text: text), files: files).notebook
    let runner = Runner(Host(files: .anywhere))
    #expect(runner.run(notebook).allSatisfy { $0.failure == nil })
    func failure(_ line: String) -> String? {
      let source = Source(name: "typed", text: line)
      return runner.run(source.lines, of: source) { _ in }.failure?.message
    }
    let lost = "is the notebook that these commands are from, and its prose would be lost"
    #expect(failure("save notebook \"\(path)\" replace") == "'\(path)' \(lost)")
    #expect(failure("run \"\(folder.path)/inner.nnb\"") == nil)
    #expect(failure("save notebook \"\(folder.path)/inner.nnb\" replace") == "'\(folder.path)/inner.nnb' \(lost)")
    #expect(failure("save notebook \"\(folder.path)/other.nnb\"") == nil)
    #expect(try folder.read("mine.nnb") == text && folder.read("inner.nnb") == text)
  }

  @Test func aStopThatIsStoppedAgainIsWrittenOnce() {
    var prompt = Prompt()
    prompt.type(LookingBackTests.network)
    var looks = 0
    prompt.runner.host.observer = { [interruption = prompt.runner.host.interruption] _ in
      looks += 1
      interruption.request(looks >= 2)
    }
    prompt.type("train 900000 lr 0.1 stop 899999 log 1000")
    #expect(prompt.state.stepsMade > 0)
    #expect(prompt.commands.last == "train 900000 lr 0.1 stop \(prompt.state.stepsMade) log 1000")
  }

  @Test func aNotebookIsSavedBesideTheFilesThatItNames() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder.appending(path: "sub"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("1,2\n3,4\n".utf8).write(to: folder.appending(path: "d.csv"))
    var prompt = Prompt(files: FileAccess(folder: folder.path))
    prompt.type("seed 1\nsave notebook \"sub/x.nnb\"")
    #expect(prompt.failures.isEmpty)
    prompt.type("data csv \"d.csv\"\nsave notebook \"sub/y.nnb\"\nsave notebook \"z.nnb\"")
    #expect(
      prompt.failures == ["a notebook there would not find what 'data csv \"d.csv\"' names"])
    #expect(Set(FileAccess(folder: folder.path).entries(of: "")) == ["sub/", "d.csv", "z.nnb"])
  }
}
