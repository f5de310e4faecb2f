@testable import Language
@testable import Session

extension CompletionContext {
  /// A session with a network of two hidden layers, names, runs, columns and files.
  static let sample = CompletionContext(
    CommandTable.standard.grammar,
    existing: [
      .parameter: [("W1", "2 × 4"), ("b1", "4"), ("beta1", "4"), ("W2", "4 × 2"), ("b2", "2"), ("beta2", "2")],
      .hiddenLayer: [("1", "hidden layer 1"), ("2", "hidden layer 2")],
      .run: [("adam", "a run that was kept"), ("batch of 10", "a run that was kept")],
      .column: [("species", "a column"), ("petal-length", "a column"), ("花弁", "a column")],
    ], names: [("rate", "0.5"), ("hidden", "4"), ("folder", "\"mnist\"")]
  ) { folder in
    switch folder {
    case "":
      [
        "mnist/", "iris.csv", "xor.safetensors", "weights.npz", "table.csv", "runs.csv", "session.nnb", "二 つ.csv",
        ".git/", "a\"b",
        "a\nb",
      ]
    case "mnist": ["train.gz", "labels/"]
    case "mnist/labels": ["labels.gz"]
    default: []
    }
  }

  /// The commands that make the names of the sample.
  static let sampleLines = "let rate 0.5\nlet hidden 4\nlet folder \"mnist\""
}

/// Completes a line at the character `|`, in the sample session.
func completion(
  _ marked: String, in context: CompletionContext = .sample, openBlock: String? = nil
) -> Completion {
  let cursor = marked.firstIndex(of: "|")!
  let line = marked.filter { $0 != "|" }
  return complete(
    line, at: marked[..<cursor].utf8.count, in: context, block: openBlock.flatMap { blockLeftOpen(by: $0) })
}

/// The block that lines leave open.
func blockLeftOpen(by lines: String) -> Form.Block? {
  var typed = TypedCommand(in: CommandTable.standard.grammar)
  for line in lines.split(separator: "\n") { typed.append(String(line)) }
  return typed.block
}

/// The texts of the candidates at the character `|`.
func candidates(
  _ marked: String, in context: CompletionContext = .sample, openBlock: String? = nil
) -> [String] {
  completion(marked, in: context, openBlock: openBlock).candidates.map(\.text)
}

extension Completion {
  /// A line with a candidate put in.
  func applied(_ text: String, to line: String) -> String {
    let bytes = Array(line.utf8)
    return String(decoding: bytes[..<replaced.lowerBound] + text.utf8 + bytes[replaced.upperBound...], as: UTF8.self)
  }
}

/// Random numbers for tests that are the same in every run (SplitMix64, Steele et al. 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
