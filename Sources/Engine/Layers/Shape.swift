/// The extents of what a layer takes or gives for one sample: channels of height × width.
///
/// A flat row of n values is n channels of 1 × 1. Values lie channel after channel, and in a channel row after row.
public struct Shape: Sendable, Equatable {
  /// The channels.
  public let channels: Int
  /// The rows of a channel.
  public let height: Int
  /// The columns of a channel.
  public let width: Int

  /// Creates a shape; all extents are at least 1.
  public init(channels: Int, height: Int, width: Int) {
    check(channels > 0 && height > 0 && width > 0, "a shape has extents of at least 1")
    (self.channels, self.height, self.width) = (channels, height, width)
  }

  /// A flat row of values.
  public init(_ count: Int) { self.init(channels: count, height: 1, width: 1) }

  /// The number of values.
  public var count: Int { channels * height * width }
}
