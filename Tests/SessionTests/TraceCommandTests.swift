import Engine
import Language
import Outputs
import Testing

@testable import Session

/// What `trace` writes on the board: the figures of a textbook, the bits of the session, and the formulas.
@Suite struct TraceCommandTests {
  /// Mazur 2015, "A Step by Step Backpropagation Example".
  private static let textbook = """
    digits 9
    data rows
    0.05 0.10 -> 0.01 0.99
    end
    layer affine 2 2 weights zeros
    layer sigmoid
    layer affine 2 2 weights zeros
    layer sigmoid
    set W1
    0.15 0.25
    0.20 0.30
    end
    set b1
    0.35 0.35
    end
    set W2
    0.40 0.50
    0.45 0.55
    end
    set b2
    0.60 0.60
    end
    loss sse

    """

  private static func numbers(_ table: Table, _ heading: String) throws -> [Double?] {
    let column = try #require(table.columns.firstIndex { $0.heading == heading })
    return table.rows.map { if case .number(let number, _) = $0[column] { number } else { nil } }
  }

  /// The table whose caption begins so.
  private static func table(_ tables: [Table], _ beginning: String) throws -> Table {
    try #require(tables.first { $0.caption?.hasPrefix(beginning) ?? false }, "\(beginning)")
  }

