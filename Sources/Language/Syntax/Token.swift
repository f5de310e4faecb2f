/// The smallest meaningful piece of a line.
public struct Token: Sendable, Equatable {
  /// What the piece is.
  public var kind: Kind
  /// Where it stands.
  public var span: Span
  /// Where its numbers stand, for a place.
  var parts: [Span] = []

  /// The kinds of token.
  public enum Kind: Sendable, Equatable {
    /// A name or keyword; `-` inside it is read as `_`.
    case word(String)
    /// A number; `inf` and `nan` are numbers too, so that they can be refused by name.
    case number(Double)
    /// A quoted string, without its quotes.
    case string(String)
    /// A name and a place in it, counted from 1: `W1[2,1]`.
    case place(String, [Int])
    /// `$name`: replaced by the value of a `let`.
    case variable(String)
    /// `->`, `..` or a comparison.
    case symbol(String)
  }
}

extension Token.Kind {
  /// The token as it is written.
  public var shown: String {
    switch self {
    case .word(let text), .symbol(let text): text
    case .number(let value): value.plain
    case .place(let name, let indices): "\(name)[\(indices.map(String.init).joined(separator: ","))]"
    case .string(let text): "\"\(text)\""
    case .variable(let name): "$\(name)"
    }
  }

  /// The token as a name: a string without its quotes.
  public var text: String {
    if case .string(let text) = self { text } else { shown }
  }

  /// The token as a message names it.
  var description: String {
    if case .string = self { shown } else { "'\(shown)'" }
  }
}

extension Token.Kind {
  /// Reads a value given outside a notebook: a number or a word where it looks like one, otherwise a string.
  public init(value text: String) {
    let source = Source(name: "", text: text)
    var lexer = Lexer(source, line: Span(0, source.bytes.count))
    let token = try? lexer.next()
    switch token?.kind {
    case .number, .word, .string:
      let isWhole = token?.span == Span(0, source.bytes.count)
      self = isWhole ? token!.kind : .string(text)
    default: self = .string(text)
    }
  }
}

extension Double {
  /// The shortest text that reads back as this number, without `.0` where it is whole.
  public var plain: String {
    self == rounded() && magnitude < 1e15 ? String(Int(self)) : String(describing: self)
  }
}
