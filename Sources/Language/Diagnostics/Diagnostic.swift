/// What is wrong, where, and what to do about it.
public struct Diagnostic: Error, Sendable, Equatable {
  /// One phrase in lower case, without a full stop.
  public var message: String
  /// The smallest part of the source that is at fault.
  public var span: Span
  /// Other places that matter.
  public var notes: [Note]
  /// One sentence that says what to do, if there is something to say.
  public var help: String?
  /// Whether a limit that the user has set is why: a cell that is to fail is not to fail so.
  public var isOverBudget = false
  /// Whether to look for more mistakes would take as long as what is refused here.
  public var endsCheck = false
  /// What the command that could not be read was to be.
  public var attempt = Attempt()
  /// Whether the line may be of another language, so that what it would be here helps more than what is wrong with it.
  var mayBeForeign = false
  /// The name that has no value, if that is what is wrong: its help asks what names there are.
  var unknownName: String?
  /// Whether its help says all that there is to say.
  var isExplained = false

  /// Creates a diagnostic.
  public init(_ message: String, at span: Span, notes: [Note] = [], help: String? = nil) {
    self.message = message
    self.span = span
    self.notes = notes
    self.help = help
  }

  /// The same with one more place that matters.
  public func noting(_ message: String, at span: Span) -> Diagnostic {
    var copy = self
    copy.notes.append(Note(message, at: span))
    return copy
  }

  /// The same, of a line that may be of another language.
  func foreign() -> Diagnostic {
    var copy = self
    copy.mayBeForeign = true
    return copy
  }

  /// A command that could not be read, as far as it can be told.
  public struct Attempt: Sendable, Equatable {
    /// The name of the command, or of the one most like it; nil if it may be any.
    public var command: String?
    /// Whether numbers stand in it.
    public var hasNumbers = false
  }

  /// A second place in the source, with a phrase that says why it matters.
  public struct Note: Sendable, Equatable {
    /// One phrase in lower case, without a full stop.
    public var message: String
    /// The place.
    public var span: Span

    /// Creates a note.
    public init(_ message: String, at span: Span) {
      self.message = message
      self.span = span
    }
  }
}

/// The diagnostics of a text that could not be read, in the order of their places.
public struct Diagnostics: Error, Sendable, Equatable {
  /// At least one diagnostic.
  public var all: [Diagnostic]

  /// Creates the error from what was found.
  public init(_ all: [Diagnostic]) {
    self.all = all.sorted { $0.span.lower < $1.span.lower }
  }
}
