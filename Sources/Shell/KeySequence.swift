import CEditline

/// A sequence that a terminal sends for a key (`ESC [ 1 ; 5 D` or `ESC O d`), read from the start of some bytes.
///
/// All forms that are about are read as one: those of xterm, rxvt and the Linux console, with cursor keys in application
/// mode or not, and with an escape in front for Alt. A key without a meaning here is read as well, so that it types nothing.
struct KeySequence {
  /// What the bytes begin with.
  enum Extent: Equatable {
    /// No sequence: a lone escape, or one that stands for Alt with the character after it.
    case none
    /// An escape with nothing after it, which a sequence may begin with.
    case open
    /// The beginning of a sequence.
    case cut
    /// A sequence of so many bytes.
    case whole(Int)
  }

  /// How much of the bytes it is.
  private(set) var extent = Extent.open
  /// The numbers in it.
  private var numbers: [Int] = []
  /// The byte that ends it.
  private var final: UInt8 = 0
  /// Whether it starts with `ESC O`.
  private var isShort = false
  /// Whether an escape in front stands for Alt.
  private var hasAlt = false

  /// The byte that every sequence starts with.
  static let escape: UInt8 = 0x1B

  /// Reads the bytes, which begin with an escape.
  init(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes.dropFirst()
    hasAlt = rest.first == Self.escape
    if hasAlt { rest = rest.dropFirst() }
    guard let introducer = rest.popFirst() else { return }
    isShort = introducer == UInt8(ascii: "O")
    extent = isShort || introducer == UInt8(ascii: "[") ? .cut : .none
    guard extent == .cut else { return }
    // The function keys of the Linux console have a second bracket.
    if !isShort, rest.first == UInt8(ascii: "[") { rest = rest.dropFirst() }
    let parameters = rest.prefix { (0x30...0x3F).contains($0) }
    numbers = String(decoding: parameters, as: UTF8.self).split(separator: ";", omittingEmptySubsequences: false)
      .map { Int($0) ?? 0 }
    rest = rest.dropFirst(parameters.count)
    // In rxvt a dollar sign ends the sequence of a key with Shift; elsewhere something follows it.
    if rest.first == UInt8(ascii: "$"), let digit = parameters.first, digit < 0x3A {
      final = rest.removeFirst()
    } else {
      rest = rest.drop { (0x20...0x2F).contains($0) }
      guard let byte = rest.popFirst() else { return }
      // Another character cuts it off, and stands for itself.
      if (0x40...0x7E).contains(byte) { final = byte } else { rest = bytes[(rest.startIndex - 1)...] }
    }
    extent = .whole(rest.startIndex - bytes.startIndex)
  }

  /// Whether it marks the start of a paste.
  var startsPaste: Bool { final == UInt8(ascii: "~") && numbers == [200] }

  /// The character that stands for the key in the editor.
  var character: Unicode.Scalar? {
    let isKeypad = isShort && (final == UInt8(ascii: "M") || (UInt8(ascii: "j")...UInt8(ascii: "y")).contains(final))
    return isKeypad ? Unicode.Scalar(final - 0x40) : Unicode.Scalar((key ?? NB_KEY_NONE).rawValue)
  }

  /// What the key does; Ctrl or Alt make a word of a character, and Shift makes no difference.
  private var key: nb_key? {
    switch final {
    case UInt8(ascii: "A"), UInt8(ascii: "a"): NB_KEY_UP
    case UInt8(ascii: "B"), UInt8(ascii: "b"): NB_KEY_DOWN
    case UInt8(ascii: "C"), UInt8(ascii: "c"): isByWord ? NB_KEY_WORD_RIGHT : NB_KEY_RIGHT
    case UInt8(ascii: "D"), UInt8(ascii: "d"): isByWord ? NB_KEY_WORD_LEFT : NB_KEY_LEFT
    case UInt8(ascii: "H"): NB_KEY_HOME
    case UInt8(ascii: "F"): NB_KEY_END
    case UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: "$"), UInt8(ascii: "@"):
      switch numbers.first {
      case 1, 7: NB_KEY_HOME
      case 3: isByWord ? NB_KEY_DELETE_WORD : NB_KEY_DELETE
      case 4, 8: NB_KEY_END
      default: nil
      }
    default: nil
    }
  }

  /// Whether Ctrl, Alt or Meta is held.
  private var isByWord: Bool {
    switch final {
    case UInt8(ascii: "a")...UInt8(ascii: "d"): return hasAlt || isShort
    case UInt8(ascii: "^"), UInt8(ascii: "@"): return true
    case UInt8(ascii: "$"): return hasAlt
    default:
      // The number of the modifiers comes last; in old terminals it is the only one of a cursor key.
      let isKeyAlone = numbers.count == 1 && final == UInt8(ascii: "~")
      return hasAlt || (!isKeyAlone && numbers.last.map { $0 > 2 } == true)
    }
  }
}
