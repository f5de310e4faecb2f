import Language
import Testing

@testable import Session

/// Commands are not blamed for what may be a consequence of mistakes before them, and are for everything else.
@Suite struct ConsequenceTests {
  /// Commands, and what is wrong with each of them where there is no network at all.
  @Test(arguments: [
    ("save \"w.safetensors\"", "there is no network yet"),
    ("load \"w.safetensors\"", "cannot read w.safetensors: no such file or directory"),
    ("rewind", "there is no network yet"), ("predict 0 1", "there is no network yet"),
    ("layer batch_norm", "batch_norm needs a layer of known width before it"), ("train 10", "there is no network yet"),
    ("show W1", "there is no network yet"), ("show loss", "there is no network yet"),
    ("plot loss", "there is no history: the network has not been trained"),
    ("keep first", "there is no history: the network has not been trained"),
    ("expect loss < 1", "there is no network yet"), ("compare", "there is no network yet"),
  ])
  func aLayerThatCouldNotBeReadExplainsThatThereIsNoNetwork(command: String, message: String) {
    #expect(mistakes("layer affin 2 4\n\(command)") == ["unknown layer 'affin'"])
    #expect(mistakes(command) == [message])
  }

  @Test(arguments: [
    ("split", "there is no data yet"), ("take 1", "there is no data yet"), ("normalize", "there is no data yet"),
    ("shuffle", "there is no data yet"), ("batch 2", "there is no data yet"), ("show data", "there is no data yet"),
    ("train 10", "there is no network yet"),
  ])
  func dataThatCouldNotBeReadExplainsThatThereIsNone(command: String, message: String) {
    #expect(mistakes("data xro\n\(command)") == ["unknown data set 'xro'"])
    #expect(mistakes("digits 99\n\(command)") == ["number must be at most 17", message])
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
