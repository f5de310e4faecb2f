/// One block of memory handed out in pieces and freed as a whole.
final class Arena<Element: BinaryFloatingPoint> {
  private let base: UnsafeMutablePointer<Element>
  private let capacity: Int
  private var used = 0

  init(capacity: Int) {
    self.capacity = capacity
    base = .allocate(capacity: max(capacity, 1))
  }

  deinit { base.deallocate() }

  /// The next piece, filled with zeros.
  func take(count: Int) -> UnsafeMutablePointer<Element> {
    precondition(used + count <= capacity, "the arena was sized for less")
    let piece = base + used
    piece.initialize(repeating: 0, count: count)
    used += count
    return piece
  }

  /// The next piece, filled with values.
  func take(_ values: [Element]) -> UnsafeMutablePointer<Element> {
    let piece = take(count: values.count)
    piece.update(from: values, count: values.count)
    return piece
  }
}
