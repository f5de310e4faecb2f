import CEditline
import Files

/// The characters that the user types and pastes, one after the other; a key that sends several is one.
///
/// A paste that is a notebook, or a cell of one, gives its commands alone; any other is taken as typed.
final class TypedBytes {
  /// A slice, so that taking a character off costs the same however long a paste is.
  private var pending: ArraySlice<UInt8> = []
  /// How many of the pending bytes are of a paste, or stand before its end.
  private var pasted = 0
  /// Whether the last character was an escape put in to end a search.
  private var hasEndedSearch = false

  /// What comes next.
  enum Next: Equatable {
    case character(Unicode.Scalar)
    /// A signal has come: an interrupt, or a resize or resume that the caller has to see to.
    case signal
    case end
  }

  private static let pasteStart = Array("\u{1B}[200~".utf8)
  private static let pasteEnd = Array("\u{1B}[201~".utf8)
  /// The milliseconds within which an escape is followed by the rest of a key's sequence.
  private static let keyTime: Int32 = 50

  func drop() { (pending, pasted) = ([], 0) }

  /// Drops what is left of a paste that a terminal has marked: how many of its lines are not blank.
  func dropPasted() -> Int {
    let rest = pending.prefix(pasted)
    (pending, pasted) = (pending.dropFirst(pasted), 0)
    return rest.split(whereSeparator: isLineEnd).count { !$0.allSatisfy { $0 == UInt8(ascii: " ") } }
  }

  /// Waits for the next character.
  ///
  /// - Parameter isSearching: whether an escape that stands for Alt first ends a search by itself.
  func next(isSearching: Bool) -> Next {
    while true {
      if nb_is_interrupted() { return .signal }
      if let scalar = takeCharacter(isSearching) { return .character(scalar) }
      guard nb_wait_for_input(standardInput, -1) >= 0 else { return .signal }
      guard read() else { return .end }
    }
  }

  /// Reads what has been typed; false at the end.
  private func read() -> Bool {
    let bytes = readBytes(from: standardInput)
    guard !bytes.isEmpty else { return false }
    pending += bytes
    // Several lines at once were pasted too, in a terminal that does not say so.
    guard let line = pending.firstIndex(where: isLineEnd), line + 1 < pending.endIndex else { return true }
    while more(within: 10) {}
    guard pending.firstRange(of: Self.pasteStart) == nil else { return true }
    if let commands = commands(ofNotebook: text(pending)) { pending = ArraySlice(Array(commands.utf8)) }
    return true
  }

  /// Reads more if it comes soon; false if it does not.
  private func more(within milliseconds: Int32) -> Bool {
    guard nb_wait_for_input(standardInput, milliseconds) == 1 else { return false }
    let bytes = readBytes(from: standardInput)
    pending += bytes
    return !bytes.isEmpty
  }

  /// Puts the commands of a paste in the place of what was pasted, up to the mark that ends it.
  private func takePaste() {
    var end = pending.firstRange(of: Self.pasteEnd)
    while end == nil, more(within: 1000) { end = pending.firstRange(of: Self.pasteEnd) }
    let text = text(pending[..<(end?.lowerBound ?? pending.endIndex)])
    // What commands a terminal or the editor has no place in a paste.
    let harmless = String(
      String.UnicodeScalarView(
        text.unicodeScalars.compactMap { scalar in
          scalar == "\t" ? " " : scalar == "\n" || scalar.value >= 0x20 && scalar.value != 0x7F ? scalar : nil
        }))
    let lines = harmless.split(separator: "\n", omittingEmptySubsequences: false).map(Prompt.removed)
    let plain = lines.joined(separator: "\n")
    let content = Array((commands(ofNotebook: plain) ?? plain).utf8)
    pending = content[...] + pending[(end?.upperBound ?? pending.endIndex)...]
    pasted = content.count
  }

  private func text(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private func take(_ count: Int) {
    pending = pending.dropFirst(count)
    pasted = max(pasted - count, 0)
  }

  /// Takes one character off the bytes; what cannot be typed is passed over. Nil if there is no whole one.
  private func takeCharacter(_ isSearching: Bool) -> Unicode.Scalar? {
    while let first = pending.first {
      let length: Int
      if first == KeySequence.escape {
        var sequence = KeySequence(pending)
        // A lone escape is a key too, so what may follow is not waited for long.
        while sequence.extent == .open, more(within: Self.keyTime) { sequence = KeySequence(pending) }
        if sequence.extent == .cut { return nil }
        if case .whole(let length) = sequence.extent {
          take(length)
          guard sequence.startsPaste else { return sequence.character }
          takePaste()
          continue
        }
        // A search takes an escape for its end: the one that stands for Alt is still to come.
        if isSearching, !hasEndedSearch, pending.count > 1 {
          hasEndedSearch = true
          return Unicode.Scalar(first)
        }
        length = 1
      } else {
        length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
        while pending.count < length, more(within: 100) {}
      }
      let bytes = pending.prefix(length)
      take(bytes.count)
      hasEndedSearch = false
      let text = String(decoding: bytes, as: UTF8.self)
      if let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1, canBeTyped(scalar) { return scalar }
    }
    return nil
  }

  /// Whether a character is for the editor: not what is no UTF-8, nor the characters that stand for keys.
  private func canBeTyped(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "\u{FFFD}" && scalar != "\0" && !(0x80..<0xA0).contains(scalar.value)
  }
}
