/// What training makes small, and how its gradient is averaged.
public struct Objective: Sendable, Equatable {
  /// The loss.
  public var loss: Loss
  /// Whether the gradient is divided by the number of rows.
  public var reduction: Reduction

  /// Creates an objective.
  public init(loss: Loss, reduction: Reduction) {
    self.loss = loss
    self.reduction = reduction
  }
}
