import Dispatch
import Documents
import Engine
import Files
import Language
import Outputs
import Session

/// A notebook that is run again whenever its file changes or a knob is turned, and what a page shows of it.
///
/// Everything may be called from any thread. Runs are made one after the other by a thread of their own; one that is no
/// longer wanted is interrupted, but for its first moments: while a knob is turned quickly there are pictures all the same.
public final class LivePreview: @unchecked Sendable {
  private let lock = DispatchQueue(label: "preview")
  private let runs = DispatchQueue(label: "preview runs")
  private let timer = DispatchQueue(label: "preview timer")

  // What the lock guards.
  private var file: FollowedFile
  private var panel: KnobPanel
  private var state = PageState()
  private var followers: [Int: @Sendable () -> Void] = [:]
  private var lastFollower = 0
  /// The number of the last change of what is to be run.
  private var revision = 0
  private var isScheduled = false
  private var mustForget = false
  private var running: Running?

  // What the thread of the runs has for itself.
  private let worker: PreviewWorker

  /// A run under way.
  private struct Running {
    let revision: Int
    let interruption: Interruption
    let start: DispatchTime
  }

  /// The time that a run has before a newer one takes its place: one that ends by then gives its pictures, four a second at
  /// the least, however quickly a knob is turned.
  private static let grace = DispatchTimeInterval.milliseconds(250)

  /// Begins to show a file; nothing is run before the first ``poll()``.
  public init(_ path: String, opened folders: [String] = [], threads: Int? = nil, budget: Budget = Budget()) {
    (file, panel) = (FollowedFile(path), KnobPanel(path))
    worker = PreviewWorker(path, opened: folders, threads: threads, budget: budget)
    state.title = lastName(ofPath: path)
  }

  // MARK: - What changes

  /// Looks at the file, and runs what has changed in it.
  public func poll() {
    lock.sync {
      switch file.poll() {
      case nil: return
      case .text(let bytes)?:
        panel.take(bytes)
        state.fileProblem = nil
        schedule()
      case .problem(let problem)?:
        state.fileProblem = problem
        tellFollowers()
      }
    }
  }

  /// Does what a page asks for.
  public func answer(_ request: PageRequest) throws(PageRequest.Refusal) {
    let result = lock.sync { Result { () throws(PageRequest.Refusal) in try answerLocked(request) } }
    try result.get()
  }

  private func answerLocked(_ request: PageRequest) throws(PageRequest.Refusal) {
    switch request {
    case .hello, .page, .events: break
    case .turn(let key, let value):
      try panel.turn(key, to: value)
      schedule()
    case .rerun:
      mustForget = true
      schedule()
    case .save: try save()
    }
  }

  /// Writes the values of the knobs into the file, which must be as it was read.
  private func save() throws(PageRequest.Refusal) {
    guard panel.isTurned else { return }
    guard file.read() == .text(panel.text) else {
      throw PageRequest.Refusal(409, "the file has changed meanwhile, and nothing was written")
    }
    guard isWritable(file.path) else {
      throw PageRequest.Refusal(500, "the file may not be written to, and is as it was")
    }
    do throws(FileError) {
      try replaceFile(file.path, with: panel.turnedText)
    } catch {
      throw PageRequest.Refusal(500, error.message)
    }
  }

  // MARK: - Runs

  private func schedule() {
    revision += 1
    state.knobs = panel.controls
    tellFollowers()
    if let running {
      timer.asyncAfter(deadline: running.start + Self.grace) { [weak self] in
        self?.lock.sync { if self?.running?.revision == running.revision { running.interruption.request() } }
      }
    }
    guard !isScheduled else { return }
    isScheduled = true
    runs.async { [weak self] in self?.run() }
  }

  /// Makes runs until nothing has changed since the last of them began.
  private func run() {
    while let (text, forgets, interruption) = lock.sync(execute: { begin() }) {
      if forgets { worker.forget() }
      worker.run(text, interruption) { [weak self] change in
        guard let self else { return }
        lock.sync {
          change(&self.state)
          self.tellFollowers()
        }
      }
    }
  }

  private func begin() -> (text: [UInt8], forgets: Bool, Interruption)? {
    if running?.revision == revision {
      (running, isScheduled) = (nil, false)
      return nil
    }
    let interruption = Interruption()
    running = Running(revision: revision, interruption: interruption, start: .now())
    defer { mustForget = false }
    return (panel.turnedText, mustForget, interruption)
  }

  // MARK: - Pages

  /// What a page has to be sent, one after the other.
  public func updates() -> PageUpdates {
    let (changes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let number = lock.sync {
      lastFollower += 1
      followers[lastFollower] = { continuation.yield() }
      return lastFollower
    }
    continuation.yield()
    continuation.onTermination = { [weak self] _ in
      guard let self else { return }
      lock.async { self.followers[number] = nil }
    }
    return PageUpdates(changes: changes) { [self] in lock.sync { state } }
  }

  /// Has every page be sent something, so that those that are gone are noticed.
  public func touch() { lock.sync { tellFollowers() } }

  /// How many pages are open.
  var followerCount: Int { lock.sync { followers.count } }

  private func tellFollowers() { for follower in followers.values { follower() } }
}

private func lastName(ofPath path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}
