import Testing

@testable import Session

/// What a training says of outputs that no longer learn.
@Suite struct SaturationRemarkTests {
  /// Inputs of ±100 make a sigmoid 1, or 4e-44.
  private func said(
    _ rows: String, _ layers: String = "layer affine 1 1 weights ones\nlayer sigmoid", loss: String = "mse",
    train: String = "train 1 lr 1e-9"
  ) throws -> [String] {
    notes(try runAll("seed 1\ndata rows\n\(rows)\nend\n\(layers)\nloss \(loss)\n\(train)"))
  }

  private static let advice = ": see 'diagnose'."

  @Test(arguments: ["mse", "sse", "binary_cross_entropy"]) func anOutputIsNamedWithItsRows(loss: String) throws {
    #expect(
      try said("100 -> 0\n100 -> 1\n-100 -> 1\n-100 -> 0", loss: loss) == [
        "Output 1 is saturated and no longer learns on 2 of 4 rows whose target it misses\(Self.advice)"
      ])
    #expect(try said("100 -> 1\n-100 -> 0\n10 -> 0", loss: loss) == [])
  }

  @Test func severalOutputsAreCounted() throws {
    let layers = "layer affine 1 3 weights ones\nlayer tanh"
    #expect(
      try said("100 -> 1 -1 0\n100 -> 1 -1 1\n1 -> 0 0 0", layers) == [
        "2 of 3 outputs are saturated and no longer learn on up to 2 of 3 rows whose targets they miss\(Self.advice)"
      ])
    #expect(
      try said("100 -> 1 1 0\n100 -> 1 1 1", layers) == [
        "Output 3 is saturated and no longer learns on 1 of 2 rows whose target it misses\(Self.advice)"
      ])
  }

  @Test func aTrainingOnOneRowIsAboutThatRow() throws {
    #expect(try said("100 -> 0\n1 -> 1", train: "train 1 lr 1e-9 row 2") == [])
    #expect(
      try said("100 -> 0\n1 -> 1", train: "train 1 lr 1e-9 row 1") == [
        "Output 1 is saturated and no longer learns on the row whose target it misses\(Self.advice)"
      ])
  }

  @Test func aRateThatIsTooLargeIsSeen() throws {
    let xor = "0 0 -> 0\n0 1 -> 1\n1 0 -> 1\n1 1 -> 0"
    let layers = "layer affine 2 4\nlayer tanh\nlayer affine 4 1\nlayer sigmoid"
    #expect(try said(xor, layers, train: "train 100 lr 1").isEmpty)
    #expect(try said(xor, layers, train: "train 100 lr 1e6").last?.contains("no longer learns on ") == true)
  }
}
