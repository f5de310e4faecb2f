/// One command as it was written: its form, what its arguments are, and where each of them stands.
public struct Command: Sendable {
  /// What the grammar knows of it.
  public let form: Form
  /// The arguments, checked one by one, with every default filled in.
  public let arguments: Arguments
  /// Where the command and its arguments stand.
  public let places: Places
  /// The lines of the command as they were written, its block and comments included.
  public let text: String
  /// The offset in the source at which these lines start.
  private let textStart: Int

  init(_ form: Form, _ arguments: Arguments, _ places: Places, in source: Source) {
    let lines = source.wholeLines(of: places.whole)
    (self.form, self.arguments, self.places) = (form, arguments, places)
    (text, textStart) = (source.text(lines), lines.lower)
  }

  /// The paths that it names.
  public var paths: [String] { arguments.paths(of: form) }

  /// The lines of the command with a part of them replaced.
  public func text(replacing place: Span, with new: String) -> String {
    var bytes = Array(text.utf8)
    bytes.replaceSubrange(place.lower - textStart..<place.upper - textStart, with: new.utf8)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Where a part of the source stands in the command's text, in bytes from its beginning.
  public func offsets(of place: Span) -> Range<Int> { place.lower - textStart..<place.upper - textStart }

  /// A part of the command as it was written.
  public func text(of place: Span) -> String {
    String(decoding: Array(text.utf8)[place.lower - textStart..<place.upper - textStart], as: UTF8.self)
  }
}

/// Where a command and its arguments stand in the source.
public struct Places: Sendable {
  /// The extent of the command, its block included.
  public let whole: Span
  /// The extent of the command's first line, for messages.
  public let head: Span
  private let arguments: [String: Span]

  init(whole: Span, head: Span, arguments: [String: Span]) {
    (self.whole, self.head, self.arguments) = (whole, head, arguments)
  }

  /// The place of an argument, or of the whole first line if it was left out; that of a form's is `form.argument`, that of
  /// a number in brackets `argument 1`.
  public subscript(argument: String) -> Span { arguments[argument] ?? head }

  /// The place of an argument; nil if it was left out.
  public func given(_ argument: String) -> Span? { arguments[argument] }
}
