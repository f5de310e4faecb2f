import Engine

/// Inputs drawn evenly between two bounds, and what formulas make of them.
///
/// The inputs have the bits of NumPy's `RandomState(seed).uniform(lower, upper, (samples, inputs))`, and the noise those of
/// the `normal(0, noise)` after it, row by row; nothing is rounded. Noise is added to the targets. Those of an inequality,
/// 1 where it holds and otherwise 0, are decided before noise is added to its inputs.
public struct FunctionData: Sendable, Equatable {
  /// The formulas, one a target column; an inequality stands alone.
  public let formulas: [Formula]
  /// The number of samples.
  public let samples: Int
  /// The bounds of the inputs.
  public let bounds: Range<Double>
  /// The standard deviation of the noise.
  public let noise: Double
  /// The seed of the stream.
  public let seed: UInt32
  /// The input columns: as many as the highest one that a formula names.
  public let inputs: Int

  /// Why there are no samples after all: a value that is not finite, or a single class.
  public enum Failure: Error, Sendable, Equatable {
    case notFinite(NotFinite)
    /// The inequality holds for all rows, or for none.
    case oneClass(holds: Bool)
  }

  /// Creates a generator of samples between two bounds.
  public init(
    _ formulas: [Formula], samples: Int, from lower: Double, to upper: Double, noise: Double, seed: UInt32
  ) throws(DatasetError) {
    let isInequality = formulas.contains { $0.isInequality }
    try Dataset.requireDrawable(
      samples: samples, classes: isInequality ? 2 : 1, noise: noise, bounds: (isInequality ? 2 : 1)...1_000_000)
    guard lower.isFinite, upper.isFinite, lower < upper else { throw .boundsOutOfOrder }
    guard (upper - lower).isFinite else { throw .boundsTooFarApart }
    (self.formulas, self.samples, self.noise, self.seed) = (formulas, samples, noise, seed)
    bounds = lower..<upper
    inputs = formulas.flatMap(\.inputs).max() ?? 0
  }

  /// Whether the targets are the classes 0 and 1.
  public var isInequality: Bool { formulas[0].isInequality }

  /// What the samples are called in sentences.
  private var name: String {
    let text = formulas.map(\.text).joined(separator: ", ")
    return "function \(text.count > Self.longestName ? "\(text.prefix(Self.longestName - 2)) …" : text)"
  }

  /// The characters of formulas that a sentence or a heading shows.
  private static let (longestName, longestHeading) = (60, 24)

  /// The samples; the first row for which a formula has no finite value is an error.
  public func dataset() throws(Failure) -> Dataset {
    var stream = RandomStream(seed: seed)
    let width = bounds.upperBound - bounds.lowerBound
    var values = (0..<samples * inputs).map { _ in bounds.lowerBound + width * stream.uniform() }
    var targets = try targets(of: values)
    if noise > 0 {
      if isInequality { stream.addNoise(noise, to: &values) } else { stream.addNoise(noise, to: &targets) }
    }
    var dataset = Dataset(
      name: name, inputs: Matrix(rows: samples, columns: inputs, values: values),
      targets: Matrix(rows: samples, columns: formulas.count, values: targets))
    dataset.targetNames = targetNames
    return dataset
  }

  /// The formulas as headings, where there are several, all short, and none that is an input alone.
  private var targetNames: [String]? {
    let names = formulas.map(\.text)
    let areHeadings = names.allSatisfy { $0.count <= Self.longestHeading && FormulaParser.input($0) == nil }
    return names.count > 1 && areHeadings ? names : nil
  }

  /// What the formulas make of inputs, row by row.
  private func targets(of values: [Double]) throws(Failure) -> [Double] {
    let sides = formulas.map { formula in formula.sides.map { $0.values(values, columns: inputs) } }
    guard !Interruption.isRequested else { return Array(repeating: 0, count: samples * formulas.count) }
    if let row = (0..<samples).first(where: { row in sides.joined().contains { !$0[row].isFinite } }),
      let found = notFinite(row, Array(values[row * inputs..<(row + 1) * inputs]))
    {
      throw .notFinite(found)
    }
    guard let relation = formulas[0].right?.relation else {
      var targets: [Double] = []
      targets.reserveCapacity(samples * formulas.count)
      // Added to 0, nothing is -0.
      for row in 0..<samples { for side in sides { targets.append(side[0][row] + 0) } }
      return targets
    }
    let labels = zip(sides[0][0], sides[0][1]).map { relation.holds($0, $1) ? 1.0 : 0 }
    guard labels.contains(0), labels.contains(1) else { throw .oneClass(holds: labels[0] == 1) }
    return labels
  }

  /// The first part of a formula that is not finite in a row.
  private func notFinite(_ row: Int, _ values: [Double]) -> NotFinite? {
    for (index, formula) in formulas.enumerated() {
      guard var found = formula.firstNotFinite(values) else { continue }
      (found.formula, found.row) = (index, row)
      return found
    }
    return nil
  }
}

extension RandomStream {
  /// Adds normal noise of a standard deviation to each of some values.
  fileprivate mutating func addNoise(_ deviation: Double, to values: inout [Double]) {
    for index in values.indices { values[index] += deviation * normal() }
  }
}

extension Formula {
  /// Reads the formulas of a data set: each in the text of its own, the first input named alike in all.
  public static func read(_ texts: [String]) throws(FormulaError) -> [Formula] {
    var formulas: [Formula] = []
    for (index, text) in texts.enumerated() {
      do throws(FormulaError) {
        formulas.append(try Formula(text))
      } catch {
        throw error.about(index)
      }
    }
    try requireCommonSense(formulas)
    return formulas
  }

  /// Refuses what is wrong with formulas only because they stand together.
  private static func requireCommonSense(_ formulas: [Formula]) throws(FormulaError) {
    if formulas.count > 1, let index = formulas.firstIndex(where: \.isInequality) {
      throw FormulaError(
        "an inequality stands alone, without other formulas", at: 0..<formulas[index].bytes.count,
        help: "for several targets write numbers: \"x1+x2\" \"x1*x2\""
      ).about(index)
    }
    guard formulas.contains(where: { !$0.inputs.isEmpty }) else {
      throw FormulaError("no input is named", at: 0..<(formulas.first?.bytes.count ?? 0), help: "the first is x1")
    }
    let isNumbered = formulas.contains { $0.inputs.contains { $0 > 1 } || $0.namesNumberedInput }
    guard isNumbered, let index = formulas.firstIndex(where: \.namesPlainInput) else { return }
    throw formulas[index].mistakeOfPlainInput.about(index)
  }
}
