import Documents
import Engine
import Language
import Outputs
import Testing

@testable import Session

/// What long notebooks come to: the same as short ones, command by command.
@Suite struct ManyCommandsTests {
  private func checked(_ commands: [String]) throws -> (notebook: Notebook, checker: Checker) {
    let text = (["```nnb"] + commands + ["```", ""]).joined(separator: "\n")
    let facts = Facts(files: FileAccess(folder: "."), table: .standard)
    return try Notebook.read(Source(name: "x.nnb", text: text), in: facts)
  }

  @Test("of thousands of names each has its own value")
  func names() throws {
    let facts = try checked((0..<3000).map { "let a\($0) \($0 * 3)" }).checker.factsNow
    #expect(facts.names.values.count == 3000)
    #expect((0..<3000).allSatisfy { facts.names.values["a\($0)"] == .number(Double($0 * 3)) })
    #expect(facts.names.name(of: "6") == "a2")
  }

  @Test("the first and the last layer of known width and the number of parameters are those of a look at all layers")
  func layers() throws {
    let kinds = ["relu", "affine 2 3", "batch_norm", "affine 3 1", "tanh", "affine 1 2", "dropout 0.5"]
    for count in 1...40 {
      let commands = (0..<count).map { "layer " + kinds[$0 % kinds.count] }
      let facts = try checked(commands).checker.factsNow
      #expect(facts.layers.count == count)
      #expect(facts.layers.firstShaped?.place == facts.layers.first { $0.shapes != nil }?.place)
      #expect(facts.layers.lastShaped?.place == facts.layers.last { $0.shapes != nil }?.place)
      #expect(facts.parameterCount == facts.parameters.reduce(0) { $0 + Double($1.rows * $1.columns) })
    }
  }

  @Test("a file that a notebook saves is the last one of its path, whatever is taken back since")
  func savedFiles() throws {
    let commands = [
      "seed 1", "layer affine 2 3", #"save "a.safetensors""#, "layer affine 3 1", #"save "a.safetensors""#, "undo",
    ]
    let facts = try checked(commands).checker.factsNow
    let file = try #require(facts.saved.entries.first?.value)
    #expect(facts.layers.count == 1 && file.shapes.map(\.name) == ["W1", "b1", "W2", "b2"])
  }

  @Test("a mistake stands at its own cell among many, and at the line behind it")
  func placesOfFailures() throws {
    let cells = (0..<300).map { "prose \($0)\n\n```nnb\nseed 1\n\nexpect digest = \($0)\n```\n" }
    let (document, mistakes) = Document.parse(Source(name: "x.nnb", text: cells.joined(separator: "\n")))
    #expect(mistakes.isEmpty && document.cells.count == 300)
    for cell in document.cells {
      let failure = Failure(Diagnostic("wrong", at: cell.lines[2]), in: document)
      #expect(failure.place == "cell \(cell.index), line 3")
    }
    #expect(document.cell(atOrBefore: 0) == nil)
  }

  @Test("blocks stand in one another up to a bound")
  func depthOfBlocks() throws {
    func nested(_ depth: Int) -> [String] {
      Array(repeating: "repeat 1", count: depth) + ["seed 1"] + Array(repeating: "end", count: depth)
    }
    _ = try checked(nested(32))
    let error = #expect(throws: Diagnostics.self) { try checked(nested(40)) }
    #expect(error?.all.map(\.message) == ["a block stands in at most 31 others"])
    let source = Source(name: "x.nnb", text: "```nnb\n" + nested(40).joined(separator: "\n"))
    #expect(error?.all.map { source.line(at: $0.span.lower) } == [34])
  }

  @Test("of many mistakes the first are told with what may have been meant, whichever cells they stand in")
  func cures() {
    let cells = (0..<50).map { _ in "```nnb\nlet rate 1\nseed $rat\ntrian 3\n```\n" }.joined(separator: "\n")
    let error = #expect(throws: Diagnostics.self) { try Notebook.read(Source(name: "x.nnb", text: cells)) }
    let helps = (error?.all ?? []).map(\.help)
    #expect(helps.count == 100)
    #expect(helps[0] == "a value with a similar name exists: '$rate'")
    #expect(helps[18] == helps[0] && helps[19]?.contains("'train'") ?? false)
    #expect(helps[20...].allSatisfy { $0 == nil || $0 == "'help' lists the commands" })
  }

  @Test("comments and prose change nothing that a notebook has to say")
  func comments() throws {
    let commands = [
      "seed 1", "data xor", "layer affine 2 2", "layer sigmoid", "layer affine 2 1", "loss mse",
      "train 20 lr 0.1 log 10",
      "undo", "redo", "show hidden", "repeat 2\n  train 1 lr 0.1\nend", "keep a", "show runs", "diagnose",
      "sweep lr 0.1 0.2\n  train 2 lr $lr\nend", "show sweep", "compare a", "history",
    ]
    func outputs(_ separator: String) throws -> [Output] {
      let text = "```nnb\n" + commands.joined(separator: separator) + "\n```\n"
      let (notebook, _) = try Notebook.read(Source(name: "x.nnb", text: text))
      return Runner(Host(), of: notebook).cells(of: notebook).flatMap(\.outputs)
    }
    let plain = try outputs("\n")
    #expect(plain.count >= 12)
    #expect(try outputs("\n# a comment: train 3\n\n") == plain)
    #expect(try outputs("\n# one\n# two \\\n") == plain)
    #expect(try outputs("\n```\n\nProse, and `train 3`.\n\n```nnb\n") == plain)
  }
}
