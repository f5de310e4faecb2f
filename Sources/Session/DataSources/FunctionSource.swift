import Datasets
import Language
import Outputs

/// Inputs that are drawn, and what formulas make of them.
struct FunctionSource: DataSource {
  private let texts: [WrittenText]
  private let count: Int
  private let bounds: (lower: Double, upper: Double)
  private let noise: Double
  private let seed: UInt32

  static let forms = [
    Form(
      "function", synonyms: ["formula"], "drawn inputs, and what formulas of them give",
      [
        .positional(
          "formula", .texts("formula"), "of x1, x2 …; each of several gives a target, an inequality two classes"),
        .positional("count", .integer(1...1_000_000), "the number of rows"),
        .keyword("from", .number(.any), default: "-1", "the smallest input"),
        .keyword("to", .number(.any), default: "1", "the number below which the inputs are"),
        .noise("0"), .ownSeed,
      ])
  ]

  init(_ name: String, _ arguments: Arguments, outer: Arguments) {
    (texts, count) = (arguments.texts("formula"), arguments.integer("count"))
    bounds = (arguments.number("from"), arguments.number("to"))
    (noise, seed) = (arguments.number("noise"), UInt32(arguments.integer("seed")))
  }

  func facts(_ facts: Facts, _ at: Places) throws(Diagnostic) -> DataFacts? {
    let data = try data(at)
    return DataFacts(
      rows: count, inputs: data.inputs, targets: data.formulas.count,
      labels: data.isInequality ? LabelFacts(classes: 2) : nil, place: at.head)
  }

  func dataset(_ context: inout RunContext) throws(Diagnostic) -> Dataset {
    let data = try data(context.at)
    do throws(FunctionData.Failure) {
      return try data.dataset()
    } catch {
      throw diagnostic(error, decimals: context.before.decimals)
    }
  }

  /// What draws the samples; what is wrong with the arguments is found before anything is drawn.
  private func data(_ at: Places) throws(Diagnostic) -> FunctionData {
    let formulas = try formulas()
    do throws(DatasetError) {
      return try FunctionData(
        formulas, samples: count, from: bounds.lower, to: bounds.upper, noise: noise, seed: seed)
    } catch {
      throw Diagnostic(error, ofDrawn: at)
    }
  }

  private func formulas() throws(Diagnostic) -> [Formula] {
    do throws(FormulaError) {
      return try Formula.read(texts.map(\.text))
    } catch {
      let similar = error.unknownName.flatMap { nearest(to: $0, among: Formula.functions) }
      throw Diagnostic(
        error.message, at: texts[error.formula].place(of: error.range),
        help: similar.map { "a function with a similar name exists: '\($0)'" } ?? error.help)
    }
  }

  /// Why the formulas give no samples, placed in the formula that is at fault.
  private func diagnostic(_ failure: FunctionData.Failure, decimals: Int) -> Diagnostic {
    switch failure {
    case .notFinite(let found):
      let values = found.inputs.map { "x\($0.number) = \(formatted($0.value, decimals: decimals))" }
      let place = "in row \(found.row + 1), where \(values.joined(separator: ", "))"
      return Diagnostic(
        "\(found.part) \(found.message) \(place)", at: texts[found.formula].place(of: found.range), help: found.help)
    case .oneClass(let holds):
      return Diagnostic(
        "the inequality holds for \(holds ? "every row" : "no row"), which leaves one class", at: texts[0].span,
        help: "compare with another number, or draw the inputs from other bounds")
    }
  }
}
