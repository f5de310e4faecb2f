import Language
import Testing

@testable import Session

/// What people type who come from Python or mean well, and the line that each is led to.
@Suite struct MistakeTests {
  private static let mistakes: [(typed: String, place: String, cure: String)] = [
    // Calls.
    ("nn.Linear(2, 4)", ".", "write 'layer affine 2 4'"),
    ("Dense(4)", "(", "write 'layer affine INPUTS 4'"),
    ("dense(4)", "(", "write 'layer affine INPUTS 4'"),
    ("model.add(Dense(4, activation=\"relu\"))", ".", "write 'layer affine INPUTS 4' and 'layer relu'"),
    ("nn.ReLU()", ".", "write 'layer relu'"),
    ("nn.Dropout(0.5)", ".", "write 'layer dropout 0.5'"),
    ("layer(affine, 2, 4)", "(", "write 'layer affine 2 4'"),
    ("criterion = nn.MSELoss()", ".", "write 'loss mse'"),
    ("optim.SGD(model.parameters(), lr=0.01)", ".", "write 'optimizer sgd'"),
    ("optimizer = torch.optim.Adam(model.parameters(), lr=0.001)", ".", "write 'optimizer adam'"),
    ("model.compile(optimizer=\"adam\", loss=\"mse\")", ".", "write 'optimizer adam' and 'loss mse'"),
    ("model.fit(X, y, epochs=10, batch_size=32)", ".", "write 'train 10 epochs batch 32'"),
    ("model.summary()", ".", "write 'show model'"),
    ("model.evaluate(x, y)", ".", "write 'show loss'"),
    ("torch.manual_seed(42)", ".", "write 'seed 42'"),
    ("np.random.seed(42)", ".", "write 'seed 42'"),
    ("train(100)", "(", "write 'train 100'"),
    ("show(W1)", "(", "write 'show W1'"),
    ("print(W1)", "(", "write 'show W1'"),
    ("plot(loss)", "(", "write 'plot loss'"),
    ("split(0.2)", "(", "write 'split test 0.2'"),
    ("train_test_split(X, y, test_size=0.2)", "(", "write 'split test 0.2'"),
    ("StandardScaler()", "(", "write 'normalize standard'"),
    ("data = load_digits()", "(", "write 'data digits 1000'"),
    ("quit()", "(", "write 'quit'"),
    ("help()", "(", "write 'help'"),
    ("loss.backward()", ".", "'train' computes the gradients of each step; 'show gradients' shows them"),
    ("plt.plot(losses)", ".", "'plot loss' draws the loss"),
    // Assignments, lists and files.
    ("seed=42", "=", "write 'seed 42'"),
    ("train 100 lr=0.1", "=", "write 'train 100 lr 0.1'"),
    ("batch_size=32", "batch_size", "write 'batch 32'"),
    ("lr=0.1", "lr", "'lr' belongs to 'train': write 'train 60000 lr 0.01'"),
    ("epochs=10", "epochs", "'epochs' belongs to 'train': write 'train 20 epochs lr 0.1 batch 100'"),
    ("predict [0,1]", "[", "write 'predict 0 1'"),
    ("predict 0, 1", ",", "write 'predict 0 1'"),
    ("load('weights.npz')", "(", "write 'load \"weights.npz\"'"),
    ("load weights.npz", ".", "write 'load \"weights.npz\"'"),
    ("data csv 'iris.csv'", "'", "write 'data csv \"iris.csv\"'"),
    // Words of this language in another place.
    ("relu", "relu", "write 'layer relu'"),
    ("weights", "weights", "write 'show weights'"),
    ("hidden", "hidden", "write 'show hidden'"),
    ("W1", "W1", "write 'show W1'"),
    ("adam", "adam", "write 'optimizer adam'"),
    ("mse", "mse", "write 'loss mse'"),
    ("xor", "xor", "write 'data xor'"),
    ("learning_rate 0.1", "learning_rate", "'learning_rate' belongs to 'train': write 'train 60000 lr 0.01'"),
    ("layer dense 2 4 relu", "relu", "write 'layer relu' on a line of its own"),
    ("layer relu 4", "4", "leave out '4'"),
    ("train lr 0.1", "lr", "for example 'train 60000 lr 0.01'"),
    ("split test 20", "20", "write 'test 0.2' for 20 %"),
    ("train 10 until accuracy 1", "accuracy", "write 'accuracy < 1' or 'accuracy > 1'"),
    // Words of other languages, and slips.
    ("fit", "fit", "write 'train 60000 lr 0.01'"),
    ("loop", "loop", "'train 1000' repeats steps by itself; 'train 20 epochs' goes over the data so often"),
    ("import torch", "import", "nothing has to be imported; 'help' lists the commands"),
    ("Train 10", "Train", "write 'train 10'"),
    ("trian 10", "trian", "a command with a similar name exists: 'train'"),
  ]

  @Test(arguments: mistakes.map(\.typed)) func leadsToALineToType(typed: String) throws {
    let (_, place, cure) = try #require(Self.mistakes.first { $0.typed == typed })
    let items = read(typed)
    guard case .mistake(let mistake)? = items.first, items.count == 1 else {
      Issue.record("'\(typed)' is read as a command")
      return
    }
    let bytes = Array(typed.utf8)[mistake.span.lower..<mistake.span.upper]
    #expect(String(decoding: bytes, as: UTF8.self) == place)
    #expect(mistake.help == cure)
  }

  /// What nobody reads is not looked for: that many mistakes, or a line that long, would take seconds.
  @Test func manyMistakesAndLongLinesAreNotLookedInto() {
    let many = read(String(repeating: "nn.Linear(2, 4)\n", count: 30))
    let helps = many.map { item -> String? in if case .mistake(let mistake) = item { mistake.help } else { nil } }
    #expect(helps.prefix(20).allSatisfy { $0 == "write 'layer affine 2 4'" })
    #expect(helps.dropFirst(20).allSatisfy { $0?.hasPrefix("the name of a file") == true })
    let long = read("predict [0, " + String(repeating: "1, ", count: 100) + "1]")
    guard case .mistake(let mistake)? = long.first else { return }
    #expect(mistake.help == nil && mistake.message == "unexpected character '['")
  }

  /// What is offered between quotes can be typed, unless a name in capitals has to be filled in.
  @Test func whatIsOfferedCanBeTyped() throws {
    for (_, _, cure) in Self.mistakes where cure.hasPrefix("write '") && !cure.contains("INPUTS") {
      for line in cure.split(separator: "'").enumerated().filter({ $0.offset % 2 == 1 }).map(\.element)
      where !line.hasPrefix("test ") && !line.hasPrefix("accuracy ") {
        #expect(throws: Never.self, "\(line)") { try commands(String(line)) }
      }
    }
  }
}
