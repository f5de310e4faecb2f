import Language
import Testing

@testable import Session

/// Commands are not blamed for what may be a consequence of mistakes before them, and are for everything else.
@Suite struct ConsequenceTests {
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
}
