/// What a run may take of the machine: what would take more is refused before it begins, by a count and never by luck.
public struct Budget: Sendable, Equatable {
  /// The bytes of memory that may be taken.
  public let memory: Double
  /// Whether that is what the machine gives: then no message tells how much, for a report has no word of the machine.
  let isOfMachine: Bool
  /// The steps that all trainings together may ask for; nil for any number.
  public let steps: Int?

  /// The budget of whoever has set no limit: what the machine gives, of which 8 GB are certain.
  public init(ofMachine memory: Double = 8e9, steps: Int? = nil) {
    (self.memory, isOfMachine, self.steps) = (memory, true, steps)
  }

  /// A budget with a limit of memory that the user has set.
  public init(memory: Double, steps: Int? = nil) { (self.memory, isOfMachine, self.steps) = (memory, false, steps) }

  /// The same for any number of steps.
  var withoutSteps: Budget { isOfMachine ? Budget(ofMachine: memory) : Budget(memory: memory) }
}
