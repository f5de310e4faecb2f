import Language
import Outputs
import Testing

@testable import Session

/// What holds where an argument is left out: each default, held to its value by what it does.
@Suite struct DefaultTests {
  private static let network = "seed 1\ndata parity 3\nlayer affine 3 3\nlayer tanh\nlayer affine 3 2\nloss mse\n"
  private static let points = "show data full"
  private static let formula = "data function \"x1+2\""

  /// Commands that leave an argument out, the same with its default, and what has to come out the same; a number that is
  /// not the default comes out different.
  static let cases: [(form: String, short: String, long: String, other: String, before: String, after: String)] = [
    ("split test", "split", "split test 0.2", "split test 0.3", "seed 1\ndata spiral 60\n", points),
    ("normalize kind", "normalize", "normalize standard", "normalize minmax", "data spiral 30\n", points),
    ("spiral classes", "data spiral 30", "data spiral 30 classes 3", "data spiral 30 classes 4", "", points),
    ("spiral noise", "data spiral 30", "data spiral 30 noise 0.02", "data spiral 30 noise 0.03", "", points),
    ("spiral seed", "data spiral 30", "data spiral 30 seed 0", "data spiral 30 seed 1", "", points),
    ("moons noise", "data moons 30", "data moons 30 noise 0.1", "data moons 30 noise 0.11", "", points),
    ("moons seed", "data moons 30", "data moons 30 seed 0", "data moons 30 seed 1", "", points),
    ("circles noise", "data circles 30", "data circles 30 noise 0.05", "data circles 30 noise 0.06", "", points),
    ("circles seed", "data circles 30", "data circles 30 seed 0", "data circles 30 seed 1", "", points),
    ("blobs classes", "data blobs 30", "data blobs 30 classes 3", "data blobs 30 classes 2", "", points),
    ("blobs noise", "data blobs 30", "data blobs 30 noise 0.1", "data blobs 30 noise 0.2", "", points),
    ("blobs seed", "data blobs 30", "data blobs 30 seed 0", "data blobs 30 seed 1", "", points),
    ("function from", "\(formula) 5", "\(formula) 5 from -1", "\(formula) 5 from 0", "", points),
    ("function to", "\(formula) 5", "\(formula) 5 to 1", "\(formula) 5 to 2", "", points),
    ("function noise", "\(formula) 5", "\(formula) 5 noise 0", "\(formula) 5 noise 1", "", points),
    ("function seed", "\(formula) 5", "\(formula) 5 seed 0", "\(formula) 5 seed 1", "", points),
    ("loss smooth", "plot loss", "plot loss smooth 1", "plot loss smooth 3", network + "train 20 lr 0.1\n", ""),
    (
      "accuracy smooth", "plot accuracy", "plot accuracy smooth 1", "plot accuracy smooth 3", network + "train 20\n", ""
    ),
    ("runs smooth", "plot runs", "plot runs smooth 1", "plot runs smooth 3", network + "train 20\nkeep a\n", ""),
    (
      "hidden layer", "plot hidden", "plot hidden 1", "plot hidden 2",
      "data xor\nlayer affine 2 2\nlayer affine 2 2\nlayer affine 2 1\n", ""
    ),
    ("digits noise", "data digits 3", "data digits 3 noise 0.1", "data digits 3 noise 0.3", "", "show data full"),
    ("digits seed", "data digits 3", "data digits 3 seed 0", "data digits 3 seed 1", "", "show data full"),
    (
      "affine weights", "layer affine 2 2", "layer affine 2 2 weights he", "layer affine 2 2 weights lecun", "seed 1\n",
      "show digest"
    ),
    (
      "affine biases", "layer affine 2 2 weights ones", "layer affine 2 2 weights ones biases zeros",
      "layer affine 2 2 weights ones biases ones", "", "show digest"
    ),
    (
      "leaky_relu slope", "layer leaky_relu", "layer leaky_relu 0.01", "layer leaky_relu 0.02",
      "layer affine 2 2 weights constant -1\n", "predict 1 2\nshow model"
    ),
    (
      "elu alpha", "layer elu", "layer elu 1", "layer elu 2",
      "layer affine 2 2 weights constant -1\n", "predict 1 2\nshow model"
    ),
    (
      "batch_norm momentum", "layer batch_norm", "layer batch_norm momentum 0.1", "layer batch_norm momentum 0.2",
      "data xor\nseed 1\nlayer affine 2 1\n", "loss mse\ntrain 3\nshow running_mean1\nshow model"
    ),
    (
      "batch_norm epsilon", "layer batch_norm", "layer batch_norm epsilon 1e-5", "layer batch_norm epsilon 1e-3",
      "data xor\nseed 1\nlayer affine 2 1\n", "digits 17\nloss mse\ntrain 3\nshow W1\nshow model"
    ),
    (
      "momentum m", "optimizer momentum", "optimizer momentum 0.9", "optimizer momentum 0.8", network,
      "train 20 lr 0.1\nshow digest"
    ),
    (
      "nesterov m", "optimizer nesterov", "optimizer nesterov 0.9", "optimizer nesterov 0.8", network,
      "train 20 lr 0.1\nshow digest"
    ),
    (
      "rmsprop d", "optimizer rmsprop", "optimizer rmsprop 0.99", "optimizer rmsprop 0.95", network,
      "train 20 lr 0.1\nshow digest"
    ),
    (
      "adam beta1", "optimizer adam", "optimizer adam beta1 0.9", "optimizer adam beta1 0.8", network,
      "train 20 lr 0.1\nshow digest"
    ),
    (
      "adam beta2", "optimizer adam", "optimizer adam beta2 0.999", "optimizer adam beta2 0.99", network,
      "train 20 lr 0.1\nshow digest"
    ),
    (
      "optimizer l2", "optimizer sgd", "optimizer sgd l2 0", "optimizer sgd l2 0.1", network,
      "train 20 lr 0.1\nshow digest"
    ),
    (
      "worst count", "show worst", "show worst 10", "show worst 9",
      "data parity 4\nlayer affine 4 1 weights ones\nlayer sigmoid\nloss mse\n", "show model"
    ),
    ("train lr", "train 20", "train 20 lr 0.01", "train 20 lr 0.02", network, "show digest"),
    (
      "expect within", "expect loss = 1", "expect loss = 1 within 0", "expect loss = 1 within 100", network, "show loss"
    ),
  ]

