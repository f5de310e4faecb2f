/// Trainings of one key under way: as many side by side as there are lanes, and each that ends makes room for the next.
struct LockstepRun<Scalar: KernelScalar> {
  private let starts: [TrainingStart]
  private let kernels: KernelForm
  private let group: LockstepGroup<Scalar>
  private var ends: [TrainingEnd?]
  /// The first training that has not begun.
  private var next = 0
  private var members: [Member?]
  /// The clock of the group when the run of each lane is to be asked again.
  private var dues: [Int]
  /// The trainings that go on.
  private var count = 0

  /// A training in a lane.
  private final class Member {
    let index: Int
    var run: TrainingRun<LockstepLane<Scalar>>
    /// The clock of the group when its run was last asked.
    var asked: Int

    init(_ index: Int, _ run: TrainingRun<LockstepLane<Scalar>>, asked: Int) {
      (self.index, self.run, self.asked) = (index, run, asked)
    }
  }

  init(_ starts: [TrainingStart], _ kernels: KernelForm) {
    (self.starts, self.kernels) = (starts, kernels)
    group = LockstepGroup(starts[0], kernels)
    ends = Array(repeating: nil, count: starts.count)
    members = Array(repeating: nil, count: group.lanes.count)
    dues = Array(repeating: .max, count: group.lanes.count)
  }

  /// Runs them all; the observer sees the steps made by all together, and returns false to stop.
  mutating func run(observer: (Int) -> Bool) -> [TrainingEnd] {
    for lane in group.lanes { fill(lane) }
    var (pace, made, isWanted) = (Pace(), 0, true)
    while count > 0 {
      let due = dues.reduce(Int.max, min)
      let steps = isWanted ? min(due - group.clock, pace.stepsLeft) : due - group.clock
      group.run(steps: steps)
      made += steps * count
      for lane in group.lanes where dues[lane] == group.clock { ask(lane) }
      guard isWanted, pace.hasPassed(steps), !observer(made) else { continue }
      isWanted = false
      stop()
    }
    return ends.map { required($0, "every training ends") }
  }

  /// Lets the next training begin in a lane, and empties the lane where there is none.
  private mutating func fill(_ lane: Int) {
    while next < starts.count {
      let index = next
      next += 1
      var run = TrainingRun(starts[index].training, LockstepLane(group, lane, starts[index], kernels))
      if let steps = run.begin() {
        members[lane] = Member(index, run, asked: group.clock)
        dues[lane] = group.clock + steps
        count += 1
        return
      }
      ends[index] = run.end
    }
    group.leave(lane)
  }

  /// Asks the training in a lane for how many steps it goes on; where it has ended, another begins.
  private mutating func ask(_ lane: Int) {
    guard let member = members[lane] else { return }
    let clock = group.clock
    if let steps = member.run.take(clock - member.asked) {
      member.asked = clock
      dues[lane] = clock + steps
    } else {
      ends[member.index] = member.run.end
      (members[lane], dues[lane]) = (nil, .max)
      count -= 1
      fill(lane)
    }
  }

  /// Ends those that go on as soon as they can, and the others before they begin.
  private mutating func stop() {
    for index in next..<starts.count {
      let start = starts[index]
      let outcome = Training.Outcome(
        stepsMade: 0, records: [], logInterval: start.training.logInterval, ending: .interrupted(loss: nil),
        network: start.network)
      let trainer = start.trainer(kernels: kernels, threads: ThreadCount(exactly: 1))
      ends[index] = TrainingEnd(outcome: outcome, stream: start.stream, optimizerState: trainer.optimizerState)
    }
    next = starts.count
    for lane in group.lanes {
      guard let member = members[lane] else { continue }
      member.run.isWanted = false
      // Who has just looked at what comes before a step makes that step.
      if member.asked == group.clock { dues[lane] = group.clock + 1 } else { ask(lane) }
    }
  }
}
