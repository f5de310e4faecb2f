import CKernels

/// A second in which no plan begins with a team, after one was much slower than its caller alone.
///
/// Most likely something else is using the processors then, and that is not found out anew by every short training.
enum TeamRest {
  private static let start = ContinuousClock.now
  /// Its milliseconds.
  private static let length: Int32 = 1000
  /// The milliseconds since the start at which it ends; any thread may look at it and set it.
  nonisolated(unsafe) private static let end: UnsafeMutablePointer<Int32> = {
    let end = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    end.initialize(to: 0)
    return end
  }()

  private static var now: Int32 { Int32(truncatingIfNeeded: Int((ContinuousClock.now - start) / .milliseconds(1))) }

  /// Whether it lasts.
  static var isOn: Bool { (1...length).contains(nb_flag_is_set(end) &- now) }

  /// Begins it.
  static func begin() { nb_flag_set(end, now &+ length) }
}
