import Engine
import Files
import Language
import Outputs

/// The runs of a sweep as a table of comma-separated values (RFC 4180), each number with all its digits.
enum SweepFile {
  private static let (first, last) = ("run", "digest")

  /// The bytes of the table: a heading, and a line a run.
  static func bytes(of sweep: Sweep) -> [UInt8] {
    let names = sweep.resultNames
    let headings =
      [first] + sweep.plan.names + ["ending", "plateau", "diverged_at"] + names + names.map { "test_\($0)" }
      + ["steps", "dead_at_start", "died", "dead_at_end", last]
    let lines = sweep.made.map { made -> [String] in
      let run = made.run
      var (ending, plateau, step) = ("", "", "")
      switch run.ending {
      case .converged: ending = "converged"
      case .stuck(let loss): (ending, plateau) = ("stuck", loss.plain)
      case .unfinished: ending = "unfinished"
      case .diverged(let at): (ending, step) = ("diverged", String(at))
      case .finished: ending = "finished"
      }
      let results = [run.training, run.test].flatMap { score in
        score.map { State.results($0, tellsClasses: sweep.tellsClasses).map(\.plain) } ?? names.map { _ in "" }
      }
      return [String(made.index + 1)] + made.point.map(\.text) + [ending, plateau, step] + results
        + [
          String(run.steps), String(run.deadAtStart), String(run.died), String(run.deadAtEnd), hexadecimal(run.digest),
        ]
    }
    return Array(([headings] + lines).map { $0.map(quoted).joined(separator: ",") + "\n" }.joined().utf8)
  }

  /// Whether a file is such a table, by its heading.
  static func wasWritten(_ place: Place) -> Bool {
    guard let bytes = try? place.open().bytes() else { return false }
    let heading = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
    return heading.hasPrefix(first + ",") && heading.hasSuffix("," + last)
  }

  /// A field as it is, or in quotes where a sign in it would end it.
  private static func quoted(_ field: String) -> String {
    field.contains { ",\"\n\r".contains($0) } ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
  }
}
