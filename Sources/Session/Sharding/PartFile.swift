import Engine
import Language
import Outputs

/// What one part of a notebook's sweeps has come to, and what it was made from: a file of lines.
///
/// Numbers are written as the hexadecimal digits of their bits. The last line is a hash of all lines before it.
public struct PartFile: Sendable, Equatable {
  /// The version of the program that made it.
  public var program: String
  /// Which part it is.
  public var shard: Shard
  /// The notebook's path, as it was given.
  public var notebook: String
  /// A hash of the notebook's text.
  public var digest: UInt64
  /// The values of `-p`, as they were given.
  public var parameters: [String]
  /// The sweeps in the order in which they were made.
  public var sweeps: [SweepRecord]

  /// Creates one.
  public init(
    program: String, shard: Shard, notebook: String, digest: UInt64, parameters: [String], sweeps: [SweepRecord]
  ) {
    (self.program, self.shard, self.notebook) = (program, shard, notebook)
    (self.digest, self.parameters, self.sweeps) = (digest, parameters, sweeps)
  }

  /// The most bytes of a file that are read: those of several sweeps with the most runs.
  public static let mostBytes = 1 << 30

  /// How many runs it holds.
  public var runCount: Int { sweeps.reduce(0) { $0 + $1.runs.count } }

  /// The values of `-p` as they are typed.
  var options: [String] { parameters.map { "-p \(Self.quoted($0))" } }

  /// The command that makes a part of the same run.
  func command(_ shard: Shard) -> String {
    (["nbrun run", Self.quoted(notebook)] + options + ["--shard \(shard) -o part\(shard.number).nbr"])
      .joined(separator: " ")
  }

  /// A word for a shell: as it is, or in quotes where a sign in it would mean something there.
  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || "0123456789_-+=./,:".utf8.contains(byte)
      }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  /// The first line of every such file.
  public static let heading = "nbrun part 1"

  /// The bytes of the file.
  public var bytes: [UInt8] {
    var lines = [
      Self.heading, "program \(program)", "shard \(shard)", "notebook \(Self.escaped(notebook))",
      "digest \(hexadecimal(digest))",
    ]
    lines += parameters.map { "parameter \(Self.escaped($0))" }
    for sweep in sweeps {
      lines.append("sweep \(sweep.count) \(hexadecimal(sweep.fingerprint)) \(sweep.traits.rawValue)")
      lines += sweep.runs.sorted { $0.key < $1.key }.map { index, run in "run \(index) \(Self.text(run))" }
    }
    let text = lines.map { $0 + "\n" }.joined()
    var hash = Fingerprint()
    hash.add(text.utf8)
    return Array((text + "end \(hexadecimal(hash.value))\n").utf8)
  }

  private static func text(_ run: SweepRun) -> String {
    let ending =
      switch run.ending {
      case .converged: "converged"
      case .stuck(let loss): "stuck:\(bits(loss))"
      case .unfinished: "unfinished"
      case .diverged(let step): "diverged:\(step)"
      case .finished: "finished"
      }
    let curve = run.curve.map { "\(bits($0.x)):\(bits($0.y))" }.joined(separator: ",")
    return [
      ending, score(run.training), score(run.test), String(run.steps), String(run.deadAtStart), String(run.died),
      String(run.deadAtEnd),
      hexadecimal(run.digest), curve.isEmpty ? "-" : curve,
    ].joined(separator: " ")
  }

  private static func score(_ score: Score?) -> String {
    guard let score else { return "-" }
    let regression = score.regression.map { [$0.rmse, $0.r2] } ?? []
    return ([score.loss, score.accuracy] + regression).map(bits).joined(separator: ":")
  }

  private static func bits(_ number: Double) -> String { hexadecimal(number.bitPattern) }

  /// A text on one line; a line feed behind a carriage return is a character with it, but a sign of its own.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, sign in
      switch sign {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(sign)
      }
    }
  }
}
