import Engine

/// Choosing rows: some to test on, the first ones, another order. Matrices of bytes stay bytes.
extension Dataset {
  /// Keeps a share of the rows back to test on: the last ones of a permutation drawn from a stream.
  ///
  /// The share is rounded to whole rows; at least one row is kept back and at least one is left. A split that is an
  /// error draws nothing: there must be two rows, and no test part yet.
  public mutating func split(test share: Double, from stream: inout RandomStream) throws(DatasetError) {
    guard share > 0, share < 1 else { throw .shareOutOfRange(share) }
    try requireUnsplit()
    try split(testCount: inputs.rows - Self.rowsLeft(of: inputs.rows, test: share), from: &stream)
  }

  /// Keeps a number of rows back to test on: the last ones of a permutation drawn from a stream.
  ///
  /// Both parts keep the order of the permutation. A split that is an error draws nothing: at least one row must be
  /// kept back and at least one be left, and there must be no test part yet.
  public mutating func split(testCount: Int, from stream: inout RandomStream) throws(DatasetError) {
    try requireUnsplit()
    let rows = inputs.rows
    guard (1..<rows).contains(testCount) else { throw .countOutOfRange(.testRows, testCount, 1...rows - 1) }
    let order = stream.permutation(rows)
    let kept = Array(order.suffix(testCount))
    test = Samples(inputs: inputs.slice(rows: kept), targets: targets.slice(rows: kept), isDrawn: true)
    choose(Array(order.dropLast(testCount)))
  }

  /// The rows that a split with a share between 0 and 1 to test on leaves to learn from, of two rows or more.
  public static func rowsLeft(of count: Int, test share: Double) -> Int {
    count - min(max(Int((share * Double(count)).rounded()), 1), count - 1)
  }

  /// Leaves the first rows alone to learn from: at least one, and no more than there are.
  public mutating func take(_ count: Int) throws(DatasetError) {
    try requireRows(1)
    guard (1...inputs.rows).contains(count) else { throw .countOutOfRange(.rows, count, 1...inputs.rows) }
    choose(Array(0..<count))
  }

  /// Puts the rows to learn from in the order of a permutation drawn from a stream.
  public mutating func shuffle(from stream: inout RandomStream) { choose(stream.permutation(inputs.rows)) }

  private mutating func choose(_ rows: [Int]) {
    guard !Interruption.isRequested else { return }
    (inputs, targets) = (inputs.slice(rows: rows), targets.slice(rows: rows))
  }

  private func requireUnsplit() throws(DatasetError) {
    guard test == nil else { throw .hasTestPart }
    try requireRows(2)
  }

  func requireRows(_ needed: Int) throws(DatasetError) {
    guard inputs.rows >= needed else { throw .tooFewRows(inputs.rows, needed: needed) }
  }
}
