/// What one page has to be sent, as JSON: first all that there is, then each time what differs.
public struct PageUpdates: AsyncSequence, Sendable {
  let changes: AsyncStream<Void>
  let state: @Sendable () -> PageState

  /// Waits for the next change, and says what of it the page has not.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate var changes: AsyncStream<Void>.Iterator
    fileprivate let state: @Sendable () -> PageState
    private var follower = PageFollower()

    fileprivate init(_ updates: PageUpdates) {
      (changes, state) = (updates.changes.makeAsyncIterator(), updates.state)
    }

    /// The next difference, empty if there is none; nil where nobody waits for it any more.
    public mutating func next() async -> [UInt8]? {
      guard await changes.next() != nil else { return nil }
      return follower.update(to: state())?.text() ?? []
    }
  }

  /// Begins with all that there is.
  public func makeAsyncIterator() -> Iterator { Iterator(self) }
}
