/// What a training keeps of its losses: the points of a curve, the rows of the log, and rows for a log that ends early.
struct TrainingLog {
  private let training: Training
  private var curve = Curve()
  private var rows = LogRows()
  /// The steps between two rows that are kept; the interval of the log, until there are too many.
  private(set) var rowInterval: Int
  private var earlySteps: RoundSteps?
  private var earlyRows = LogRows()
  /// The last look that was taken, whether it is kept or not.
  private(set) var last: Training.Record?
  /// What ``goBack(to:_:)`` starts from: the steps made, and what was open after them.
  private var mark = (made: 0, last: Training.Record?.none, rows: LossSum(), earlyRows: LossSum())

  /// The rows for a log that ends early above which it is time to leave out those that it will not have.
  private static let manyEarlyRows = 64

  init(_ training: Training) {
    self.training = training
    rowInterval = training.logInterval
    earlySteps = training.earlyRows.map { RoundSteps($0) }
  }

  // MARK: - Which steps

  /// Whether a step is the first, and has a row for that; means have none of one step.
  private func isFirstRow(_ step: Int) -> Bool { step == 1 && !training.logsMeans }

  /// Whether the plan has a row of the log for a step, or after it where rows are means.
  func isPlanned(_ step: Int) -> Bool {
    step == training.steps || step % training.logInterval == 0 || isFirstRow(step)
  }

  /// Whether a step may have a row if the training ends early.
  func isEarly(_ step: Int) -> Bool {
    guard let earlySteps else { return false }
    return step == earlySteps.next || isFirstRow(step)
  }

  /// Whether a step is a point of the curve.
  func isPoint(_ step: Int) -> Bool {
    training.recordsCurve && (curve.holds(step) || step == training.steps)
  }

  /// Whether the loss before a step is wanted.
  func isLookedAt(_ step: Int) -> Bool {
    isPoint(step) || isPlanned(step) || isEarly(step) || step == training.stopsAfter
  }

  /// The next step after one before which the loss is wanted.
  func nextLook(after step: Int) -> Int {
    var next = (step / training.logInterval + 1) * training.logInterval
    if training.recordsCurve { next = min(next, (step / curve.interval + 1) * curve.interval) }
    if let early = earlySteps?.next, early > step { next = min(next, early) }
    if let stop = training.stopsAfter, stop > step { next = min(next, stop) }
    return training.steps > step ? min(next, training.steps) : next
  }

  /// Whether a planned row is one of those that are kept.
  private func isKept(_ step: Int) -> Bool {
    isFirstRow(step) || step == training.steps || step % rowInterval == 0
  }

  // MARK: - Recording

  /// Takes the loss before a step: a row of the log where it is one, a point of the curve, or nothing but the last look.
  ///
  /// - Parameters:
  ///   - record: the loss, and what else is known of the step.
  ///   - isMet: whether the training ends with it, so that it is a row wherever it is.
  mutating func look(_ record: Training.Record, isMet: Bool) {
    last = record
    if training.logsMeans {
      rows.see(record.loss)
      if earlySteps != nil { earlyRows.see(record.loss) }
    }
    let isRow = isMet || (!training.logsMeans && isPlanned(record.step))
    if isRow, isMet || isKept(record.step) { rows.add(record) }
    if earlySteps != nil, isMet || (!training.logsMeans && isEarly(record.step)) {
      earlyRows.add(record)
      earlySteps?.pass(record.step)
    }
    if isPoint(record.step) { curve.add(record) } else if isRow { curve.countRow() }
  }

  /// Takes a row of means for the steps up to one.
  mutating func addMean(_ record: Training.Record, isPlanned: Bool, isEarly: Bool) {
    if isPlanned, isKept(record.step) { rows.addMean(record) }
    if isEarly {
      earlyRows.addMean(record)
      earlySteps?.pass(record.step)
    }
  }

  // MARK: - Going back

  /// Makes ready to come back to what is recorded after so many steps, and leaves out rows that are too many.
  mutating func save(_ made: Int) {
    if let earlySteps, earlyRows.count > Self.manyEarlyRows {
      var thinned = earlyRows
      thinned.thin { isFirstRow($0) || earlySteps.mayBeRow($0, of: made) }
      earlyRows = thinned
    }
    while rows.count > Training.mostRows {
      rowInterval *= 2
      var thinned = rows
      thinned.thin { isFirstRow($0) || $0 % rowInterval == 0 }
      rows = thinned
    }
    mark = (made, last, rows.open, earlyRows.open)
  }

  /// Forgets what was recorded beyond some steps, given the losses before those of them since the last ``save(_:)``, and
  /// the loss before a step that was taken back.
  mutating func goBack(to made: Int, _ losses: [Double] = [], takenBack: Double? = nil) {
    let end = takenBack == nil ? made : made + 1
    curve.goBack(to: end)
    rows.goBack(to: end, mark.rows, after: mark.made, losses)
    earlyRows.goBack(to: end, mark.earlyRows, after: mark.made, losses)
    last = mark.last
    if let loss = takenBack ?? losses.last { last = Training.Record(step: end, loss: loss) }
  }

  // MARK: - At the end

  /// The records of a training, in the order of their steps.
  func records(_ ending: Training.Ending, made: Int) -> [Training.Record] {
    var (curve, rows) = (curve, rows)
    if endsEarly(ending), let earlySteps, made < Self.fewRows * training.logInterval {
      var early = earlyRows
      early.thin { isFirstRow($0) || $0 > made || earlySteps.isRow($0, of: made) }
      // Where a look costs much, these may be the fewer.
      if early.count > rows.count { rows = early }
    }
    if ending.isUnexpected, let last {
      if training.recordsCurve { curve.close(with: last) }
      if earlySteps != nil { rows.close(with: training.logsMeans ? nil : last, at: made) }
    }
    return merged(curve.points, rows.records)
  }

  /// The planned rows that are enough for a training that ends early.
  private static let fewRows = 5

  /// Whether the plan of the log has nothing to do with where a training ended.
  private func endsEarly(_ ending: Training.Ending) -> Bool {
    switch ending {
    case .finished, .notImproving: false
    case .conditionMet: training.stopCondition?.isLookedAtInEveryStep ?? false
    case .lossNotFinite, .weightsNotFinite, .interrupted: true
    }
  }

  /// Points and rows as one list; where a row is of one step, the point there is the row.
  private func merged(_ points: [Training.Record], _ rows: [Training.Record]) -> [Training.Record] {
    let ofOneStep = Set(rows.filter(\.isOnCurve).map(\.step))
    var points = points.filter { !ofOneStep.contains($0.step) }.map(asPoint)[...]
    var records: [Training.Record] = []
    for var row in rows {
      row.isLogged = true
      let before = points.prefix { $0.step <= row.step }
      points = points.dropFirst(before.count)
      records += before
      records.append(row)
    }
    return records + points
  }

  private func asPoint(_ record: Training.Record) -> Training.Record {
    var record = record
    record.isLogged = false
    return record
  }
}

extension Training.Ending {
  /// Whether nothing of what was asked for ended the training.
  fileprivate var isUnexpected: Bool {
    switch self {
    case .finished, .conditionMet, .notImproving: false
    case .lossNotFinite, .weightsNotFinite, .interrupted: true
    }
  }
}
