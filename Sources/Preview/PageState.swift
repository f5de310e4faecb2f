import JSONValues

/// All that a page shows at one moment.
struct PageState: Sendable, Equatable {
  /// The title.
  var title = ""
  /// The language of the prose, as the attribute `lang` has it.
  var language = "en"
  /// Prose and cells in their order.
  var parts: [Part] = []
  var knobs: [KnobControl] = []
  var status = Status()
  /// Why there is no text; the page shows the last one then.
  var fileProblem: String?
  /// What is wrong with the text as a whole.
  var textProblem: String?
  /// What is wrong, if anything is.
  var problem: String? { fileProblem ?? textProblem }
  /// The files that commands would have written.
  var heldFiles: [String] = []

  /// A stretch of the notebook.
  struct Part: Sendable, Equatable {
    /// A name that stays as long as it stays in its place.
    let id: String
    var html: String
    /// Whether what it shows is of an earlier text or of other values.
    var isOld = false
  }

  /// What runs.
  struct Status: Sendable, Equatable {
    /// The part that runs; nil while nothing does.
    var running: String?
    /// The training under way, or that of a run that was interrupted.
    var progress: Progress?
    /// The time that the last run took, in milliseconds; nil if the text was not run.
    var milliseconds: Double?
  }

  /// Where a training is, and the losses so far.
  struct Progress: Sendable, Equatable {
    /// The part that trains.
    let part: String
    var step: Int
    var steps: Int
    var curve: [Point]
    /// The runs of a sweep.
    var runs: [Int]?

    /// A loss at a step.
    struct Point: Sendable, Equatable {
      let step: Int
      let loss: Double
    }
  }
}

/// What one page was sent, and so what it has to be sent yet.
///
/// Each page is told the difference between what it shows and what is, whenever it is ready for more: a slow one misses
/// pictures, and no state.
struct PageFollower {
  private var shown: PageState?

  init() {}

  /// What to send to a page; nil if it shows what is.
  mutating func update(to state: PageState) -> JSON? {
    defer { shown = state }
    guard state != shown else { return nil }
    var fields: [String: JSON] = [:]
    let before = Dictionary(uniqueKeysWithValues: (shown?.parts ?? []).map { ($0.id, $0) })
    if shown?.parts.map(\.id) != state.parts.map(\.id) {
      fields["order"] = .array(state.parts.map { .string($0.id) })
    }
    let changed = state.parts.filter { before[$0.id]?.html != $0.html }
    if !changed.isEmpty {
      fields["parts"] = .object(Dictionary(uniqueKeysWithValues: changed.map { ($0.id, .string($0.html)) }))
    }
    if shown?.parts.map(\.isOld) != state.parts.map(\.isOld) || fields["order"] != nil {
      fields["old"] = .array(state.parts.filter(\.isOld).map { .string($0.id) })
    }
    if shown?.title != state.title { fields["title"] = .string(state.title) }
    if shown?.language != state.language { fields["language"] = .string(state.language) }
    if shown == nil || shown?.knobs != state.knobs { fields["knobs"] = .array(state.knobs.map(\.json)) }
    if shown == nil || shown?.problem != state.problem {
      fields["problem"] = state.problem.map { .string($0) } ?? .null
    }
    if shown == nil || shown?.heldFiles != state.heldFiles {
      fields["held"] = .array(state.heldFiles.map { .string($0) })
    }
    if shown?.status != state.status { fields["status"] = state.status.json }
    return .object(fields)
  }
}

extension PageState.Status {
  fileprivate var json: JSON {
    [
      "running": running.map { .string($0) } ?? .null, "progress": progress?.json ?? .null,
      "milliseconds": milliseconds.map { .double($0) } ?? .null,
    ]
  }
}

extension PageState.Progress {
  fileprivate var json: JSON {
    let points = curve.filter(\.loss.isFinite)
    return [
      "part": .string(part), "step": .int(step), "steps": .int(steps),
      "runs": runs.map { .array($0.map { .int($0) }) } ?? .null,
      "at": .array(points.map { .int($0.step) }), "loss": .array(points.map { .double($0.loss) }),
    ]
  }
}
