/// An error as a report shows it: placed by cell, so that a report and its notebook agree on it.
public struct Failure: Sendable, Equatable {
  /// The place as the reader knows it, such as `cell 3, line 2`.
  public var place: String
  /// One phrase that says what is wrong.
  public var message: String
  /// The source line at fault.
  public var sourceLine: String
  /// The columns at fault, counted in characters from 0.
  public var columns: Range<Int>
  /// Other places that matter, each with a phrase.
  public var notes: [String]
  /// What to do about it.
  public var help: String?

  /// Creates a failure.
  public init(
    place: String, message: String, sourceLine: String, columns: Range<Int>, notes: [String] = [], help: String? = nil
  ) {
    self.place = place
    self.message = message
    self.sourceLine = sourceLine
    self.columns = columns
    self.notes = notes
    self.help = help
  }
}
