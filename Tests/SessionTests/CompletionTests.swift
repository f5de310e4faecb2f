import Testing

import Engine
@testable import Language
@testable import Session

/// What completes where; `|` is the cursor.
@Suite struct CompletionTests {
  @Test func commandsCompleteByName() {
    #expect(candidates("|") == CommandTable.standard.grammar.commands.map(\.name))
    #expect(candidates("  re|") == ["repeat", "reset", "rewind", "redo"])
    #expect(candidates("tr|") == ["train", "trace"])
    #expect(candidates("trian|") == [])
    #expect(completion("res|").candidates.first?.summary == "remove the network, its loss and its history")
  }

  @Test func synonymsCompleteOnlyWhereNoNameDoes() {
    #expect(candidates("normali|") == ["normalize"])
    #expect(candidates("normalis|") == ["normalise"])
    #expect(candidates("layer d|") == ["dropout"])
    #expect(candidates("layer de|") == ["dense"])
    #expect(candidates("layer |") == LayerTable.all.map { $0.word })
    #expect(
      completion("layer f|").candidates == [
        .init(text: "fc", summary: "the same as affine: y = xW + b, with W shaped inputs × outputs")
      ])
  }

  @Test func choicesCompleteAtAnyDepth() {
    #expect(candidates("layer affine 2 4 weights uniform 0 1 biases n|") == ["normal"])
    #expect(candidates("layer affine 2 4 weights n|") == ["normal"])
    #expect(candidates("optimizer ada|") == ["adagrad", "adam"])
    #expect(candidates("normalize |") == ["standard", "minmax"])
    #expect(candidates("help op|") == ["optimizer"])
    #expect(candidates("plot c|") == ["confusion"])
  }

  @Test func hyphensAndUnderscoresCompleteAlike() {
    #expect(candidates("layer leaky-|") == ["leaky_relu"])
    #expect(candidates("loss binary-cross-e|") == ["binary_cross_entropy"])
    #expect(candidates("show test_l|") == ["test_loss"])
  }

  @Test func keywordsFollowOfTheInnermostFormAndThoseAroundIt() {
    #expect(candidates("optimizer adam |") == ["beta1", "beta2", "epsilon", "l2", "clip", "book"])
    #expect(candidates("optimizer adam beta2 0.9 |") == ["beta1", "epsilon", "l2", "clip", "book"])
    #expect(candidates("optimizer adam book |") == ["epsilon", "l2", "clip"])
    #expect(candidates("layer affine 2 4 biases zeros |") == ["weights"])
    #expect(candidates("show gradients W1 row 2 |") == ["full"])
    #expect(candidates("train 10 epochs ba|") == ["batch"])
    #expect(candidates("seed 42 torch |") == [])
  }

  @Test func whatExistsTakesThePlaceOfTheFormForParameters() {
    #expect(candidates("show W|") == ["W1", "W2"])
    #expect(completion("show b1|").candidates == [.init(text: "b1", summary: "4")])
    #expect(candidates("show W|", in: CompletionContext(CommandTable.standard.grammar)) == [])
    #expect(candidates("show gradients |") == ["W1", "b1", "beta1", "W2", "b2", "beta2", "row", "full"])
    #expect(candidates("show hidden |") == ["1", "2", "test", "row", "full", "$hidden"])
    #expect(candidates("expect hidden 2|") == ["2"])
    #expect(candidates("train 10 row |") == ["$hidden"])
  }

  @Test func namesCompleteWithTheirValues() {
    #expect(completion("layer affine $|").candidates == [.init(text: "$hidden", summary: "4")])
    #expect(candidates("layer affine |") == ["$hidden"])
    #expect(candidates("layer affine $hidden $hidden we|") == ["weights"])
    #expect(candidates("train 10 lr |") == ["$hidden", "$rate"])
    #expect(candidates("train 10 lr 0.|") == [])
    #expect(candidates("data mnist $|") == ["$folder"])
    #expect(candidates("predict 0 $r|") == ["$rate"])
    #expect(candidates("expect loss < $|") == ["$hidden", "$rate"])
    #expect(candidates("let h|") == ["hidden"])
    #expect(candidates("layer affine $unknown |") == [])
  }

  @Test func runsAndColumnsCompleteAsTheyAreWritten() {
    #expect(candidates("keep |") == ["adam", "\"batch of 10\""])
    #expect(candidates("keep ba|") == ["\"batch of 10\""])
    #expect(candidates("keep \"a|") == ["\"adam\""])
    #expect(candidates("data csv \"a\" target |") == ["species", "\"petal-length\"", "\"花弁\""])
    #expect(candidates("data csv \"a\" inputs species p|") == ["\"petal-length\""])
    #expect(candidates("data csv \"a\" inputs 1 \"花|") == ["\"花弁\""])
    #expect(candidates("data csv \"a\" inputs 1 t|") == ["target"])
    let namedAsKeyword = CompletionContext(CommandTable.standard.grammar, existing: [.column: [("header", "")]])
    #expect(candidates("data csv \"a\" inputs |", in: namedAsKeyword) == ["\"header\""])
  }

  @Test func pathsCompleteInQuotes() {
    #expect(candidates("load \"x|") == ["\"xor.safetensors\""])
    #expect(candidates("load xo|") == ["\"xor.safetensors\""])
    #expect(candidates("data mnist \"m|") == ["\"mnist/"])
    #expect(candidates("data idx \"mnist/|") == ["\"mnist/labels/", "\"mnist/train.gz\""])
    #expect(candidates("data idx \"iris.csv\" \"mnist/labels/l|") == ["\"mnist/labels/labels.gz\""])
    #expect(candidates("data csv \"二 |") == ["\"二 つ.csv\""])
    #expect(candidates("load \".|") == ["\".git/"])
    let all = [
      "iris.csv", "mnist/", "runs.csv", "session.nnb", "table.csv", "weights.npz", "xor.safetensors", "二 つ.csv",
    ]
    func offered(_ names: [String]) -> [String] { names.map { "\"\($0)" + ($0.hasSuffix("/") ? "" : "\"") } }
    #expect(candidates("data idx |") == offered(all))
    // A file that the command cannot read is not offered.
    #expect(candidates("load |") == offered(["mnist/", "weights.npz", "xor.safetensors"]))
    #expect(candidates("data csv |") == offered(["iris.csv", "mnist/", "runs.csv", "table.csv", "二 つ.csv"]))
    #expect(candidates("data mnist |") == offered(["mnist/"]))
    #expect(candidates("save notebook |") == offered(all.filter { $0 != "weights.npz" }))
    #expect(completion("data mnist \"m|").candidates.first?.summary == "folder")
  }

  @Test func conditionsCompleteByTheirQuantity() {
    #expect(candidates("train 10 until l|") == ["loss"])
    #expect(
      completion("train 10 until test_a|").candidates == [
        .init(text: "test_accuracy", summary: "the share of rows of the test part whose class is predicted right")
      ])
    #expect(candidates("train 10 until loss |") == [])
    #expect(candidates("train 10 until loss < 0.1 p|") == ["patience"])
  }

  @Test func aCompleteWordStaysItsOwnCompletion() {
    #expect(candidates("train|") == ["train"])
    #expect(candidates("data nan|") == ["nand"])
    #expect(candidates("layer affine 2 4 weights he|") == ["he"])
    #expect(candidates("layer fc|") == ["fc"])
  }

  @Test(arguments: [
    ("tr|ian 10", "train 10"), ("lay|er affine 2 4", "layer affine 2 4"),
    ("layer affine 2 4 weights u|niform 0 1", nil),
    ("load \"x|y.npz\" # a", "load \"xor.safetensors\" # a"), ("load \"x|y z", "load \"xor.safetensors\" z"),
    ("data idx \"xo| \"b\"", "data idx \"xor.safetensors\" \"b\""), ("train 10 |lr 0.1", "train 10 stepslr 0.1"),
    ("data mnist $f|oo", "data mnist $folder"), ("loss  softmax-|cross reduction sum", nil),
  ])
  func theWordUnderTheCursorIsReplacedWhole(marked: String, expected: String?) throws {
    let line = marked.filter { $0 != "|" }
    let completion = completion(marked)
    let first = try #require(completion.candidates.first)
    let expected = expected ?? line.replacing("softmax-cross ", with: "softmax_cross_entropy ")
    #expect(completion.applied(first.text, to: line) == expected)
  }

  @Test(arguments: [
    "train 10 # l|", "# tr|", "load \"xor.safetensors\"|", "keep \"adam\" |", "trian 10 l|", "train x l|",
    "train 10 foo l|",
    "train 0 l|", "train 10 ; l|", "show hidden 0 |", "ｔ|", "train 10 lr lr |", "5 |", "reset |", "predict inf |",
    "train 2x |",
    "\\|",
  ])
  func nothingCompletesWhereNothingFits(marked: String) {
    #expect(completion(marked).candidates == [])
    #expect(completion(marked).hint == nil)
  }

  @Test func anOpenBlockTakesRowsAndItsEnd() {
    let row = "lines such as '0 1 -> 1', and then 'end'"
    #expect(candidates("e|", openBlock: "data rows") == ["end"])
    #expect(candidates("|", openBlock: "data rows") == ["end"])
    #expect(candidates("t|", openBlock: "data rows") == [])
    #expect(candidates("0 e|", openBlock: "data rows") == [])
    #expect(completion("0 1 |", openBlock: "data rows onehot").hint?.description == row)
    #expect(
      completion("|", openBlock: "expect hidden within 1e-8").hint?.description
        == "lines such as '0.5 0.25', and then 'end'")
    #expect(
      completion("end |", openBlock: "data rows")
        == Completion(replaced: 4..<4, candidates: [], hint: nil, isOptional: false))
    #expect(completion("|", openBlock: "nonsense").hint == nil)
  }

  @Test func whatASessionHasIsOffered() throws {
    let runner = Runner()
    func offered(_ line: String) -> [String] {
      complete(line, at: line.utf8.count, in: runner.completionContext()).candidates.map(\.text)
    }
    #expect(offered("show hidden ") == ["test", "row", "full"] && offered("compare ") == [])
    let network = "seed 1\ndata xor\nlayer affine 2 3\nlayer tanh\nlayer affine 3 1\nloss mse\nlet units 3\n"
    _ = try runAll(network + "train 1\nkeep first", in: runner)
    #expect(offered("show hidden ") == ["1", "test", "row", "full", "$units"])
    #expect(offered("show W") == ["W1", "W2"] && offered("compare ") == ["first"])
  }
}
