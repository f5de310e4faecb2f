// A training that makes its steps by itself.

extension TrainingRun<Trainer> {
  /// Makes all steps; the observer sees those made and the last loss, and returns false to stop.
  mutating func run(observer: (Int, Double) -> Bool) -> TrainingEnd {
    var pace = Pace()
    trainer.isCuttable = true  // until steps are known to be short
    isSlow = pace.isSlow
    var next = begin()
    while let steps = next {
      let count = makeSteps(steps, &pace, observer)
      next = trainer.isCut ? cut() : take(count)
    }
    return required(end, "a training ends with all its steps")
  }

  /// Makes steps, looking at the observer every few milliseconds, and fewer if it says stop; gives how many were made.
  ///
  /// When it is looked at depends on the clock, so nothing else may happen there that could move a number.
  private mutating func makeSteps(_ steps: Int, _ pace: inout Pace, _ observer: (Int, Double) -> Bool) -> Int {
    var count = 0
    while count < steps {
      let piece = isWanted ? min(steps - count, pace.stepsLeft) : steps - count
      trainer.run(steps: piece)
      guard !trainer.isCut else { return count }
      count += piece
      guard isWanted, pace.hasPassed(piece) else { continue }
      isSlow = pace.isSlow
      trainer.isCuttable = isSlow
      // After the last step there are no rows of a next one.
      let now = made + count
      let loss = now < training.steps ? trainer.measureLoss() : log.last?.loss ?? .nan
      isWanted = !trainer.isCut && observer(now, loss)
      if !isWanted { return count }
    }
    return count
  }
}
