import Foundation
import Language
import Outputs
import Testing
import WeightFiles

@testable import Session

/// Files of weights and data that a session refuses, in its words.
@Suite struct FileCommandTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "files-\(UUID().uuidString)")
  private let network = "seed 1\nlayer affine 1 1\n"

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  private func write(_ weight: Double) throws {
    let tensors = [
      Tensor(name: "W1", shape: [1, 1], values: [weight], isSinglePrecision: false),
      Tensor(name: "b1", shape: [1], values: [0], isSinglePrecision: false),
    ]
    try Data(WeightFile.write(tensors)).write(to: folder.appending(path: "w.safetensors"))
  }

  /// What the commands say, and why the last one failed.
  private func run(_ text: String) throws -> (said: [String], failure: Diagnostic?) {
    let source = Source(name: "test", text: text)
    let result = Runner(Host(files: FileAccess(folder: folder.path))).said(source)
    return (notes(result.outputs), result.failure)
  }

  @Test func weightsThatAreNoNumbersAreNotLoaded() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write(.nan)
    let load = "load \"w.safetensors\"\n"
    #expect(try run(network + load).failure?.message == "W1 in w.safetensors holds nan; weights must be finite")
    try write(1e300)
    #expect(try run(network + load).failure == nil)
    let single = try run("precision float32\n" + network + load).failure
    #expect(single?.message == "W1 in w.safetensors holds 1e+300, which is too large for float32")
  }

  @Test(arguments: [
    ("a.npz", "a.safetensors"), ("sub/", "sub/weights.safetensors"), ("v1.2/w", "v1.2/w.safetensors"),
    ("x", "x.safetensors"), (".hidden", ".hidden.safetensors"),
  ])
  func aNameForWeightsIsSuggested(name: String, suggested: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try run(network + "save \"\(name)\"").failure?.help == "name the file '\(suggested)'")
  }

  @Test func numbersAreNotCountedAsClasses() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("a,price\n1,250000\n2,310000\n3,5\n4,7\n".utf8).write(to: folder.appending(path: "p.csv"))
    try Data("a,kind\n1,x\n2,x\n".utf8).write(to: folder.appending(path: "one.csv"))
    let session = try run(
      "data csv \"p.csv\"\nsplit test 0.5\n\(network)loss mse\ntrain 1 lr 1e-9\nkeep a\nexpect runs within 1e12\n1 0 0 0 0 0 0\nend"
    )
    #expect(session.failure == nil && session.said[0] == "p.csv: 4 rows of 1 input.")
    #expect(try run("data csv \"one.csv\"").said == ["one.csv: 2 rows of 1 input, 1 class (x)."])
    #expect(
      try run("data csv \"p.csv\"\n\(network)loss mse\nshow accuracy").failure?.message
        == "accuracy needs classes, but the targets are numbers")
  }

  @Test func labelsTooLargeForColumnsAreRefused() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let rows = (0..<1001).map { "\($0) -> 999999\n" }.joined()
    let failure = try run("data rows onehot\n\(rows)end").failure
    #expect(failure?.message == "one column a class would be 1000000 columns, which is too many")
  }

  @Test func aPathFromOutsideStandsInNoReport() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("1,2,0\n3,4,1\n".utf8).write(to: folder.appending(path: "d.csv"))
    let paths = ["d.csv", "no.csv", "w.safetensors"].map { folder.appending(path: $0).path }
    var prompt = Prompt(files: FileAccess(folder: "/", named: Set(paths)))
    let text = [
      "data csv \"\(paths[0])\"", "show data", "layer affine 2 1 weights constant 1", "save \"\(paths[2])\"",
      "load \"\(paths[2])\"", "load \"\(paths[1])\"", "data csv \"\(paths[1])\"",
    ].joined(separator: "\n")
    let outputs = prompt.type(text)
    let messages = prompt.failures
    #expect(messages == Array(repeating: "cannot read no.csv: no such file or directory", count: 2))
    #expect(
      notes(outputs) == [
        "d.csv: 2 rows of 2 inputs, 2 classes.", "Saved W1, b1 to w.safetensors.", "Loaded W1, b1 from w.safetensors.",
      ])
    #expect(tables(outputs).map(\.caption) == ["Data: d.csv, 2 rows."] && outputs.count == 4)
    #expect(!"\(outputs) \(messages)".contains(folder.lastPathComponent))
  }

  @Test func tenClassesAreListedAndNoMore() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    func summary(_ count: Int) throws -> [String] {
      let rows = (0..<count).map { "1,\(Character(Unicode.Scalar(UInt8(97 + $0))))\n" }.joined()
      try Data("x,kind\n\(rows)".utf8).write(to: folder.appending(path: "k.csv"))
      return try run("data csv \"k.csv\"").said
    }
    #expect(try summary(10) == ["k.csv: 10 rows of 1 input, 10 classes (a, b, c, d, e, f, g, h, i, j)."])
    #expect(try summary(11) == ["k.csv: 11 rows of 1 input, 11 classes (a, b, c, d, e, f, g, h, i, j, …)."])
  }

  @Test func arraysAreFoundByTheirNames() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let tensors = [
      Tensor(name: "b1", shape: [1], values: [3], isSinglePrecision: false),
      Tensor(name: "W1", shape: [1, 1], values: [7], isSinglePrecision: false),
    ]
    try Data(WeightFile.write(tensors)).write(to: folder.appending(path: "w.safetensors"))
    let session = try run(network + "load \"w.safetensors\"\nexpect W1\n7\nend\nexpect b1\n3\nend")
    #expect(session.failure == nil)
    #expect(session.said[0] == "Loaded b1, W1 from w.safetensors.")
  }

  @Test func aLinkLeadsNotEvenIntoAFolderOfALongerName() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let (inner, outer) = (folder.appending(path: "net"), folder.appending(path: "network"))
    for place in [inner, outer] {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    }
    for file in [inner.appending(path: "own.npz"), outer.appending(path: "w.npz")] { try Data().write(to: file) }
    let link = inner.appending(path: "link").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: outer.path)
    let files = FileAccess(folder: inner.path)
    let refusal = #expect(throws: FileAccess.Refusal.self) { try files.place(of: "link/w.npz") }
    #expect(refusal?.message == "'link/w.npz' is a link that leads outside the notebook's folder")
    #expect(files.entries(of: "link").isEmpty)
    #expect(try files.place(of: "own.npz").absolutePath == inner.path + "/own.npz")
  }

  @Test func whatIsNoFileOfWeightsIsNotReplacedByOne() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "w.safetensors")
    try Data("precious".utf8).write(to: file)
    #expect(
      try run(network + "save \"w.safetensors\"").failure?.message
        == "there is a file 'w.safetensors' already that holds no weights")
    #expect(try Data(contentsOf: file) == Data("precious".utf8))
    try Data().write(to: file)
    #expect(try run(network + "save \"w.safetensors\"\nsave \"w.safetensors\"").failure == nil)
  }

  /// A name from the command line may lead anywhere: it was given to be read.
  @Test func whatTheCommandLineNamesIsNotReplaced() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write(1)
    let named = folder.appending(path: "w.safetensors").path
    let new = folder.appending(path: "new.safetensors").path
    let book = folder.appending(path: "book").path
    func run(_ path: String) -> String? {
      let source = Source(name: "test", text: network + "save \"\(path)\"\nsave \"\(path)\"")
      return Runner(Host(files: FileAccess(folder: book, named: [path]))).said(source).failure?.message
    }
    try FileManager.default.createDirectory(atPath: book, withIntermediateDirectories: true)
    #expect(
      run(named) == "there is a file 'w.safetensors' already, and what the command line names is not replaced")
    #expect(run(new) == nil)
  }

  @Test func notebooksRunNoMoreThanSoManyOthers() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ name: String, _ lines: [String]) throws {
      let text = "```nnb\n" + lines.joined(separator: "\n") + "\n```\n"
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    for depth in 0..<40 { try write("chain\(depth).nnb", ["run \"chain\(depth + 1).nnb\""]) }
    try write("chain40.nnb", ["seed 1"])
    #expect(
      try run("run \"chain0.nnb\"").failure?.message.hasSuffix("at most 32 notebooks run one in the other") == true)
    #expect(try run("run \"chain10.nnb\"").failure == nil)
    for depth in 0..<20 { try write("two\(depth).nnb", Array(repeating: "run \"two\(depth + 1).nnb\"", count: 2)) }
    try write("two20.nnb", ["seed 1"])
    let message = "notebooks that run others would be run more than 10000 times"
    #expect(try run("run \"two0.nnb\"").failure?.message.contains(message) == true)
    #expect(try run("repeat 1000\nrun \"two15.nnb\"\nend").failure?.message.contains(message) == true)
    #expect(try run("run \"two17.nnb\"\nrun \"two17.nnb\"").failure == nil)
  }
}