  @Test(arguments: cases.map(\.form)) func whatIsLeftOutIsItsDefault(form: String) throws {
    let (_, short, long, other, before, after) = try #require(Self.cases.first { $0.form == form })
    func outcome(_ command: String) -> (shown: [Output], failures: [String]) {
      var prompt = Prompt()
      prompt.type(before)
      let said = prompt.type(command)
      let looks = command.hasPrefix("show") || command.hasPrefix("plot")
      return ((looks ? said : []) + prompt.type(after), prompt.failures)
    }
    let (left, said, others) = (outcome(short), outcome(long), outcome(other))
    #expect(left == said && !left.shown.isEmpty)
    #expect(left != others)
    // What an expectation shows is whether it fails.
    let isExpectation = form == "expect within"
    #expect(left.failures.count == (isExpectation ? 1 : 0) && others.failures == [])
    #expect(isExpectation || left.shown != others.shown)
  }

  @Test func everyDefaultOfTheGrammarIsAmongThem() {
    var found: Set<String> = []
    func collect(_ form: Form) {
      for parameter in form.parameters {
        if case .value = parameter.absence { found.insert("\(form.name) \(parameter.name)") }
        if case .choice(_, let forms) = parameter.type { forms.forEach(collect) }
      }
    }
    CommandTable.standard.grammar.commands.forEach(collect)
    #expect(found == Set(Self.cases.map(\.form)))
  }

  /// What help says of defaults, word for word.
  @Test(arguments: [
    ("split", "the share of the rows, between 0 and 1; 0.2 unless said"),
    ("train", "the learning rate; 0.01 unless said"),
    ("train", "rows that a step sees; all unless said"),
    ("train", "batches: every row once an epoch, in a new order; the default"),
    ("normalize", "mean 0 and standard deviation 1; the default"), ("optimizer", "0.9 unless said"),
    ("optimizer", "added to the root; 1e-8 unless said, 1e-10 for adagrad"),
    ("loss", "of the gradient; mean unless said, and sum for sse"),
    ("layer", "first values of W; he unless said"), ("data", "the first line names the columns; found out unless said"),
  ])
  func helpSaysWhatHolds(command: String, words: String) throws {
    let form = try #require(CommandTable.standard.grammar.command(named: command))
    var summaries: [String] = []
    func collect(_ form: Form) {
      for parameter in form.parameters {
        summaries.append(parameter.summary)
        guard case .choice(_, let forms) = parameter.type else { continue }
        summaries += forms.map(parameter.summary(ofChoice:))
        forms.forEach(collect)
      }
    }
    collect(form)
    #expect(summaries.contains(words))
  }

  @Test func theDefaultEpsilonsAreThoseThatHelpNames() throws {
    func trained(_ optimizer: String) throws -> String {
      try digest(after: Self.network + "optimizer \(optimizer)\ntrain 20 lr 0.1")
    }
    for (rule, epsilon) in [("adam", "1e-8"), ("rmsprop", "1e-8"), ("adagrad", "1e-10")] {
      #expect(try trained(rule) == trained("\(rule) epsilon \(epsilon)"), "\(rule)")
      #expect(try trained(rule) != trained("\(rule) epsilon 1e-3"), "\(rule)")
    }
    #expect(try trained("adagrad book") == trained("adagrad epsilon 1e-7 book"))
  }

  /// No default can be written for it, but help names it: a tenth of all.
  @Test func theLogHasARowForEachTenth() throws {
    let steps = tables(try runAll(Self.network + "train 100 lr 0.1"))[0].rows.map { $0[0] }
    #expect(steps == [1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100].map { .integer($0) })
    let epochs = tables(try runAll(Self.network + "train 30 epochs batch 4"))[0].rows.map { $0[0] }
    #expect(epochs == [3, 6, 9, 12, 15, 18, 21, 24, 27, 30].map { .integer($0) })
  }
}
