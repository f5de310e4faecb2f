import Outputs
import Testing

@testable import Session

/// What tells the runs that were kept apart.
@Suite struct RunTableTests {
  private let network =
    "seed 1\ndata xor\nlayer affine 2 2\nlayer sigmoid\nlayer affine 2 2\nloss softmax_cross_entropy\n"

  /// The texts of the column after the name.
  private func trainings(_ commands: String) throws -> [String] {
    let session = Runner()
    guard case .table(let table)? = try runAll(network + commands + "\nshow runs", in: session).last else { return [] }
    #expect(table.columns[1].heading == "training")
    return table.rows.map { if case .text(let text) = $0[1] { text } else { "?" } }
  }

  @Test func optimizerRateAndBatchAreNamed() throws {
    let commands = """
      train 10 lr 0.5
      keep plain
      rewind
      optimizer adam l2 0.01
      train 5 lr 0.01 batch 2
      keep adam
      """
    #expect(try trainings(commands) == ["sgd lr 0.5", "adam l2 0.01 lr 0.01 batch 2"])
  }

  @Test func trainingsThatDifferFollowEachOther() throws {
    let commands = """
      train 10 lr 0.5
      train 20 lr 0.5
      schedule cosine warmup 2
      optimizer momentum 0.8 clip 5 book
      train 3 epochs lr 0.1 batch 2 replace
      optimizer adam beta1 0.5
      schedule step 3 0.5
      train 2 lr 0.1 row 2
      keep all
      """
    #expect(
      try trainings(commands) == [
        "sgd lr 0.5, then momentum 0.8 clip 5 book lr 0.1 cosine warmup 2 batch 2 replace, "
          + "then adam beta1 0.5 beta2 0.999 lr 0.1 step 3 0.5 row 2"
      ])
    #expect(try trainings("train 1 lr 1\nundo\ntrain 1 lr 2\nkeep b") == ["sgd lr 2"])
  }

  @Test func epochsOfOneStepAreRemarkedOn() throws {
    let remark = "An epoch was one step on all 150 rows; batches make more steps of it: `train 5 epochs batch 32`."
    let session = Runner()
    let data = "seed 1\ndata spiral 150\nlayer affine 2 3\nloss softmax_cross_entropy\n"
    #expect(try notes(runAll(data + "train 5 epochs", in: session)).contains(remark))
    #expect(try !notes(runAll("train 5 epochs", in: session)).contains(remark))
    for command in ["train 5", "train 5 epochs batch 32", "train 5 epochs row 3", "take 100\ntrain 5 epochs"] {
      #expect(try !notes(runAll(data + command)).contains { $0.hasPrefix("An epoch was") }, "\(command)")
    }
  }
}
