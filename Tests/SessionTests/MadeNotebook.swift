import Documents
import Foundation
import Outputs
import Report

@testable import Language
@testable import Session

/// Makes up commands by the forms of the command table: most of them right, some wrong in one place.
struct CommandMaker {
  var random: SplitMix

  private static let forms = CommandTable.standard.grammar.commands.filter { $0.name != "quit" }
  /// What can stand anywhere, and is right in few places.
  private static let strays = ["-1", "0", "0.5", "99", "nan", "word", "\"text\"", "$nothing", "->", "1e300", "2..1"]
  /// The files of the folder that a notebook is run in.
  static let files = [
    "a.csv": "x,y,t\n0,1,a\n1,0,b\n0.5,2,a\n", "b.csv": "0 1\n1 0\n", "a.nnb": "```nnb\nshuffle\n```\n",
  ]

  /// A session that most commands can do something in; its parts are left out now and then.
  mutating func beginning() -> [String] {
    let data = ["data xor", "data spiral 12", "data function \"x1 > 0\" 9", "data csv \"a.csv\"", "data parity 3"]
    let (inputs, outputs) = (Int.random(in: 2...3, using: &random), Int.random(in: 1...2, using: &random))
    let lines = [
      "seed \(Int.random(in: 0...9, using: &random))", data.randomElement(using: &random)!, "split test 0.4",
      "layer affine \(inputs) 3",
      "layer \(["relu", "tanh", "sigmoid", "batch_norm"].randomElement(using: &random)!)", "layer affine 3 \(outputs)",
      "loss \(["mse", "softmax_cross_entropy", "binary_cross_entropy"].randomElement(using: &random)!)",
      "train 4 lr 0.1", "keep a", "sweep seed 0..2\n  seed $seed\n  train 2\nend",
    ]
    return lines.filter { _ in Int.random(in: 0..<10, using: &random) > 0 }
  }

  /// A command with its block.
  mutating func command() -> String {
    let form = Self.forms.randomElement(using: &random)!
    if happens(1, in: 4) {
      return withFewDigits((form.examples + form.misuses.map(\.text)).randomElement(using: &random)!)
    }
    return text(form, isOutermost: true)
  }

  private mutating func happens(_ times: Int, in all: Int) -> Bool { Int.random(in: 0..<all, using: &random) < times }

  /// A text whose whole numbers are below 100: little is to be computed.
  private func withFewDigits(_ text: String) -> String {
    String(text.replacing(/[0-9]{3,}/) { $0.output.prefix(2) })
  }

  private mutating func text(_ form: Form, isOutermost: Bool = false) -> String {
    var words = [happens(1, in: 8) ? form.synonyms.randomElement(using: &random) ?? form.name : form.name]
    if let pattern = form.pattern { words = [word(of: pattern)] }
    for parameter in form.parameters where parameter.role == .positional {
      if !parameter.isOptional || happens(1, in: 2) { words.append(value(parameter.type)) }
    }
    let others = form.parameters.filter { $0.role != .positional }.shuffled(using: &random)
    for parameter in others where happens(1, in: 4) {
      words.append(parameter.name)
      if parameter.role == .keyword { words.append(value(parameter.type)) }
    }
    var block = ""
    if let content = form.block?.content, form.block?.unless.map({ _ in happens(1, in: 2) }) ?? true {
      switch content {
      case .rows(let line): block = "\n\(line)\n\(line)\nend"
      case .commands:
        // Every name of a sweep must be used.
        let uses =
          if case .variables? = form.parameters.first?.type { ("seed $seed", " lr $rate") } else { ("shuffle", "") }
        block = "\n\(uses.0)\n\(text(Self.forms.randomElement(using: &random)!))\ntrain 2\(uses.1)\nend"
      }
    }
    return words.joined(separator: " ") + block
  }

