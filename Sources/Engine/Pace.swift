/// How many steps fit between two looks at the clock, so that one is taken every few milliseconds.
struct Pace {
  private(set) var stepsLeft = 1
  private var steps = 1
  private var lastLook = ContinuousClock.now
  /// Whether a single step takes longer than the time between two looks should be; until it is known, too.
  private(set) var isSlow = true

  /// Counts steps that were made; true if it is time for a look.
  mutating func hasPassed(_ made: Int) -> Bool {
    stepsLeft -= made
    guard stepsLeft == 0 else { return false }
    let now = ContinuousClock.now
    let time = now - lastLook
    lastLook = now
    if time < .milliseconds(4) { steps = min(2 * steps, 1 << 16) }
    if time > .milliseconds(16) { steps = max(1, steps / 2) }
    isSlow = time / made > .milliseconds(16)
    stepsLeft = steps
    return true
  }
}
