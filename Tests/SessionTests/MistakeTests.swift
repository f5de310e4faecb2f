import Language
import Testing

@testable import Session

/// What people type who come from Python or mean well, and the line that each is led to.
@Suite struct MistakeTests {
  private static let first: [Mistake] = [
    // Calls.
    .init("nn.Linear(2, 4)", at: ".", "write 'layer affine 2 4'"),
    .init("Dense(4)", at: "(", "write 'layer affine INPUTS 4'"),
    .init("dense(4)", at: "(", "write 'layer dense INPUTS 4'"),
    .init("model.add(Dense(4, activation=\"relu\"))", at: ".", "write 'layer affine INPUTS 4' and 'layer relu'"),
    .init("nn.ReLU()", at: ".", "write 'layer relu'"),
    .init("nn.Dropout(0.5)", at: ".", "write 'layer dropout 0.5'"),
    .init("layer(affine, 2, 4)", at: "(", "write 'layer affine 2 4'"),
    .init("criterion = nn.MSELoss()", at: ".", "write 'loss mse'"),
    .init("optim.SGD(model.parameters(), lr=0.01)", at: ".", "write 'optimizer sgd' and 'train 60000 lr 0.01'"),
    .init(
      "optimizer = torch.optim.Adam(model.parameters(), lr=0.001)", at: ".",
      "write 'optimizer adam' and 'train 60000 lr 0.001'"),
    .init("model.compile(optimizer=\"adam\", loss=\"mse\")", at: ".", "write 'loss mse' and 'optimizer adam'"),
    .init("model.fit(X, y, epochs=10, batch_size=32)", at: ".", "write 'train 10 epochs batch 32'"),
    .init("model.summary()", at: ".", "write 'show model'"),
    .init("model.evaluate(x, y)", at: ".", "write 'show loss'"),
    .init("torch.manual_seed(42)", at: ".", "write 'seed 42'"),
    .init("np.random.seed(42)", at: ".", "write 'seed 42'"),
    .init("train(100)", at: "(", "write 'train 100'"),
    .init("show(W1)", at: "(", "write 'show W1'"),
    .init("print(W1)", at: "(", "write 'show W1'"),
    .init("plot(loss)", at: "(", "write 'plot loss'"),
    .init("split(0.2)", at: "(", "write 'split test 0.2'"),
    .init("train_test_split(X, y, test_size=0.2)", at: "(", "write 'split test 0.2'"),
    .init("StandardScaler()", at: "(", "write 'normalize standard'"),
    .init("data = load_digits()", at: "(", "write 'data digits 1000'"),
    .init("quit()", at: "(", "write 'quit'"),
    .init("help()", at: "(", "write 'help'"),
    .init("loss.backward()", at: ".", "'train' computes the gradients of each step; 'show gradients' shows them"),
    .init("plt.plot(losses)", at: ".", "'plot loss' draws the loss"),
    // Assignments, lists and files.
    .init("seed=42", at: "=", "write 'seed 42'"),
    .init("train 100 lr=0.1", at: "=", "write 'train 100 lr 0.1'"),
    .init("batch_size=32", at: "batch_size", "write 'batch 32'"),
    .init("lr=0.1", at: "lr", "write 'train 60000 lr 0.1'"),
    .init("epochs=10", at: "epochs", "write 'train 10 epochs'"),
    .init("predict [0,1]", at: "[", "write 'predict 0 1'"),
    .init("predict 0, 1", at: ",", "write 'predict 0 1'"),
    .init("load('weights.npz')", at: "(", "write 'load \"weights.npz\"'"),
    .init("load weights.npz", at: ".", "write 'load \"weights.npz\"'"),
    .init("data csv 'iris.csv'", at: "'", "write 'data csv \"iris.csv\"'"),
    // Words of this language in another place.
    .init("relu", at: "relu", "write 'layer relu'"),
    .init("weights", at: "weights", "write 'show weights'"),
    .init("hidden", at: "hidden", "write 'show hidden'"),
    .init("W1", at: "W1", "write 'show W1'"),
    .init("adam", at: "adam", "write 'optimizer adam'"),
    .init("mse", at: "mse", "write 'loss mse'"),
    .init("xor", at: "xor", "write 'data xor'"),
    .init("learning_rate 0.1", at: "learning_rate", "write 'train 60000 learning_rate 0.1'"),
    .init("layer dense 2 4 relu", at: "relu", "write 'layer dense 2 4' and 'layer relu'"),
    .init("layer relu 4", at: "4", "leave out '4'"),
    .init("train lr 0.1", at: "lr", "write 'train 60000 lr 0.1'"),
    .init("split test 20", at: "20", "write 'test 0.2' for 20 %"),
    .init("train 10 until accuracy 1", at: "accuracy", "write 'accuracy < 1' or 'accuracy > 1'"),
    // Words of other languages, and slips.
    .init("fit", at: "fit", "write 'train 60000 lr 0.01'"),
    .init(
      "loop", at: "loop",
      "'train 1000' repeats steps by itself; 'sweep seed 0..9' runs commands once for each value, 'repeat 3' so often"),
    .init("import torch", at: "import", "nothing has to be imported; 'help' lists the commands"),
    .init("Train 10", at: "Train", "write 'train 10'"),
    .init("trian 10", at: "trian", "a command with a similar name exists: 'train'"),
  ]

