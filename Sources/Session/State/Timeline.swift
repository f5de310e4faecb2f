import Language

/// Something as it is now, and as it was before the last changes, to which `undo` goes back.
///
/// What is checked without running and what is run are both moved along by ``step(_:_:bytes:_:)``: a command that fails
/// leaves it as it was, one that changes something keeps what was before, `undo` goes back, and `redo` forward again.
struct Timeline<Moment: Sendable>: Sendable {
  /// What is.
  private(set) var now: Moment
  /// Whether what was is kept at all.
  var keepsPast: Bool
  private var past: [Kept] = []
  /// What was taken back since the last change, the last one last.
  private var future: [Kept] = []

  /// A moment, and about how much memory the command after it has put something else in the place of.
  ///
  /// It is a class so that many moments can be moved and looked through without being copied.
  private final class Kept: Sendable {
    let moment: Moment
    let bytes: Int

    init(_ moment: Moment, bytes: Int) { (self.moment, self.bytes) = (moment, bytes) }
  }

  /// Begins with a moment.
  init(_ now: Moment, keepsPast: Bool) { (self.now, self.keepsPast) = (now, keepsPast) }

  /// What was before the changes, the last change last.
  var earlier: [Moment] { past.map(\.moment) }

  /// The same course of other moments, one made from each.
  func map<Other: Sendable>(_ transform: (Moment) -> Other) -> Timeline<Other> {
    var result = Timeline<Other>(transform(now), keepsPast: keepsPast)
    result.past = past.map { .init(transform($0.moment), bytes: $0.bytes) }
    result.future = future.map { .init(transform($0.moment), bytes: $0.bytes) }
    return result
  }

  /// About how many bytes the moments before take.
  var pastBytes: Int { past.reduce(0) { $0 + $1.bytes } }

  /// Lets a command of some effect do its work on the present; if it throws, nothing has happened.
  ///
  /// - Parameters:
  ///   - effect: the effect of the command.
  ///   - place: the place of the command, should there be nothing to take back.
  ///   - bytes: about how many bytes of a moment the command has put something else in the place of.
  ///   - work: what the command does; for one that goes back or forward, after that is done.
  mutating func step(
    _ effect: Effect, at place: Span, bytes: (Moment) -> Int = { _ in 0 },
    _ work: (inout Moment) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var next = now
    switch effect {
    case .takesBack:
      guard let last = past.last else { throw Diagnostic("there is nothing to take back", at: place) }
      next = last.moment
    case .bringsBack:
      guard let last = future.last else { throw Diagnostic("nothing was taken back", at: place) }
      next = last.moment
    case .sets, .changes, .looks, .writes, .talks, .ends: break
    }
    try work(&next)
    switch effect {
    case .takesBack: if let last = past.popLast() { future.append(Kept(now, bytes: last.bytes)) }
    case .bringsBack: if let last = future.popLast() { past.append(Kept(now, bytes: last.bytes)) }
    case .sets, .changes:
      future = []
      if keepsPast { past.append(Kept(now, bytes: bytes(now))) }
    case .looks, .writes, .talks, .ends: break
    }
    now = next
    if effect.isChange { forget() }
  }

  /// Adds to the present what is no step of its own.
  mutating func note(_ work: (inout Moment) -> Void) { work(&now) }

  /// The most changes that can be taken back.
  private static var mostMoments: Int { 32 }

  /// The most memory that moments take, but for the last.
  private static var mostBytes: Int { 512 << 20 }

  /// Forgets the oldest moments where there are many, or where they are large.
  private mutating func forget() {
    var total = pastBytes
    while past.count > Self.mostMoments || (total > Self.mostBytes && past.count > 1) {
      total -= past.removeFirst().bytes
    }
  }
}
