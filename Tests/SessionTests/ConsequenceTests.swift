import Language
import Testing

@testable import Session

/// Commands are not blamed for what may be a consequence of mistakes before them, and are for everything else.
@Suite struct ConsequenceTests {
  /// The messages of everything that is wrong with commands, without running them.
  private func mistakes(_ text: String) -> [String] {
    do throws(Diagnostics) {
      _ = try Notebook.read(Source(name: "test", text: text), isScript: true)
      return []
    } catch {
      return error.all.map(\.message)
    }
  }

  @Test(arguments: [
    "save \"w.safetensors\"", "load \"w.safetensors\"", "rewind", "predict 0 1", "layer batch_norm", "train 10",
    "show W1", "show loss", "plot loss", "keep first", "expect loss < 1", "compare",
  ])
  func aLayerThatCouldNotBeReadExplainsThatThereIsNoNetwork(command: String) {
    #expect(mistakes("layer affin 2 4\n\(command)") == ["unknown layer 'affin'"])
  }

  @Test(arguments: ["split", "take 1", "normalize", "shuffle", "batch 2", "show data", "train 10"])
  func dataThatCouldNotBeReadExplainsThatThereIsNone(command: String) {
    #expect(mistakes("data xro\n\(command)") == ["unknown data set 'xro'"])
    #expect(mistakes("digits 99\n\(command)").count == 2)
  }

  @Test func aRunThatCouldNotBeKeptExplainsThatThereIsNone() {
    let network = "data xor\nlayer affine 2 2\nloss mse\n"
    #expect(
      mistakes("\(network)keep first\ncompare first\nshow runs") == [
        "there is no history: the network has not been trained"
      ])
    #expect(mistakes("\(network)train 1\nkeep\ncompare first") == ["keep needs a number, a word or a string"])
  }

  @Test func whatIsSetAnewIsNoConsequence() {
    #expect(mistakes("data xro\ndata xor\ntake 9") == ["unknown data set 'xro'", "the data has only 4 rows"])
    #expect(
      mistakes("layer affin 2 4\nreset\nlayer affine 2 3\nlayer affine 4 1") == [
        "unknown layer 'affin'", "layer takes 4 inputs but the layer before it gives 3",
      ])
    #expect(
      mistakes("loss mes\nloss mse\ndata xor\nlayer affine 2 1\ntrain 1 row 9") == [
        "unknown loss 'mes'", "there is no row 9: the data has 4",
      ])
  }

  @Test func aCommandThatMayBeAnyExplainsEverything() {
    #expect(mistakes("; \nshow loss\ntrain 10\ntake 3") == ["unexpected character ';'"])
    #expect(mistakes("qqqqq 1\ntake 3") == ["unknown command 'qqqqq'", "there is no data yet"])
  }

  @Test func aLayerWhoseSizesAreNamesMayHaveSetAnyWidth() {
    let names = "let in 2\nlet out 4\n"
    #expect(mistakes(names + "layer affin $in $out\npredict 0 1") == ["unknown layer 'affin'"])
    // One without sizes is a function, which leaves the widths as they are.
    #expect(
      mistakes("layer affine 2 4\nlayer sigmod\npredict 0 1 2") == [
        "unknown layer 'sigmod'", "the network takes 2 inputs, not 3",
      ])
  }
}
