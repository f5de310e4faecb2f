import Engine

/// Input columns on wildly different scales, or all of them far from 1.
enum UnscaledSymptom: Symptom {
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding] {
    guard found.has(.divergence) || !run.hasLearned else { return [] }
    let columns = (0..<run.inputs.columns).compactMap { column -> (column: Int, width: Double)? in
      let width = run.inputs.spread(ofColumn: column).width
      return width > 0 ? (column, width) : nil
    }
    guard let widest = columns.max(by: { $0.width < $1.width }),
      let narrowest = columns.min(by: { $0.width < $1.width })
    else { return [] }
    // Pixels that are nearly always 0 are narrow, but on the scale of the others.
    let isMixed = widest.width > Thresholds.scaleRatio * narrowest.width && widest.width > Thresholds.scaleRatio / 3
    let isLarge = narrowest.width > Thresholds.largeInput
    guard isMixed || isLarge else { return [] }
    let (state, names) = (run.state, run.state.inputHeadings(run.inputs.columns))
    let place =
      columns.count == 1
      ? "standard deviation of \(names[widest.column]) is \(state.shown(widest.width))"
      : "standard deviations of the inputs are from \(state.shown(narrowest.width)) to \(state.shown(widest.width))"
    let evidence =
      isMixed
      ? "The standard deviation of \(names[widest.column]) is \(state.shown(widest.width)) and that of "
        + "\(names[narrowest.column]) is \(state.shown(narrowest.width)): no one learning rate suits the weights of both."
      : "The \(place): units get sums far beyond the range in which their functions bend."
    return [Finding(kind: .unscaled, evidence: evidence, cure: CureWriter(run).normalized(rate: rate(run)))]
  }

  /// The rate that goes with inputs on one scale; nil if that of the training does.
  private static func rate(_ run: RunEvidence) -> Double? {
    guard let stable = run.stableRateOnOneScale, run.training.request.learningRate > stable else { return nil }
    return roundRate(atMost: stable / 2)
  }
}

extension RunEvidence {
  /// The largest rate at which steps would go down with inputs of mean 0 and standard deviation 1; nil where nothing can be
  /// said.
  ///
  /// Two layers whose weights a and b are to make targets of standard deviation s of such inputs have squared errors of
  /// (a b - s)², which curve by 2 (a² + b²) where they are least: by 4 s at least, with a = b = √s.
  fileprivate var stableRateOnOneScale: Double? {
    guard !isAdaptive else { return nil }
    let atStart = startIsTelling ? stableRate(start, inputs: inputs.standardised) : nil
    guard objective.loss == .meanSquaredError || objective.loss == .sumOfSquaredErrors, matrices.count > 1 else {
      return atStart
    }
    let spread = (0..<targets.columns).map { targets.spread(ofColumn: $0).width }.max() ?? 0
    guard spread > 0 else { return atStart }
    return min(atStart ?? .infinity, 2 * (1 + momentum) / (4 * spread * gradientScale))
  }
}

extension Matrix {
  /// The mean of a column and its standard deviation.
  fileprivate func spread(ofColumn column: Int) -> (mean: Double, width: Double) {
    let values = (0..<rows).map { self[$0, column] }
    let mean = values.reduce(0, +) / Double(rows)
    return (mean, (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rows)).squareRoot())
  }

  /// Every column with mean 0 and standard deviation 1; one that does not vary is 0.
  fileprivate var standardised: Matrix {
    let spreads = (0..<columns).map(spread(ofColumn:))
    return Matrix(
      (0..<rows).map { row in
        zip(self.row(row), spreads).map { $1.width > 0 ? ($0 - $1.mean) / $1.width : 0 }
      })
  }
}
