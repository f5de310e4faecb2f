/// Which rows of the data the steps of a training see.
public enum BatchOrder: Sendable, Equatable {
  /// All of them in every step.
  case all
  /// These in every step.
  case fixed([Int])
  /// Every row once an epoch, in an order drawn for it, so many at a time; the last batch of an epoch may be smaller.
  case shuffled(Int)
  /// So many drawn with replacement for every step: NumPy's `choice(rows, size)`.
  case drawn(Int)

  /// The rows of a step; nil if it sees all.
  public var size: Int? {
    switch self {
    case .all: nil
    case .fixed(let indices): indices.count
    case .shuffled(let size), .drawn(let size): size
    }
  }

  /// Stops the program where a step would see no rows, or rows that are not there.
  func require(rows: Int) {
    if let size { check(size > 0, "a batch has at least one row") }
    guard case .fixed(let indices) = self else { return }
    for index in indices { check((0..<rows).contains(index), "there is no row \(index) among \(rows)") }
  }

  /// The rows of the largest batch of so many rows.
  public func capacity(rows: Int) -> Int {
    switch self {
    case .all: rows
    case .fixed(let indices): indices.count
    case .shuffled(let size): min(size, rows)
    case .drawn(let size): size
    }
  }

  /// The rows of the smallest batch among so many steps from so many rows.
  public func smallestBatch(rows: Int, steps: Int) -> Int {
    guard case .shuffled(let size) = self, rows % size != 0, steps >= stepsPerEpoch(rows: rows) else {
      return capacity(rows: rows)
    }
    return rows % size
  }

  /// The steps in which every row is seen once, as far as that can be said.
  public func stepsPerEpoch(rows: Int) -> Int {
    switch self {
    case .all, .fixed: 1
    case .shuffled(let size), .drawn(let size): (rows + size - 1) / size
    }
  }
}

/// The batches of a training one after the other, and the stream they are drawn from.
///
/// Rows are drawn in place: the next batch allocates nothing, unless a copy of the sequence was kept.
struct BatchSequence: Sendable {
  let order: BatchOrder
  let rows: Int
  var stream: RandomStream
  /// The rows of an epoch or of a batch, in their order.
  private var drawn: [Int]
  /// What torch draws an epoch's order with.
  private var sampler: RandomStream
  /// Which of them are the batch.
  private var range = 0..<0

  init(_ order: BatchOrder, rows: Int, stream: RandomStream) {
    (self.order, self.rows, self.stream) = (order, rows, stream)
    sampler = stream
    drawn =
      switch order {
      case .all, .shuffled: Array(0..<rows)
      case .fixed(let indices): indices
      case .drawn(let size): Array(repeating: 0, count: size)
      }
  }

  /// Whether every step sees the same rows.
  var isSteady: Bool {
    switch order {
    case .all, .fixed: true
    case .shuffled, .drawn: false
    }
  }

  /// The rows of the step that ``advance()`` has gone on to.
  var batch: ArraySlice<Int> { drawn[range] }

  /// Goes on to the rows of the next step.
  mutating func advance() {
    switch order {
    case .all, .fixed: range = drawn.indices
    case .drawn:
      stream.choose(from: rows, into: &drawn)
      range = drawn.indices
    case .shuffled(let size):
      let isNewEpoch = range.isEmpty || range.upperBound == rows
      if isNewEpoch { stream.drawEpoch(&drawn, &sampler) }
      let start = isNewEpoch ? 0 : range.upperBound
      range = start..<min(start + size, rows)
    }
  }
}