  private static let mistakes =
    first + Mistake.ofLibraries + Mistake.ofTyping + Mistake.ofOrder + Mistake.ofLayers + Mistake.ofSessions

  @Test(arguments: mistakes) func leadsToALineToType(mistake: Mistake) {
    let typed = mistake.typed
    let items = read(typed)
    guard case .mistake(let found)? = items.first, items.count == 1 else {
      Issue.record("'\(typed)' is read as a command")
      return
    }
    let bytes = Array(typed.utf8)[found.span.lower..<found.span.upper]
    #expect(String(decoding: bytes, as: UTF8.self) == mistake.place)
    #expect(found.help == mistake.cure)
  }

  /// What nobody reads is not looked for: that many mistakes, or a line that long, would take seconds.
  @Test func manyMistakesAndLongLinesAreNotLookedInto() {
    let many = read(String(repeating: "nn.Linear(2, 4)\n", count: 30))
    let helps = many.map { item -> String? in if case .mistake(let mistake) = item { mistake.help } else { nil } }
    #expect(helps.prefix(20).allSatisfy { $0 == "write 'layer affine 2 4'" })
    #expect(helps.dropFirst(20).allSatisfy { $0 == nil })
    let long = read("predict [0, " + String(repeating: "1, ", count: 100) + "1]")
    guard case .mistake(let mistake)? = long.first else { return }
    #expect(mistake.help == nil && mistake.message == "unexpected character '['")
  }

  /// What is offered between quotes can be typed, unless a name in capitals has to be filled in: it is read, and in some
  /// session it is right.
  @Test(arguments: mistakes.filter { $0.isLine }) func whatIsOfferedCanBeTyped(mistake: Mistake) {
    let quoted = mistake.cure.split(separator: "'").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    #expect(!quoted.isEmpty)
    for line in quoted where !line.contains("INPUTS") && !line.contains("NAME") {
      #expect(throws: Never.self, "\(line)") { try commands(String(line)) }
      // Whether a notebook is there to be run is another question.
      #expect(line.hasPrefix("run ") || Self.sessions.contains { isRight(String(line), after: $0) }, "\(line)")
    }
  }

  private static let sessions = [
    "", "data xor", "data xor\nlayer affine 2 4\nlayer sigmoid\nlayer affine 4 1\nloss mse\ntrain 10\nkeep first",
    "data moons 100\nsplit test 0.2\nlayer affine 2 4\nlayer affine 4 2\nloss softmax_cross_entropy\ntrain 10",
    "data digits 1000\nlayer affine 64 10\nloss softmax_cross_entropy",
  ]

  private func isRight(_ line: String, after session: String) -> Bool {
    let source = Source(name: "", text: session + "\n" + line)
    var checker = Checker(Facts(files: FileAccess(folder: "."), table: .standard))
    checker.check(source.lines, of: source)
    return checker.mistakes.isEmpty
  }
}

/// What somebody types who means well, what of it a diagnostic points at, and its help.
struct Mistake: Sendable, CustomTestStringConvertible {
  let typed: String
  let place: String
  let cure: String

  init(_ typed: String, at place: String, _ cure: String) { (self.typed, self.place, self.cure) = (typed, place, cure) }

  var testDescription: String { typed }

  /// Whether the help is a whole line, and not a part of it such as `test 0.2`.
  var isLine: Bool {
    (cure.hasPrefix("write '") || cure.hasPrefix("for example '"))
      && [
        "test 0.2' for", "end' on", "accuracy <", "loss <", "lr 0.1' for", "row 5' for", "epsilon 4", "weights he' or",
        "weights xavier' or",
      ]
      .allSatisfy { !cure.hasPrefix("write '" + $0) }
  }
}
