import Foundation
import Language
import Testing
import WeightFiles

@testable import Session

/// Files of weights that PyTorch wrote: what to do in Python before they are loaded.
@Suite struct ForeignWeightsTests {
  /// What `load` says to arrays of these names and shapes, where the network is 2-3-1 or another.
  private func complaint(
    _ arrays: [(String, [Int])], into network: String = "layer affine 2 3\nlayer sigmoid\nlayer affine 3 1"
  ) throws -> (message: String?, help: String?) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "nbrun-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let tensors = arrays.map { name, shape in
      Tensor(
        name: name, shape: shape, values: Array(repeating: 0.5, count: shape.reduce(1, *)), isSinglePrecision: false)
    }
    try Data(WeightFile.write(tensors)).write(to: URL(filePath: folder + "/w.safetensors"))
    let runner = Runner(Host(files: FileAccess(folder: folder)))
    _ = try runAll(network, in: runner)
    let source = Source(name: "test", text: "load \"w.safetensors\"")
    let failure = runner.run(source.lines, of: source) { _ in }.failure
    return (failure?.message, failure?.help)
  }

  @Test(arguments: [
    ["0.weight", "0.bias", "2.weight", "2.bias"], ["fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"],
  ])
  func namesOfPyTorchAreRenamedAndTurned(names: [String]) throws {
    let found = try complaint(Array(zip(names, [[3, 2], [3], [1, 3], [1]])))
    #expect(found.message?.hasSuffix("but the network has W1, b1, W2, b2") == true)
    #expect(
      found.help == "in Python: np.savez(\"weights.npz\", W1=w[\"\(names[0])\"].T, b1=w[\"\(names[1])\"], "
        + "W2=w[\"\(names[2])\"].T, b2=w[\"\(names[3])\"])")
  }

  @Test func aTransposedMatrixIsTurned() throws {
    let found = try complaint([("W1", [3, 2]), ("b1", [3]), ("W2", [3, 1]), ("b2", [1])])
    #expect(found.message == "W1 has shape (3, 2) in w.safetensors, but (2, 3) in the network")
    #expect(
      found.help == "PyTorch keeps outputs × inputs; in Python: np.savez(\"weights.npz\", W1=w[\"W1\"].T, …)")
  }

  @Test func aNumberIsNoRowOfOne() throws {
    let found = try complaint([("W1", [2, 3]), ("b1", [3]), ("W2", [3, 1]), ("b2", [])])
    #expect(found.message == "b2 has shape () in w.safetensors, but (1) in the network")
    #expect(found.help == "in Python: np.savez(\"weights.npz\", b2=w[\"b2\"].reshape(1), …)")
  }

  /// Its shape does not tell, its name does.
  @Test func aSquareMatrixOfPyTorchIsTurnedToo() throws {
    let found = try complaint(
      [("0.weight", [3, 3]), ("0.bias", [3])], into: "layer affine 3 3")
    #expect(found.help == "in Python: np.savez(\"weights.npz\", W1=w[\"0.weight\"].T, b1=w[\"0.bias\"])")
  }

  @Test func anotherNetworkIsNamed() throws {
    let found = try complaint([("0.weight", [5, 2]), ("0.bias", [5])])
    #expect(found.help == "the file is of another network: its '0.weight' belongs to 'layer affine 2 5'")
  }
}
