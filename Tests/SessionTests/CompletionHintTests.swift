import Testing

@testable import Language
@testable import Session

/// What the hint says; `|` is the cursor.
@Suite struct CompletionHintTests {
  @Test(arguments: [
    ("split|", "split [test NUMBER]: keep some rows of the data back to test on"),
    ("normalise|", "normalize [*KIND*]: bring the inputs to a common scale, column by column"),
    ("reset|", "reset: remove the network, its loss and its history"),
    ("seed|", "seed *NUMBER* [torch]: start the random stream again from a number"),
    ("layer affine |", "layer affine *INPUTS* OUTPUTS [weights INITIALISER] …: values of a sample that go in"),
    ("layer affine 2|", "layer affine *INPUTS* OUTPUTS [weights INITIALISER] …: values of a sample that go in"),
    ("layer affine 2 4 weights uniform 0 |", "weights uniform LOW *HIGH*: the upper bound"),
    ("train 10 lr |", "train … lr *NUMBER*: the learning rate; 0.01 unless said"),
    ("train 10 until loss |", "train … until *CONDITION*: < <= > >= or =, and a number"),
    ("train 10 until loss <|", "train … until *CONDITION*: a number"),
    ("split test |", "split test *NUMBER*: the share of the rows, between 0 and 1; 0.2 unless said"),
    ("show hidden |", "show hidden [*LAYER*] [test] [row N[..N]]: this hidden layer only"),
    ("help |", "help [*WORD*]: what to explain: a command, or a word that commands take"),
    ("seed -|", "seed *NUMBER* [torch]: the seed, 0 to 4294967295"),
    (
      "load \"x|",
      "load *FILE*: a .safetensors, .npz or .npy file in the notebook's folder or below it; typed, anywhere"
    ),
    ("predict 0 |", "predict *INPUTS*: one number an input"),
  ])
  func whatIsDueIsMarked(marked: String, hint: String) {
    #expect(completion(marked).hint?.description == hint)
  }

  @Test(arguments: ["layer |", "train 10 |", "show hidden r|", "tra|", "expect loss < 0.1 |"])
  func choicesNeedNoHint(marked: String) {
    #expect(completion(marked).hint == nil)
  }

  @Test func operatorsAreNamedWhereTheyMayFollow() {
    #expect(
      completion("expect loss |").hint?.description
        == "expect SUBJECT [*COMPARISON*] [within NUMBER] [… end]: for a single value: < <= > >= or = and a number")
    #expect(Comparison.Relation.allCases.map(\.rawValue) == ["<", "<=", ">", ">=", "="])
  }
}
