import Foundation
import Language
import Outputs
import Testing

@testable import Session

/// A user may name any file, a notebook those of its folder; a session is written so that its files are found again.
@Suite struct FilesAtThePromptTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(at: folder.url.appending(path: "sub"), withIntermediateDirectories: true)
  }

  @Test func whatIsTypedMayLieAnywhere() throws {
    try folder.write("1,2\n3,4\n", to: "d.csv")
    var prompt = Prompt(files: .anywhere)
    prompt.type("data csv \"\(folder.path)/d.csv\"\nsave notebook \"\(folder.path)/s.nnb\"")
    #expect(prompt.failures == [])
    #expect(try folder.read("s.nnb") == "# s\n\n```nnb\ndata csv \"d.csv\"\n```\n")
    prompt.type("save notebook \"\(folder.path)/sub/s.nnb\"")
    #expect(
      prompt.failures == ["a notebook there would not find what 'data csv \"\(folder.path)/d.csv\"' names"])
    prompt.failures = []
    prompt.type("data csv \"\(folder.path)/none/d.csv\"\ndata csv \"\(folder.path)/sub/../d.csv\"")
    #expect(prompt.failures == ["there is no folder '\(folder.path)/none/'"])
    #expect(prompt.commands.count == 2)
  }

  @Test func aFileThatIsNotThereLeadsToThoseThatAre() throws {
    for name in ["iris.csv", "x.nnb", "sub/weights.npz", "sub/notes.csv"] { try folder.write("", to: name) }
    let session = Runner(Host(files: FileAccess(folder: folder.path)))
    _ = try runAll("layer affine 2 2", in: session)
    func help(_ text: String) -> String? {
      let source = Source(name: "test", text: text)
      return session.run(source.lines, of: source) { _ in }.failure?.help
    }
    #expect(help("data csv \"irsi.csv\"") == "a file with a similar name exists: 'iris.csv'")
    #expect(help("data csv \"flowers.csv\"") == "there is 'iris.csv'")
    #expect(help("data csv \"sub/x.csv\"") == "there is 'sub/notes.csv'")
    #expect(help("load \"sub/weight.npz\"") == "a file with a similar name exists: 'sub/weights.npz'")
    #expect(help("run \"z.nnb\"") == "a file with a similar name exists: 'x.nnb'")
    #expect(help("load \"none.safetensors\"") == nil)
  }

  @Test func theHomeIsATilde() throws {
    let home = try #require(ProcessInfo.processInfo.environment["HOME"])
    #expect(try FileAccess.anywhere.place(of: "~/x.csv").absolutePath == home + "/x.csv")
    #expect(try FileAccess.anywhere.place(of: "~").absolutePath == home)
    #expect(throws: FileAccess.Refusal.self) { try FileAccess.anywhere.place(of: "a\0b") }
    let refusal = #expect(throws: FileAccess.Refusal.self) { try FileAccess(folder: ".").place(of: "~/../x.csv") }
    #expect(refusal?.message == "'~/../x.csv' is outside the notebook's folder")
  }

  @Test func pathsOfBlocksAndContinuedLinesAreWrittenAnew() throws {
    try folder.write("1,2\n3,4\n", to: "sub/d.csv")
    var prompt = Prompt(files: .anywhere)
    prompt.type("let table \"\(folder.path)/sub/d.csv\"\ndata csv \\\n  $table inputs 1 # mine")
    prompt.type("layer affine 1 1\nsave \"\(folder.path)/sub/w.safetensors\"\nsave notebook \"\(folder.path)/x.nnb\"")
    #expect(prompt.failures == [])
    let text = try folder.read("x.nnb")
    #expect(text.contains("\ndata csv \\\n  \"sub/d.csv\" inputs 1 # mine\n"))
    #expect(text.contains("\nsave \"sub/w.safetensors\"\n"))
  }

  // MARK: - A notebook in the midst of a session

  private let inner =
    "# Inner\n\n```nnb\nlet rate 0.01\ndata csv \"d.csv\"\nlayer affine 1 1 weights ones\nloss mse\n```\n"
    + "\n```nnb\ntrain 5 lr $rate\nshow W1\n```\n"

  @Test func aNotebookRunsInTheMidstOfASession() throws {
    try folder.write("1,2\n3,4\n", to: "sub/d.csv")
    try folder.write(inner, to: "sub/x.nnb")
    var prompt = Prompt(files: .anywhere)
    prompt.type("seed 3\nlet before 1")
    let outputs = prompt.type("run \"\(folder.path)/sub/x.nnb\"")
    #expect(prompt.failures == [] && tables(outputs).count == 2)
    #expect(prompt.state.stepsMade == 5 && prompt.state.facts.names.values["before"] != nil)
    #expect(
      Array(prompt.commands.suffix(6)) == [
        "let rate 0.01", "data csv \"d.csv\"", "layer affine 1 1 weights ones", "loss mse", "train 5 lr $rate",
        "show W1",
      ])
    // Its own paths are relative to it, those typed afterwards are not.
    prompt.type("data csv \"d.csv\"")
    #expect(prompt.failures.count == 1)
    let digest = prompt.state.digest
    prompt.type("save notebook \"\(folder.path)/all.nnb\"")
    let both = "`let rate 0.01` to `train 5 lr $rate`"
    #expect(
      notes(prompt.type("undo\nredo\nundo")) == ["Taken back", "Done again", "Taken back"].map { "\($0): \(both)." })
    #expect(prompt.state.stepsMade == 0 && prompt.state.facts.layers.isEmpty, "all of it is one step")
    let again = Runner(Host(files: FileAccess(folder: folder.path)))
    let source = Source(name: "all.nnb", text: try folder.read("all.nnb"))
    let notebook = try Notebook.read(source, files: FileAccess(folder: folder.path)).notebook
    #expect(again.cells(of: notebook).allSatisfy { $0.failure == nil } && again.state.digest == digest)
  }

  @Test func aNotebookThatFailsHasNotHappened() throws {
    try folder.write("```nnb\nseed 1\ndata xor\nlayer affine 2 1\nloss mse\nexpect loss < 0\n```\n", to: "late.nnb")
    try folder.write("```nnb\nseed 1\ntrian 3\nshow hidde\n```\n", to: "wrong.nnb")
    try folder.write("```nnb\nrun \"self.nnb\"\n```\n", to: "self.nnb")
    try folder.write("```nnb\ndata csv \"../d.csv\"\n```\n", to: "sub/out.nnb")
    var prompt = Prompt(files: .anywhere)
    prompt.type("let a 1")
    let said = prompt.type("run \"\(folder.path)/late.nnb\"")
    #expect(prompt.state.facts.layers.isEmpty && prompt.state.dataset == nil && prompt.commands == ["let a 1"])
    guard case .failure(let failure)? = said.last else {
      Issue.record("the failure is not shown")
      return
    }
    #expect(failure.place == "cell 1, line 5" && failure.sourceLine == "expect loss < 0")
    for name in ["wrong", "self", "sub/out", "none"] { prompt.type("run \"\(folder.path)/\(name).nnb\"") }
    prompt.type("run \"x.csv\"")
    let path = folder.path
    #expect(
      prompt.failures == [
        "'\(path)/late.nnb' has failed in line 6, and nothing of it has happened: loss is 1.0032255629396762, expected < 0",
        "'\(path)/wrong.nnb' has a mistake in line 3: unknown command 'trian' (and 1 more mistake)",
        "'\(path)/self.nnb' has a mistake in line 2: 'self.nnb' is being run already, and would run itself for ever",
        "'\(path)/sub/out.nnb' has a mistake in line 2: '../d.csv' is outside the notebook's folder",
        "cannot read \(path)/none.nnb: no such file or directory",
        "a notebook ends in .nnb or .md",
      ])
  }

  @Test func aNotebookMayRunOneOfItsFolder() throws {
    try folder.write("1,2\n3,4\n", to: "sub/d.csv")
    try folder.write(inner, to: "sub/x.nnb")
    let text =
      "```nnb\nseed 1\nrun \"sub/x.nnb\"\nexpect W1 within 1\n1\nend\n```\n\n"
      + "```nnb expect=error\nrun \"../x.nnb\"\n```\n"
    let files = FileAccess(folder: folder.path)
    let notebook = try Notebook.read(Source(name: "outer.nnb", text: text), files: files).notebook
    let results = Runner(Host(files: files)).cells(of: notebook)
    #expect(results.compactMap(\.failure).isEmpty && tables(results[0].outputs).count == 2)
    let mistakes = #expect(throws: Diagnostics.self) {
      try Notebook.read(Source(name: "o.nnb", text: "```nnb\nrun \"sub/x.nnb\"\nshow W3\n```\n"), files: files)
    }
    // What it builds is known before anything runs.
    #expect(mistakes?.all.map(\.message) == ["there is no W3: the network has 1 affine layer"])
  }
}