  @Test func theFiguresAreThoseOfTheTextbook() throws {
    let runner = Runner()
    _ = try runAll(Self.textbook, in: runner)
    let before = runner.state.digest
    let tables = tables(try runAll("trace row 1 lr 0.5", in: runner))
    #expect(runner.state.digest == before)
    func expect(_ beginning: String, _ heading: String, _ figures: [Double]) throws {
      let found = try Self.numbers(try Self.table(tables, beginning), heading)
      for (value, figure) in zip(found, figures) {
        #expect(((value ?? .nan) - figure).magnitude < 5.1e-9, "\(beginning) \(heading) \(figure)")
      }
      #expect(found.count >= figures.count)
    }
    try expect("Forward, layer 1 ", "z", [0.3775, 0.3925])
    try expect("Forward, layer 1 ", "h", [0.593269992, 0.596884378])
    try expect("Forward, layer 2 ", "y", [0.75136507, 0.772928465])
    try expect("Loss (sse)", "term", [0.274811083, 0.023560026])
    try expect("Back, layer 2", "delta", [0.138498562, -0.038098237])
    try expect("Gradient of layer 2 ", "new", [0.35891648, 0.511301270, 0.408666186, 0.561370121])
    try expect("Gradient of layer 1 ", "new", [0.149780716, 0.24975114, 0.19956143, 0.29950229])
    try expect("Gradient of layer 2 ", "gradient", [0.082167041])
    #expect(try Self.table(tables, "Loss (sse)").caption?.hasSuffix("the sum of the terms, is 0.298371109.") == true)
    let captions = tables.compactMap(\.caption)
    #expect(
      captions == [
        "Row 1, followed forward and back; nothing is changed.",
        "Forward, layer 1 (affine, sigmoid): z = Σ x · W1 + b1, h = 1 / (1 + exp(-z)).",
        "Forward, layer 2 (affine, sigmoid): z = Σ h · W2 + b2 (h of layer 1), y = 1 / (1 + exp(-z)).",
        "Loss (sse): error = y - t, term = ½ (y - t)². The loss, the sum of the terms, is 0.298371109.",
        "Back, layer 2 (affine, sigmoid): ∂L/∂y = y - t, delta = ∂L/∂z = ∂L/∂y · y · (1 - y).",
        "Gradient of layer 2 (affine): ∂L/∂W2 = h · delta, ∂L/∂b2 = delta; update = -0.5 · gradient, new = value + update.",
        "Back, layer 1 (affine, sigmoid): ∂L/∂h = Σ delta · W2 (delta of layer 2), delta = ∂L/∂z = ∂L/∂h · h · (1 - h).",
        "Gradient of layer 1 (affine): ∂L/∂W1 = x · delta, ∂L/∂b1 = delta; update = -0.5 · gradient, new = value + update.",
      ])
    // A training makes just that step.
    _ = try runAll("train 1 lr 0.5", in: runner)
    let moved = try runner.rows(of: "W1").flatMap { $0 } + runner.rows(of: "b1").flatMap { $0 }
    #expect(try Self.numbers(try Self.table(tables, "Gradient of layer 1 "), "new").compactMap { $0 } == moved)
  }

  private static let deep = """
    seed 3
    data parity 3
    layer affine 3 4
    layer batch_norm
    layer relu
    layer dropout 0.5
    layer affine 4 3
    layer tanh
    layer affine 3 2
    loss softmax_cross_entropy

    """

  @Test(arguments: ["float64", "float32"]) func gradientsAreThoseThatAreShown(precision: String) throws {
    let runner = Runner()
    _ = try runAll("precision \(precision)\n" + Self.deep + "train 20 lr 0.1", in: runner)
    for (command, row) in [("trace row 3", " row 3"), ("trace batch", "")] {
      let tables = tables(try runAll(command, in: runner))
      for (number, names) in [["gamma1", "beta1", "W1", "b1"], ["W2", "b2"], ["W3", "b3"]].enumerated() {
        let ofLayer = tables.filter { $0.caption?.hasPrefix("Gradient of layer \(number + 1) ") ?? false }
        let traced = try ofLayer.flatMap { try Self.numbers($0, "gradient").compactMap { $0 } }
        let shown = try names.flatMap { try runner.rows(of: "gradients \($0)\(row)").flatMap { $0 } }
        #expect(traced == shown && !shown.isEmpty)
      }
    }
    // Deltas and pre-activations are those of the trace.
    let traced = tables(try runAll("trace row 3", in: runner))
    let sums = try Self.numbers(try Self.table(traced, "Forward, layer 2 "), "z").compactMap { $0 }
    #expect(try runner.rows(of: "preactivations 2 row 3") == [sums])
    let deltas = try Self.numbers(try Self.table(traced, "Back, layer 2"), "delta").compactMap { $0 }
    #expect(try runner.rows(of: "deltas 2 row 3") == [deltas])
    // The mean over the rows is what the single rows make together.
    let single = try (1...8).flatMap { try runner.rows(of: "deltas 3 row \($0)") }
    let whole = try runner.rows(of: "deltas 3")
    for (row, whole) in zip(single, whole) {
      for (value, share) in zip(row, whole) { #expect((value / 8 - share).magnitude < 1e-6) }
    }
  }

  @Test func whatTrainingDoesOtherwiseIsSaid() throws {
    let said = notes(try runAll(Self.deep + "optimizer adam\ntrace row 1 lr 0.1"))
    #expect(
      said.suffix(3) == [
        "batch_norm takes its running mean and variance here; a step of training takes those of its rows.",
        "Dropout hands everything on here; in training each value is dropped with probability 0.5.",
        "The steps here are those of `optimizer sgd`; the one that was chosen makes others of the same gradients.",
      ])
    let captions = tables(try runAll(Self.deep + "trace row 1")).compactMap(\.caption)
    #expect(
      captions[1]
        == "Forward, layer 1 (affine, batch_norm, relu, dropout 0.5): z = Σ x · W1 + b1, v1 = gamma1 · (z - running_mean1) "
        + "/ √(running_var1 + 1e-05) + beta1, v2 = max(0, v1), h = v2.")
    #expect(
      captions.contains(
        "Back, layer 1 (affine, batch_norm, relu, dropout 0.5): ∂L/∂h = Σ delta · W2 (delta of layer 2), ∂L/∂v2 = ∂L/∂h, ∂L/∂v1 = ∂L/∂v2 if v1 > 0, otherwise 0, "
          + "delta = ∂L/∂z = ∂L/∂v1 · gamma1 / √(running_var1 + 1e-05)."))
  }

  /// What a batch divides by stands in the formula of the gradient by an output.
  @Test(arguments: [
    ("softmax_cross_entropy", "(p - t) / 8"), ("softmax_cross_entropy reduction sum", "p - t"),
    ("mse", "2 · (y - t) / 16"), ("mse reduction sum", "2 · (y - t) / 2"), ("sse", "y - t"),
    ("sse reduction mean", "(y - t) / 8"),
  ])
  func theGradientSaysWhatItIsDividedBy(loss: String, formula: String) throws {
    let commands = "data parity 3\nseed 1\nlayer affine 3 2\nloss \(loss)\ntrace batch"
    let captions = tables(try runAll(commands)).compactMap(\.caption)
    #expect(captions.contains("Back, layer 1 (affine): delta = ∂L/∂y = \(formula), 8 rows × 2 units."))
  }

  @Test func ofLargeLayersTheMiddleIsLeftOut() throws {
    let runner = Runner()
    _ = try runAll(
      "seed 1\ndata digits 40\nlayer affine 64 30\nlayer softplus\nlayer affine 30 10\nloss mse", in: runner)
    let gradient = try Self.table(tables(try runAll("trace row 2", in: runner)), "Gradient of layer 1 ")
    #expect(gradient.rows.count == 20 && gradient.leftOut?.missing == 64 * 30 + 30 - 20)
    let whole = try Self.table(tables(try runAll("trace row 2 full", in: runner)), "Gradient of layer 1 ")
    #expect(whole.rows.count == 64 * 30 + 30 && whole.leftOut == nil && whole.isFull)
    #expect(Array(whole.rows.prefix(10) + whole.rows.suffix(10)) == gradient.rows)
  }

  @Test func mistakesAreFoundWithoutRunning() {
    #expect(
      complaints(Self.deep + "trace row 9\ntrace batch 3\nshow deltas 4\nshow preactivations row 9") == [
        Complaint("there is no row 9: the data has 8", at: "9"), Complaint("unexpected '3'", at: "3"),
        Complaint("there is no layer 4: the network has 3 layers with weights", at: "4"),
        Complaint("there is no row 9: the data has 8", at: "9"),
      ])
    #expect(complaints("trace row 1").map(\.message) == ["there is no network yet"])
    #expect(complaints("data xor\nlayer affine 2 1\ncheck gradients").map(\.message) == ["there is no loss yet"])
  }

  @Test func deltasSayWhatTheLossIs() throws {
    let shown = tables(try runAll(Self.deep + "show deltas 3 row 2\nshow deltas 3 rows 2..4\nshow deltas 3"))
      .compactMap(\.caption)
    #expect(
      shown == [
        "Deltas of layer 3, 2 units: ∂L/∂z, L being the loss on row 2 alone.",
        "Deltas of layer 3, 2 units: ∂L/∂z, L being the mean loss over 3 rows.",
        "Deltas of layer 3, 2 units: ∂L/∂z, L being the mean loss over 8 rows.",
      ])
  }

  // MARK: - Checking gradients

  @Test func gradientsAreChecked() throws {
    let outputs = try runAll(Self.deep + "train 20 lr 0.1\ncheck gradients")
    let verdict = try #require(notes(outputs).last)
    #expect(verdict.hasPrefix("Gradients agree: the largest relative error is "), "\(verdict)")
    let table = try #require(tables(outputs).last)
    #expect(
      table.rows.map { $0[0] }
        == ["W1", "b1", "gamma1", "beta1", "W2", "b2", "W3", "b3"].map { .text($0) })
    #expect(table.rows.map { $0[2] } == [12, 4, 4, 4, 12, 3, 6, 2].map { .integer($0) })
    #expect(
      notes(try runAll(Self.textbook + "expect gradient_error < 1e-8")).last
        == "As expected: gradient_error < 1e-8.")
    #expect(complaint(Self.textbook + "expect gradient_error > 1e-8") != nil)
  }

  @Test func theCheckSaysWhatItLookedAt() throws {
    let many = try runAll(
      "seed 1\nprecision float32\ndata moons 300\nlayer affine 2 2\nloss softmax_cross_entropy\ncheck gradients")
    #expect(
      tables(many)[0].caption
        == "Gradients of a float64 copy of the network held against differences of the loss on the first 100 of 300 rows, "
        + "the worst value of each parameter.")
    // On the row (0, 0) every unit without a bias lies on its kink.
    let kinks = try runAll(
      "seed 1\ndata xor\nlayer affine 2 3\nlayer relu\nlayer affine 3 1\nloss mse\ncheck gradients")
    #expect(notes(kinks).last?.hasSuffix(" 3 values set aside: a unit changes sides within the step.") == true)
    #expect(
      tables(kinks)[0].rows[1].map { $0 } == [.text("b1"), .integer(3), .integer(3), .integer(3)] + [
        .none, .none, .none, .none,
      ])
  }
}