  private mutating func value(_ type: ValueType) -> String {
    if happens(1, in: 20) { return Self.strays.randomElement(using: &random)! }
    switch type {
    case .integer(let range): return String(integer(range))
    case .range(let range): return happens(1, in: 2) ? String(integer(range)) : "\(range.lowerBound)..\(integer(range))"
    case .number(let range):
      return ["0.1", "0.5", "1", "2", "0.01", "-1"].filter { range.objection(to: Double($0)!) == nil }
        .randomElement(using: &random) ?? "1"
    case .numbers:
      return (0..<Int.random(in: 1...3, using: &random)).map { _ in value(.number(.any)) }.joined(separator: " ")
    case .choice(_, let forms): return forms.isEmpty ? "" : text(forms.randomElement(using: &random)!)
    case .name: return ["a", "b", "rate"].randomElement(using: &random)!
    case .literal: return ["0.1", "3", "tanh", "\"uniform 0 1\""].randomElement(using: &random)!
    case .topic: return Self.forms.randomElement(using: &random)!.name
    case .word(let pattern): return word(of: pattern)
    case .place(let pattern): return word(of: pattern) + (happens(1, in: 2) ? "[0,1]" : "")
    case .path:
      return "\"\((Self.files.keys.sorted() + ["c.safetensors", "c.csv", "c.nnb"]).randomElement(using: &random)!)\""
    case .texts: return ["\"sin(x1)\"", "\"x1 * x2 < 0.1\"", "\"x1\" \"x2\""].randomElement(using: &random)!
    case .columns: return ["1", "x y", "t", "1 2"].randomElement(using: &random)!
    case .condition(let forms):
      return [forms.randomElement(using: &random)?.name ?? "loss", value(.comparison)].joined(separator: " ")
    case .comparison: return ["< 0.5", ">= 0", "= 1", "> 2"].randomElement(using: &random)!
    case .domain: return ["0..1", "0.001..3", "0.1 3 tanh", "3"].randomElement(using: &random)!
    case .variables: return ["seed 0..2 rate 0.1 0.2", "seed 1 2 rate 0.1..1 log 2"].randomElement(using: &random)!
    }
  }

  private mutating func integer(_ range: ClosedRange<Int>) -> Int {
    let reach = happens(1, in: 4) ? 20 : 4
    return Int.random(in: range.lowerBound...min(range.upperBound, range.lowerBound + reach), using: &random)
  }

  private mutating func word(of pattern: WordPattern) -> String {
    ["W1", "b1", "W2", "b2", "gamma1", "1", "2", "a"].filter { pattern.matches($0) }.randomElement(using: &random)
      ?? "W1"
  }
}

/// A notebook of commands that were made up, and what becomes of it in a folder of its own.
struct MadeNotebook {
  var commands: [String]
  /// The commands that begin a cell, besides the first.
  var cuts: Set<Int>

  /// Begins as most notebooks do, and goes on with commands that are taken without running.
  init(seed: UInt64) throws {
    var maker = CommandMaker(random: SplitMix(state: seed))
    let folder = try Self.preparedFolder()
    (commands, cuts) = ([], [])
    for command in maker.beginning() + (0..<8).map({ _ in maker.command() }) {
      commands.append(command)
      if Int.random(in: 0..<3, using: &maker.random) == 0 { cuts.insert(commands.count - 1) }
      if Self.mistakes(in: Source(name: "made.nnb", text: text), folder).isEmpty { continue }
      rejected.append((commands.count - 1, command))
      commands.removeLast()
    }
  }

  /// What was refused, and how many of the commands stood before it.
  private(set) var rejected: [(place: Int, command: String)] = []

  /// The notebook, with a line before each command and text before each cell.
  func text(comment: String = "", prose: String = "") -> String {
    var text = prose + "```nnb\n"
    for (index, command) in commands.enumerated() {
      if cuts.contains(index), index > 0 { text += "```\n\n\(prose)```nnb\n" }
      text += comment + command + "\n"
    }
    return text + "```\n"
  }

  var text: String { text() }

  /// What is wrong with a notebook as far as it is known without running.
  static func mistakes(in source: Source, _ folder: TemporaryFolder) -> [Diagnostic] {
    do throws(Diagnostics) {
      _ = try Notebook.read(source, files: FileAccess(folder: folder.path))
      return []
    } catch {
      return error.all
    }
  }

  static func preparedFolder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, text) in CommandMaker.files { try folder.write(text, to: name) }
    return folder
  }
}
