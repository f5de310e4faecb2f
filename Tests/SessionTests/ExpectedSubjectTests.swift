import Engine
import Language
import Outputs
import Testing

@testable import Session

/// Whatever can be shown can be expected.
@Suite struct ExpectedSubjectTests {
  private let network = """
    data xor
    layer affine 2 3 weights normal 1
    layer tanh
    layer affine 3 2
    loss softmax_cross_entropy

    """

  /// Uses of every subject, on a session with a test part that has kept a run.
  private static let subjects = [
    "model", "data", "data row 2", "weights", "biases", "W2", "gradients", "gradients b1 row 2", "deltas",
    "deltas 2 row 2",
    "deltas 1 rows 2..3", "deltas test", "preactivations", "preactivations 1 row 2", "gradient_error", "outputs",
    "outputs row 1", "predictions", "predictions row 3", "hidden", "hidden 1 row 2", "loss", "loss row 2",
    "training_loss", "accuracy", "rmse", "mae", "r2", "test_loss", "test_accuracy", "test_rmse", "test_mae", "test_r2",
    "confusion", "errors", "errors test", "worst 2", "worst 10", "worst 1 test", "runs", "sweep",
    "sweep runs", "sweep made", "sweep loss where n 2", "history",
  ]

  @Test func whatCanBeShownCanBeExpected() throws {
    let session = Runner()
    let data = "data parity 3\nsplit test 0.25\nlayer affine 3 3\nlayer tanh\nlayer affine 3 2\n"
    _ = try runAll("seed 1\n\(data)loss softmax_cross_entropy\ntrain 10\nkeep first", in: session)
    _ = try runAll(
      "sweep n 1 2\nreset\nlayer affine 3 $n\nlayer affine $n 2\nloss softmax_cross_entropy\n"
        + "train 9 until loss < 0.1\nend", in: session)
    for subject in Self.subjects {
      let numbers = try session.rows(of: subject)
      let rows = numbers.map { $0.map { String(describing: $0) }.joined(separator: " ") }
      let count = numbers.joined().count
      try #require(count > 0, "\(subject)")
      #expect(
        notes(try runAll("expect \(subject)\n\(rows.joined(separator: "\n"))\nend", in: session))
          == ["As expected: \(subject), \(count == 1 ? "1 number" : "\(count) numbers"), exactly."])
      #expect(missing(numbers, in: try runAll("show \(subject)", in: session)) == [], "\(subject)")
      // Another number in any row is noticed, and pointed at.
      for (index, row) in numbers.enumerated() {
        var wrong = rows
        wrong[index] = (["1e300"] + row.dropFirst().map { String(describing: $0) }).joined(separator: " ")
        #expect(
          complaint("expect \(subject)\n\(wrong.joined(separator: "\n"))\nend", in: session)
            == Complaint(
              "\(subject), row \(index + 1), column 1 is \(row[0].plain), expected 1e+300", at: "1e300"))
      }
    }
    let digest = session.state.digest
    #expect(notes(try runAll("expect digest = \"\(digest)\"", in: session)) == ["As expected: digest is \(digest)."])
    let wrong = "\(digest.dropLast())x"
    #expect(
      complaint("expect digest = \"\(wrong)\"", in: session)
        == Complaint("digest is \"\(digest)\", not \"\(wrong)\"", at: "="))
  }

  @Test func everySubjectIsAmongThoseThatAreExpected() {
    for type in SubjectTable.all
    where type.form.pattern == nil && !["digest", "findings", "best"].contains(type.form.name) {
      #expect(Self.subjects.contains { $0.split(separator: " ").first.map(String.init) == type.form.name })
    }
  }
}
