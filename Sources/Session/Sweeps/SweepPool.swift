import Dispatch
import Engine

/// Makes the runs of a sweep by several threads: trainings that go in lock-step side by side, and the rest one a thread.
///
/// Every run has a session of its own, so that its bits do not depend on what runs beside it.
struct SweepPool {
  private let jobs: [SweepJob]
  private let host: Host
  private let threads: Int
  private let progress: SweepProgress

  init(_ jobs: [SweepJob], _ host: Host) {
    (self.jobs, self.host) = (jobs, host)
    threads = host.threads ?? ThreadCount.processors
    progress = SweepProgress(jobs.count, threads)
  }

  /// The most runs that are open at once, each with a network of its own.
  static let mostOpen = 2048

  /// Makes all runs, or those that are done when the user interrupts.
  func run() {
    for first in stride(from: 0, to: jobs.count, by: Self.mostOpen) {
      run(jobs[first..<min(first + Self.mostOpen, jobs.count)])
    }
  }

  private func run(_ jobs: ArraySlice<SweepJob>) {
    var open = Array(jobs)
    while !open.isEmpty, !host.interruption.isRequested {
      each(open) { job, worker in
        job.advance(on: worker.host)
        if job.isDone { worker.finish(1) }
      }
      open = open.filter { $0.pending != nil }
      each(groups(of: open)) { group, worker in
        let trainings = group.compactMap { $0.pending?.training }
        let steps = Double(trainings.reduce(0) { $0 + $1.steps })
        let ends = Lockstep.run(trainings.map(\.start)) { made in
          worker.note(Double(group.count) * Double(made) / steps)
          return !worker.host.interruption.isRequested
        }
        for (job, end) in zip(group, ends) { job.conclude(end) }
      }
    }
  }

  /// Jobs whose trainings go in lock-step, some of one key together: where one ends, the next takes its place.
  private func groups(of waiting: [SweepJob]) -> [[SweepJob]] {
    var groups: [[SweepJob]] = []
    var places: [LockstepKey: Int] = [:]
    for job in waiting {
      guard let key = job.pending?.training.start.lockstepKey else { continue }
      if let place = places[key] {
        groups[place].append(job)
      } else {
        places[key] = groups.count
        groups.append([job])
      }
    }
    return groups.flatMap { group in
      let precision = group[0].pending.map { $0.training.start.network.precision } ?? .float64
      // Several trainings take the place of each that ends; but not so many that an interrupt would lose much.
      let size = 4 * Lockstep.groupSize(precision)
      return stride(from: 0, to: group.count, by: size).map { Array(group[$0..<min($0 + size, group.count)]) }
    }
  }

  /// Does work for every item, the next one by the next thread that is free; the calling thread is one of them.
  private func each<Item: Sendable>(_ items: [Item], _ work: @escaping @Sendable (Item, SweepWorker) -> Void) {
    guard !items.isEmpty else { return }
    let queue = WorkQueue(items)
    let (files, interruption, progress) = (host.files, host.interruption, progress)
    let workers = min(threads, items.count)
    let share = max(1, threads / workers)
    let group = DispatchGroup()
    for index in 1..<max(workers, 1) {
      DispatchQueue.global().async(group: group) {
        Interruption.$current.withValue(interruption) {
          let worker = SweepWorker(index, Host(threads: share, files: files), interruption, progress, observer: nil)
          worker.take(from: queue, work)
        }
      }
    }
    let worker = SweepWorker(
      0, Host(threads: share, files: files), interruption, progress, observer: host.observer)
    worker.take(from: queue, work)
    group.wait()
  }
}

/// One thread that makes runs, with a host of its own, which says what it does to nobody but the progress.
final class SweepWorker {
  let host: Host
  private let index: Int
  private let progress: SweepProgress
  private let observer: ((Host.Progress) -> Void)?

  init(
    _ index: Int, _ host: Host, _ interruption: Interruption, _ progress: SweepProgress,
    observer: ((Host.Progress) -> Void)?
  ) {
    (self.index, self.host, self.progress, self.observer) = (index, host, progress, observer)
    host.interruption = interruption
    host.observer = { [unowned self] training in note(Double(training.step) / Double(training.steps)) }
  }

  /// Does work for items until there is none left, and by its own threads alone: a team of others would be in their way.
  fileprivate func take<Item>(from queue: WorkQueue<Item>, _ work: (Item, SweepWorker) -> Void) {
    ThreadCount.$current.withValue(host.threads.map { ThreadCount($0) }) {
      while !host.interruption.isRequested, let item = queue.next() { work(item, self) }
    }
  }

  /// Takes note that as many runs, or parts of runs, are made of what is not done yet.
  func note(_ runs: Double) {
    progress.set(runs, of: index)
    observer?(progress.now)
  }

  /// Takes note that runs are done.
  func finish(_ runs: Int) {
    progress.finish(runs, by: index)
    observer?(progress.now)
  }
}

/// How far the runs of a sweep are, told by all threads that make them.
final class SweepProgress: @unchecked Sendable {
  private let lock = DispatchQueue(label: "sweep progress")
  private let all: Int
  private var done = 0
  /// What each thread has made of runs that are not done.
  private var shares: [Double]

  init(_ all: Int, _ workers: Int) { (self.all, shares) = (all, Array(repeating: 0, count: workers)) }

  func set(_ runs: Double, of worker: Int) { lock.sync { shares[worker] = runs } }

  func finish(_ runs: Int, by worker: Int) {
    lock.sync {
      done += runs
      shares[worker] = 0
    }
  }

  /// In thousandths of runs, for the share that is done and the time that is left.
  var now: Host.Progress {
    lock.sync {
      let made = min(Double(done) + shares.reduce(0, +), Double(all))
      return Host.Progress(step: Int(made * 1000), steps: all * 1000, loss: .nan, runs: (done, all))
    }
  }
}

/// Items that threads take one after the other.
private final class WorkQueue<Item: Sendable>: @unchecked Sendable {
  private let lock = DispatchQueue(label: "work queue")
  private var items: ArraySlice<Item>

  init(_ items: [Item]) { self.items = items[...] }

  func next() -> Item? { lock.sync { items.popFirst() } }
}
