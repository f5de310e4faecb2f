// Outputs: what a command has to say, as values. It depends on nothing, and knows neither where they come from nor
// how they are shown.

/// What a command has to say: the only thing that passes from a session to a renderer.
public enum Output: Sendable, Equatable {
  /// One or two plain sentences.
  case note(String)
  /// Preformatted lines, shown in a fixed-width face.
  case text(String)
  /// An explanation of commands.
  case help(HelpPage)
  /// Rows and columns of numbers and words; matrices are tables too.
  case table(Table)
  /// Curves against a common horizontal axis.
  case plot(Plot)
  /// Small pictures in shades of one colour.
  case pictures(Pictures)
  /// An error that stopped the cell.
  case failure(Failure)
}
