import Foundation
import Language
import Testing
import WeightFiles

@testable import Notebook

/// A network with batch_norm in a session: its parameters by name, in files, and the batches it can be trained on.
@Suite struct BatchNormSessionTests {
  private let network = """
    data parity 3
    layer affine 3 4 weights normal 1
    layer batch_norm momentum 0.3
    layer tanh
    layer affine 4 2
    layer batch_norm
    loss softmax_cross_entropy

    """

  /// Runs commands in a session of their own.
  @discardableResult private func run(_ text: String) throws -> [String] {
    var session = Session()
    return try run(text, in: &session)
  }

  /// Runs commands and gives their notes; a failed command ends the run.
  @discardableResult private func run(_ text: String, in session: inout Session) throws -> [String] {
    let source = Source(name: "test", text: text)
    var parser = Parser()
    var notes: [String] = []
    for step in parser.parse(source.lines, of: source) {
      try session.run(try step.get()) { if case .note(let text) = $0 { notes.append(text) } }
    }
    return notes
  }

  @Test func whatCanBeShownCanBeExpected() throws {
    var session = Session()
    try run("seed 1\n\(network)train 10", in: &session)
    let named = ParameterName.Role.allCases.map { Subject.parameter(ParameterName($0, layer: 2)) }
    let scales = ParameterName(.scales, layer: 1)
    for subject in named + [.model, .gradients(nil, row: nil), .gradients(scales, row: 2), .outputs(row: nil)] {
      let rows = session.rows(of: subject).map { $0.map { String(describing: $0) }.joined(separator: " ") }
      #expect(try run("expect \(subject)\n\(rows.joined(separator: "\n"))\nend", in: &session).count == 1)
      #expect(!session.outputs(of: subject, isFull: false).isEmpty)
    }
    #expect(session.rows(of: .model).map { $0[2] } == [16, 8, 0, 10, 4])
  }

  @Test(arguments: ["float32", "float64"]) func filesHoldTheRunningStatisticsToo(precision: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "nbrun-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let files = FileAccess(folder: folder)
    var session = Session(files: files)
    try run("precision \(precision)\nseed 1\n\(network)train 20\nsave \"a.safetensors\"", in: &session)
    let trained = (session.digest, session.rows(of: .outputs(row: nil)))
    let means = Subject.parameter(ParameterName(.runningMeans, layer: 1))
    #expect(session.rows(of: means)[0].allSatisfy { $0 != 0 })

    try run("rewind", in: &session)
    #expect(session.rows(of: means) == [[0, 0, 0, 0]])
    try run("load \"a.safetensors\"", in: &session)
    #expect(session.digest == trained.0)
    var other = Session(files: files)
    try run("precision \(precision)\n\(network)load \"a.safetensors\"", in: &other)
    #expect(other.rows(of: .outputs(row: nil)) == trained.1)
    #expect(throws: Diagnostic.self) {
      try run("reset\nlayer affine 3 4\nlayer tanh\nlayer affine 4 2\nload \"a.safetensors\"", in: &other)
    }
  }

  @Test func aVarianceBelowZeroIsNotLoaded() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "nbrun-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let values = [("W1", 1.0), ("b1", 0), ("gamma1", 1), ("beta1", 0), ("running_mean1", 0), ("running_var1", -1)]
    let tensors = values.map { name, value in
      Tensor(name: name, shape: name == "W1" ? [1, 1] : [1], values: [value], isSinglePrecision: false)
    }
    try Data(WeightFile.write(tensors)).write(to: URL(filePath: folder + "/a.safetensors"))
    var session = Session(files: FileAccess(folder: folder))
    try run("layer affine 1 1 weights ones\nlayer batch_norm", in: &session)
    let before = session.digest
    let error = #expect(throws: Diagnostic.self) { try run("load \"a.safetensors\"", in: &session) }
    #expect(error?.message == "running_var1 in a.safetensors holds a variance below 0")
    #expect(session.digest == before)
  }

  @Test func onlyBatchesOfOneRowThatComeAreRefused() throws {
    let refused = [
      "train 10 row 1", "train 10 batch 1", "train 2 batch 7", "train 1 epochs batch 7", "batch 1 replace\ntrain 1",
      "batch 7\ntrain 2", "take 1\ntrain 1", "batch 4 replace\ntrain 2 batch 7", "batch 7 fixed\ntrain 2 shuffle",
      "batch 7\nshuffle\ntrain 2",
    ]
    let allowed = [
      "train 10", "train 1 batch 7", "train 3 batch 3", "train 2 batch 7 replace", "batch 7 fixed\ntrain 2",
      "take 7\ntrain 2 batch 7", "train 2 batch 100", "take 1\nbatch 3 replace\ntrain 2",
    ]
    for text in refused {
      #expect(throws: Diagnostic.self, "\(text)") { try run("seed 1\n\(network)\(text)") }
    }
    for text in allowed {
      #expect(throws: Never.self, "\(text)") { try run("seed 1\n\(network)\(text)") }
    }
  }

  @Test func dataThatCannotBeChangedKeepsItsBatches() throws {
    var session = Session()
    let data = "data rows\n0 -> 0\n1e308 -> 1\n-1e308 -> 0\nend\n"
    try run("seed 1\n\(data)layer affine 1 2\nlayer batch_norm\nloss mse\nbatch 2", in: &session)
    #expect(throws: Diagnostic.self) { try run("normalize", in: &session) }
    #expect(throws: Diagnostic.self) { try run("train 2", in: &session) }
  }
}
