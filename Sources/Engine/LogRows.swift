/// Losses added up, to be told as their mean.
struct LossSum: Sendable, Equatable {
  private(set) var loss = 0.0
  private(set) var steps = 0

  /// The mean; 0 of nothing.
  var mean: Double { loss / Double(max(steps, 1)) }

  static func += (sum: inout LossSum, loss: Double) {
    sum.loss += loss
    sum.steps += 1
  }

  static func += (sum: inout LossSum, other: LossSum) {
    sum.loss += other.loss
    sum.steps += other.steps
  }
}

/// Rows of a log, each for one step or for all steps since the row before.
struct LogRows {
  private var rows: [Row] = []
  /// The losses since the last row.
  private(set) var open = LossSum()

  /// A record, and for a row of means the losses that it is the mean of.
  private struct Row {
    var record: Training.Record
    var sum: LossSum?
  }

  var count: Int { rows.count }

  /// The rows in the order of their steps.
  var records: [Training.Record] {
    rows.map { row in
      var record = row.record
      if let sum = row.sum { record.loss = sum.mean }
      return record
    }
  }

  /// Takes the loss of a step into the row of means to come.
  mutating func see(_ loss: Double) { open += loss }

  /// Adds a row of one step.
  mutating func add(_ record: Training.Record) { rows.append(Row(record: record, sum: nil)) }

  /// Adds a row for the losses since the one before.
  mutating func addMean(_ record: Training.Record) {
    rows.append(Row(record: record, sum: open))
    open = LossSum()
  }

  /// Leaves out rows; what a row of means stood for goes to the next that stays.
  mutating func thin(keeping isKept: (Int) -> Bool) {
    var kept: [Row] = []
    var carried = LossSum()
    for var row in rows {
      if let sum = row.sum {
        carried += sum
        row.sum = carried
      }
      guard isKept(row.record.step) else { continue }
      if row.sum != nil { carried = LossSum() }
      kept.append(row)
    }
    carried += open
    (rows, open) = (kept, carried)
  }

  /// Forgets the rows after a step.
  ///
  /// - Parameters:
  ///   - step: the last step that may have a row.
  ///   - saved: the losses that were open after an earlier step, with no row left out since.
  ///   - first: that step.
  ///   - losses: those of the steps from there on.
  mutating func goBack(to step: Int, _ saved: LossSum, after first: Int, _ losses: [Double]) {
    rows.removeAll { $0.record.step > step }
    let closed = rows.last { $0.sum != nil }?.record.step ?? 0
    open = closed >= first ? LossSum() : saved
    for loss in losses.dropFirst(max(0, closed - first)) { open += loss }
  }

  /// Adds the last look of a training that ended unexpectedly, or for nil the mean of what is open after its last step.
  mutating func close(with last: Training.Record?, at made: Int) {
    if let last {
      if (rows.last?.record.step ?? 0) < last.step { add(last) }
    } else if open.steps > 0 {
      addMean(Training.Record(step: made, loss: 0, isOnCurve: false))
    }
  }
}
