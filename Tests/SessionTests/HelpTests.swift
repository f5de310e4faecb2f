import Language
import Outputs
import Testing

@testable import Session

/// Any word of the language can be explained, and what is none leads to one.
@Suite struct HelpTests {
  private static let grammar = CommandTable.standard.grammar

  /// The blocks of the first section of a help page, and the sentences after the page.
  private func help(_ words: String) throws -> (blocks: [HelpPage.Block], said: [String]) {
    let outputs = try runAll("help \(words)")
    guard case .help(let page)? = outputs.first else { return ([], []) }
    return (page.sections[0].blocks, notes(outputs))
  }

  @Test(arguments: [
    (
      "adam", "optimizer adam [beta1 NUMBER] [beta2 NUMBER]",
      "momentum and rmsprop with corrected starts (Kingma and Ba 2015)"
    ),
    ("lr", "train … lr NUMBER", "the learning rate; 0.01 unless said"),
    ("learning_rate", "train … lr NUMBER", "the learning rate; 0.01 unless said"),
    ("W1", "show W1", "one parameter, also b1, W2 and so on; of batch_norm gamma1, beta1, running_mean1, running_var1"),
    ("loss mse", "loss mse", "mean of the squared errors over samples and outputs"),
    (
      "layer dense", "layer affine INPUTS OUTPUTS [weights INITIALISER] [biases INITIALISER]",
      "y = xW + b, with W shaped inputs × outputs"
    ),
    ("he", "layer affine he", "normal with standard deviation sqrt(2/inputs) (He et al. 2015)"),
    ("epochs", "train … epochs", "count epochs: every row is seen once in each"),
    ("train batch", "train … batch N", "rows that a step sees; all unless said"),
    ("standard", "normalize standard", "mean 0 and standard deviation 1"),
  ])
  func aWordIsExplainedWhereItStands(words: String, usage: String, summary: String) throws {
    let blocks = try help(words).blocks
    #expect(
      blocks[0]
        == .usage(
          usage.split(separator: " [").enumerated().flatMap { index, part in
            index == 0 ? part.split(separator: " ").map(String.init) : ["[" + part]
          }) || joined(blocks[0]) == usage)
    #expect(blocks[1] == .summary(summary))
  }

  private func joined(_ block: HelpPage.Block) -> String {
    if case .usage(let parts) = block { parts.joined(separator: " ") } else { "" }
  }

  @Test func aCommandIsExplainedAsBefore() throws {
    guard case .help(let page)? = try runAll("help train").first else { return }
    #expect(page == HelpPage(try #require(Self.grammar.command(named: "train"))))
    let places = "See also `help plot weights`, `help save weights`, `help layer affine weights`."
    #expect(try help("weights").said == [places])
  }

  @Test(arguments: [
    ("trian", "a word with a similar name exists: 'help train'"),
    ("adm", "a word with a similar name exists: 'help adam'"),
    ("fit", "'fit' is 'train 60000 lr 0.01' here: 'help train'"),
    ("summary", "'summary' is 'show model' here: 'help show model'"),
    ("permutation", "'help' lists the commands"), ("logarithm", "see 'help softmax_cross_entropy'"),
    ("metrics", "'show accuracy' shows the share of rows that are right, 'show loss' the loss"),
    ("Keras", "layers, loss and optimizer are commands; 'help' lists them and ends with a first network"),
    ("last", "`nbrun repl --last` comes back to the last session"),
    ("tab", "Tab completes a word, and lists what may stand there"),
    ("xor train", "see 'help xor' or 'help train'"),
  ])
  func whatIsNoWordLeadsToOne(words: String, cure: String) {
    let error = #expect(throws: Diagnostic.self) { try runAll("help \(words)") }
    #expect(error?.message == "nothing is called '\(words)'" && error?.help == cure)
  }

  @Test func everyWordThatCompletesAfterHelpIsExplained() throws {
    let offered = complete("help ", at: 5, in: CompletionContext(Self.grammar)).candidates.map(\.text)
    #expect(offered.count > 100 && offered.prefix(3) == ["seed", "precision", "digits"])
    for word in offered { #expect(throws: Never.self, "\(word)") { try runAll("help \(word)") } }
  }

  @Test(arguments: [
    ("W1", "show W1"), ("hidden row 2", "show hidden row 2"), ("  loss", "  loss"), ("accuracy", "show accuracy"),
    ("history", "history"), ("data", "data"), ("model", "show model"), ("wieghts", "wieghts"), ("", ""),
  ])
  func aSubjectAloneIsShownAtThePrompt(line: String, command: String) {
    #expect(Runner().asCommand(line) == command)
  }
}
