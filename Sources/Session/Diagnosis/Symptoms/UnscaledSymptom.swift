/// Input columns on wildly different scales, or all of them far from 1.
enum UnscaledSymptom: Symptom {
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding] {
    guard found.has(.divergence) || !run.hasLearned else { return [] }
    let columns = (0..<run.inputs.columns).compactMap { column -> (column: Int, width: Double)? in
      let values = (0..<run.inputs.rows).map { run.inputs[$0, column] }
      let mean = values.reduce(0, +) / Double(values.count)
      let width = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
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
    let evidence =
      isMixed
      ? "The standard deviation of \(names[widest.column]) is \(state.shown(widest.width)) and that of "
        + "\(names[narrowest.column]) is \(state.shown(narrowest.width)): no one learning rate suits the weights of both."
      : "The standard deviations of the inputs are from \(state.shown(narrowest.width)) to \(state.shown(widest.width)): "
        + "units get sums far beyond the range in which their functions bend."
    return [Finding(kind: .unscaled, evidence: evidence, cure: CureWriter(run).normalized)]
  }
}
