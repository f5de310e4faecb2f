import CKernels

/// A wish that running work may end early: a flag, which a signal or another thread may set at any time.
///
/// Work that takes long looks at ``current`` every few milliseconds. What it was about to give is then of no use, and who
/// has begun it throws it away; a ``Training`` alone keeps the last whole step.
public final class Interruption: @unchecked Sendable {
  let flag: UnsafePointer<Int32>
  /// The flag, where it is not another's.
  private let own: UnsafeMutablePointer<Int32>?

  /// Creates a wish that nobody has yet.
  public init() {
    let own = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    own.initialize(to: 0)
    (flag, self.own) = (UnsafePointer(own), own)
  }

  /// Follows a flag that another module keeps, set while it is not 0, for as long as the program runs.
  public init(following flag: UnsafePointer<Int32>) { (self.flag, own) = (flag, nil) }

  deinit { own?.deallocate() }

  /// The wish that holds for the work of this task; nil where nobody can have one.
  @TaskLocal public static var current: Interruption?

  /// Whether the work of this task is no longer wanted.
  public static var isRequested: Bool { current?.isRequested ?? false }

  /// Whether the work is no longer wanted.
  public var isRequested: Bool { nb_flag_is_set(flag) != 0 }

  /// Asks for an end, or takes that back; for a wish that follows no other flag.
  public func request(_ isWanted: Bool = true) { own.map { nb_flag_set($0, isWanted ? 1 : 0) } }
}
