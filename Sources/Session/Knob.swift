import Documents
import Language

/// A `let` of a notebook: a value that can be turned by hand.
public struct Knob: Sendable, Equatable {
  /// The name that it gives.
  public let name: String
  /// The value as the text has it.
  public let value: Token.Kind
  /// The place of the value in the text.
  public let place: Span
  /// Where the value is to lie, if the text says it.
  public let domain: ValueDomain?
  /// How many before it in the text give the same name.
  public let occurrence: Int

  /// The knobs of a document in their order: every `let` that names a number, a word or a string, but for those in blocks,
  /// whose values the block may choose, and in cells that are skipped or are to fail.
  ///
  /// Other lines may hold any mistakes.
  public static func all(in document: Document, table: CommandTable = .standard) -> [Knob] {
    var knobs: [Knob] = []
    var names = NamedValues()
    for cell in document.cells where !cell.header.isSkipped && !cell.header.expectsError {
      var reader = CommandReader(cell.lines, of: document.source, in: table.grammar, curesLeft: 0)
      while let (item, _) = reader.next(names: names) {
        guard case .command(let written) = item, let command = table.command(written) as? LetCommand else { continue }
        names.set(command.name, to: command.value)
        let place = written.places["value"]
        // What another name stands for is that one's to turn.
        guard document.source.bytes[place.lower] != UInt8(ascii: "$") else { continue }
        knobs.append(
          Knob(
            name: command.name, value: command.value, place: place, domain: try? command.domain(written.places),
            occurrence: knobs.count { $0.name == command.name }))
      }
    }
    return knobs
  }

  /// A text with this knob's value replaced, byte for byte as it was elsewhere.
  public func replacing(in text: [UInt8], with value: Token.Kind) -> [UInt8] {
    var text = text
    text.replaceSubrange(place.lower..<place.upper, with: value.shown.utf8)
    return text
  }
}
