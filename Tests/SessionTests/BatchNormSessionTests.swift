import Foundation
import Language
import Testing
import WeightFiles

@testable import Session

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

  @Test func whatCanBeShownCanBeExpected() throws {
    let runner = Runner()
    _ = try runAll("seed 1\n\(network)train 10", in: runner)
    let named = ["W2", "b2", "gamma2", "beta2", "running_mean2", "running_var2"]
    for subject in named + ["model", "gradients", "gradients gamma1 row 2", "outputs"] {
      let numbers = try runner.rows(of: subject)
      let rows = numbers.map { $0.map { String(describing: $0) }.joined(separator: " ") }
      #expect(
        notes(try runAll("expect \(subject)\n\(rows.joined(separator: "\n"))\nend", in: runner))
          == ["As expected: \(subject), \(numbers.joined().count) numbers, exactly."])
      #expect(missing(numbers, in: try runAll("show \(subject)", in: runner)) == [], "\(subject)")
    }
    #expect(try runner.rows(of: "model").map { $0[2] } == [16, 8, 0, 10, 4])
  }

  @Test(arguments: ["float32", "float64"]) func filesHoldTheRunningStatisticsToo(precision: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "nbrun-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let files = FileAccess(folder: folder)
    let runner = Runner(Host(files: files))
    _ = try runAll("precision \(precision)\nseed 1\n\(network)train 20\nsave \"a.safetensors\"", in: runner)
    let trained = (runner.state.digest, try runner.rows(of: "outputs"))
    #expect(try runner.rows(of: "running_mean1")[0].allSatisfy { $0 != 0 })

    _ = try runAll("rewind", in: runner)
    #expect(try runner.rows(of: "running_mean1") == [[0, 0, 0, 0]])
    _ = try runAll("load \"a.safetensors\"", in: runner)
    #expect(runner.state.digest == trained.0)
    let other = Runner(Host(files: files))
    _ = try runAll("precision \(precision)\n\(network)load \"a.safetensors\"", in: other)
    #expect(try other.rows(of: "outputs") == trained.1)
    let held = [
      "W1", "b1", "gamma1", "beta1", "running_mean1", "running_var1",
      "W2", "b2", "gamma2", "beta2", "running_mean2", "running_var2",
    ]
    #expect(
      complaint("reset\nlayer affine 3 4\nlayer tanh\nlayer affine 4 2\nload \"a.safetensors\"", in: other)
        == Complaint(
          "a.safetensors holds \(held.joined(separator: ", ")), but the network has W1, b1, W2, b2",
          at: "\"a.safetensors\""))
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
    let runner = Runner(Host(files: FileAccess(folder: folder)))
    _ = try runAll("layer affine 1 1 weights ones\nlayer batch_norm", in: runner)
    let before = runner.state.digest
    #expect(
      complaint("load \"a.safetensors\"", in: runner)
        == Complaint("running_var1 in a.safetensors holds a variance below 0", at: "\"a.safetensors\""))
    #expect(runner.state.digest == before)
  }

  @Test func onlyBatchesOfOneRowThatComeAreRefused() throws {
    let (one, last) = ("and a batch of 1 has none", "but 8 rows in batches of 7 leave a last one of 1")
    let refused = [
      ("train 10 row 1", "and one row has none", "1"), ("train 10 batch 1", one, "1"), ("train 2 batch 7", last, "7"),
      ("train 1 epochs batch 7", last, "7"), ("batch 1 replace\ntrain 1", one, "train 1"),
      ("batch 7\ntrain 2", last, "train 2"), ("take 1\ntrain 1", "and the data has one row", "train 1"),
      ("batch 4 replace\ntrain 2 batch 7", last, "7"), ("batch 7 fixed\ntrain 2 shuffle", last, "train 2 shuffle"),
      ("batch 7\nshuffle\ntrain 2", last, "train 2"),
    ]
    let allowed = [
      "train 10", "train 1 batch 7", "train 3 batch 3", "train 2 batch 7 replace", "batch 7 fixed\ntrain 2",
      "take 7\ntrain 2 batch 7", "train 2 batch 100", "take 1\nbatch 3 replace\ntrain 2",
    ]
    for (text, reason, place) in refused {
      #expect(
        complaint("seed 1\n\(network)\(text)")
          == Complaint("batch_norm needs the variance of every batch, \(reason)", at: place), "\(text)")
    }
    for text in allowed { #expect(complaint("seed 1\n\(network)\(text)") == nil, "\(text)") }
  }

  @Test func dataThatCannotBeChangedKeepsItsBatches() throws {
    let runner = Runner()
    let data = "data rows\n0 -> 0\n1e308 -> 1\n-1e308 -> 0\nend\n"
    _ = try runAll("seed 1\n\(data)layer affine 1 2\nlayer batch_norm\nloss mse\nbatch 2", in: runner)
    let tooLarge = "its values are not finite, too large or too close together"
    #expect(
      complaint("normalize", in: runner)
        == Complaint("input column 1 cannot be normalized: \(tooLarge)", at: "normalize"))
    #expect(
      complaint("train 2", in: runner)
        == Complaint(
          "batch_norm needs the variance of every batch, but 3 rows in batches of 2 leave a last one of 1",
          at: "train 2"))
  }
}
