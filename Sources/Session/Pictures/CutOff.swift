import Outputs

/// Where the vertical axis of curves ends, so that a few huge values do not make all others flat.
///
/// If no more than one value in fifty is larger than a thousand times the largest of all others, the axis ends above these
/// others: a curve that falls steeply at its start is whole, and one with a spike is not flat.
struct CutOff {
  /// From where to where the axis goes; nil to hold everything.
  let range: ClosedRange<Double>?
  private let top: Double

  /// Looks at the values of curves.
  init(_ values: [Double], isLogarithmic: Bool) {
    let sorted = values.filter(\.isFinite).sorted()
    let kept = sorted.count - sorted.count / 50
    let first = (max(kept, 1)..<max(kept, 1, sorted.count)).first { sorted[$0] > 1000 * sorted[$0 - 1].magnitude }
    guard !isLogarithmic, let first, let low = sorted.first, sorted[first - 1] > low else {
      (range, top) = (nil, .infinity)
      return
    }
    let usual = sorted[first - 1]
    top = usual + (usual - low) / 10
    range = min(low, max(0, low - (usual - low) / 10))...top
  }

  /// The sentence that says what is cut off and where.
  func remark(_ points: [Plot.Point], unit: String, _ state: State) -> [String] {
    let cut = points.filter { $0.y > top }
    guard let highest = cut.max(by: { $0.y < $1.y }) else { return [] }
    return [
      "Cut off above \(state.shown(top)): \(counted(cut.count, "value")), the largest \(state.shown(highest.y)) at "
        + "\(unit) \(shortNumber(highest.x))."
    ]
  }
}
