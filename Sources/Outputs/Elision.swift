/// The middle of a row or column of things, left out so that no more than a count of them stay.
public struct Elision: Sendable, Equatable {
  /// How many stay at the beginning.
  public let first: Int
  /// How many stay at the end.
  public let last: Int
  /// How many are left out between them.
  public let missing: Int

  /// Leaves out all but `kept` of `count`, of which at most `most` at the end.
  public init(of count: Int, keeping kept: Int, atMostLast most: Int) {
    last = min(kept / 2, most)
    first = kept - last
    missing = count - kept
  }

  /// The rows of a table that is not wanted whole: of more than 24 the first and last 10.
  public static func ofRows(_ count: Int) -> Elision {
    Elision(of: count, keeping: count > 24 ? 20 : count, atMostLast: 10)
  }

  /// Leaves out nothing.
  public static func none(of count: Int) -> Elision { Elision(of: count, keeping: count, atMostLast: 0) }

  /// The places of what stays, counted from 0.
  public var places: [Int] { Array(0..<first) + Array((first + missing)..<(first + missing + last)) }

  /// What stays, with a mark in the place of the rest.
  public func applied<Item>(to items: [Item], mark: Item) -> [Item] {
    missing == 0 ? items : items.prefix(first) + [mark] + items.suffix(last)
  }
}
