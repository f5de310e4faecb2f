import Datasets
import Language

/// Small pictures of the ten digits, drawn from a stream of their own.
struct DigitsSource: DataSource {
  private let count: Int
  private let noise: Double
  private let seed: UInt32

  static let forms = [
    Form(
      "digits", "8 × 8 pictures of the ten digits, drawn by the program",
      [.positional("count", .integer(1...100_000), "the number of pictures"), .noise("0.1"), .ownSeed])
  ]

  init(_ name: String, _ arguments: Arguments, outer: Arguments) {
    (count, noise) = (arguments.integer("count"), arguments.number("noise"))
    seed = UInt32(arguments.integer("seed"))
  }

  func facts(_ facts: Facts, _ at: Places) throws(Diagnostic) -> DataFacts? {
    _ = try digits(at)
    return DataFacts(rows: count, inputs: Digits.side * Digits.side, cycling: 10, place: at.head)
  }

  func dataset(_ context: inout RunContext) throws(Diagnostic) -> Dataset { try digits(context.at).dataset }

  private func digits(_ at: Places) throws(Diagnostic) -> Digits {
    do throws(DatasetError) {
      return try Digits(samples: count, noise: noise, seed: seed)
    } catch {
      throw Diagnostic(error, ofDrawn: at)
    }
  }
}
