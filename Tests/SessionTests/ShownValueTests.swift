import Foundation
import Testing
import WeightFiles

@testable import Session

/// What is shown of a network whose every number was worked out by hand.
@Suite struct ShownValueTests {
  /// A session that runs commands with some weights in place of those that were drawn.
  private func runner(_ commands: String, _ tensors: [(name: String, values: [Double])]) throws -> Runner {
    let folder = FileManager.default.temporaryDirectory.appending(path: "shown-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = WeightFile.write(
      tensors.map { name, values in
        Tensor(name: name, shape: values.count == 4 ? [2, 2] : [2], values: values, isSinglePrecision: false)
      })
    try Data(file).write(to: folder.appending(path: "w.safetensors"))
    let runner = Runner(Host(files: FileAccess(folder: folder.path)))
    _ = try runAll("\(commands)load \"w.safetensors\"", in: runner)
    return runner
  }

  /// XOR with W1 = (1 -1 / 2 0), b1 = (0 1), ReLU, W2 = (1 0 / 0 2), b2 = (0 -1).
  private func runner() throws -> Runner {
    try runner(
      "data xor\nlayer affine 2 2 weights zeros\nlayer relu\nlayer affine 2 2 weights zeros\n"
        + "loss softmax_cross_entropy\n",
      [("W1", [1, -1, 2, 0]), ("b1", [0, 1]), ("W2", [1, 0, 0, 2]), ("b2", [0, -1])])
  }

  @Test(arguments: [
    ("data", [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]]), ("data row 3", [[1, 0, 1]]),
    ("model", [[2, 2, 6], [2, 2, 0], [2, 2, 6]]),
    ("W1", [[1, -1], [2, 0]]), ("b2", [[0, -1]]), ("weights", [[1, -1], [2, 0], [1, 0], [0, 2]]),
    ("biases", [[0, 1], [0, -1]]),
    ("hidden", [[0, 1], [2, 1], [1, 0], [3, 0]]), ("hidden 1 row 4", [[3, 0]]),
    ("outputs", [[0, 1], [2, 1], [1, -1], [3, -1]]), ("outputs row 2", [[2, 1]]),
    ("outputs rows 2..3", [[2, 1], [1, -1]]), ("hidden 1 rows 1..2", [[0, 1], [2, 1]]), ("data row 3..3", [[1, 0, 1]]),
    // The first row and the third are of the other class; the second is as well.
    ("confusion", [[1, 1], [2, 0]]), ("accuracy", [[0.25]]),
    (
      "predictions",
      [
        [0.2689414213699951, 0.7310585786300049], [0.7310585786300049, 0.2689414213699951],
        [0.8807970779778823, 0.11920292202211755], [0.9820137900379085, 0.017986209962091555],
      ]
    ),
    ("predictions row 1", [[0.2689414213699951, 0.7310585786300049]]),
    // ln(1 + e), ln(1 + e), ln(1 + e²) and ln(1 + e⁻⁴), and their mean.
    ("loss", [[1.192900328499307]]), ("loss row 3", [[2.1269280110429727]]), ("loss row 4", [[0.01814992791780973]]),
    (
      "gradients",
      [
        [0.2157027170039477, 0], [0.17826809216697834, -0.36552928931500245], [0.3984673616614489, 0],
        [0.5722389013379043, -0.5722389013379043], [0, 0], [0.2157027170039477, -0.21570271700394772],
      ]
    ),
    ("gradients b1 row 2", [[0.7310585786300049, -1.4621171572600098]]),
  ])
  func isWhatTheHandComputes(subject: String, expected: [[Double]]) throws {
    let rows = try runner().rows(of: subject)
    try #require(rows.map(\.count) == expected.map(\.count))
    for (value, number) in zip(rows.joined(), expected.joined()) {
      #expect((value - number).magnitude < 1e-15 * max(1, number.magnitude))
    }
  }

  /// Two rows with two outputs of a sigmoid each, worked out from the definitions.
  @Test(arguments: [
    ("mse", [0.07232948812851325, 0.014209336618611037, 0.1387259533993328, 0.0022492134466546346], 0.25),
    ("sse", [0.07232948812851325, 0.014209336618611037, 0.1387259533993328, 0.0022492134466546346], 0.5),
    (
      "binary_cross_entropy", [0.3132616875182228, 0.12692801104297252, 0.8490769841801067, 0.04858735157374191], 0.25
    ),
  ])
  func lossesAreThoseOfTheirDefinitions(loss: String, terms: [Double], factor: Double) throws {
    // The outputs are the sigmoids of 1, -2, 0.5 and 3: both inputs are taken as they are.
    let runner = try runner(
      "data rows\n1 -2 -> 1 0\n0.5 3 -> 0.25 1\nend\nlayer affine 2 2 weights zeros\nlayer sigmoid\nloss \(loss)\n",
      [("W1", [1, 0, 0, 1]), ("b1", [0, 0])])
    let value = try runner.rows(of: "loss")[0][0]
    #expect((value - factor * terms.reduce(0, +)).magnitude < 1e-15)
  }
}
