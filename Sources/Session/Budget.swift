/// What a run may take of the machine: what would take more is refused before it begins, by a count and never by luck.
public struct Budget: Sendable, Equatable {
  /// The bytes of memory that may be taken.
  public let memory: Double
  /// The steps that all trainings together may ask for; nil for any number.
  public let steps: Int?

  /// Creates a budget; without a limit of its own memory is limited to 8 GB, so that a mistyped size is refused.
  public init(memory: Double = 8e9, steps: Int? = nil) { (self.memory, self.steps) = (memory, steps) }
}
