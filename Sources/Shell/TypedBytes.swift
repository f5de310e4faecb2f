import CEditline

/// The characters that the user types and pastes, one after the other.
///
/// A paste that is a notebook, or a cell of one, gives its commands alone; any other is taken as typed.
final class TypedBytes {
  /// A slice, so that taking a character off costs the same however long a paste is.
  private var pending: ArraySlice<UInt8> = []

  /// What comes next.
  enum Next: Equatable {
    case character(Unicode.Scalar)
    /// A signal has come: an interrupt, or a resize or resume that the caller has to see to.
    case signal
    case end
  }

  private static let pasteStart = Array("\u{1B}[200~".utf8)
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  func drop() { pending = [] }

  /// Waits for the next character.
  func next() -> Next {
    while true {
      if nb_is_interrupted() { return .signal }
      if let scalar = takeCharacter() { return .character(scalar) }
      guard nb_wait_for_input(standardInput, -1) >= 0 else { return .signal }
      guard read() else { return .end }
    }
  }

  /// Reads what has been typed; false at the end.
  private func read() -> Bool {
    let bytes = readBytes(from: standardInput)
    guard !bytes.isEmpty else { return false }
    pending += bytes
    while startsPaste(), more(within: 30) {}
    var isMarked = false
    while let start = pending.firstRange(of: Self.pasteStart) {
      takePaste(start)
      isMarked = true
    }
    if isMarked { return true }
    // Several lines at once were pasted too, in a terminal that does not say so.
    guard let line = pending.firstIndex(where: isLineEnd), line + 1 < pending.endIndex else { return true }
    while more(within: 10) {}
    if let commands = commands(ofNotebook: text(pending)) { pending = ArraySlice(Array(commands.utf8)) }
    return true
  }

  /// Whether the last bytes may be the beginning of the mark that starts a paste.
  private func startsPaste() -> Bool {
    (1..<Self.pasteStart.count).contains { pending.suffix($0).elementsEqual(Self.pasteStart.prefix($0)) }
  }

  /// Reads more if it comes soon; false if it does not.
  private func more(within milliseconds: Int32) -> Bool {
    guard nb_wait_for_input(standardInput, milliseconds) == 1 else { return false }
    let bytes = readBytes(from: standardInput)
    pending += bytes
    return !bytes.isEmpty
  }

  private func takePaste(_ start: Range<Int>) {
    var end = pending[start.upperBound...].firstRange(of: Self.pasteEnd)
    while end == nil, more(within: 1000) { end = pending[start.upperBound...].firstRange(of: Self.pasteEnd) }
    let content = pending[start.upperBound..<(end?.lowerBound ?? pending.endIndex)]
    let pasted = text(content)
    // What commands a terminal or the editor has no place in a paste.
    let harmless = String(
      String.UnicodeScalarView(
        pasted.unicodeScalars.compactMap { scalar in
          scalar == "\t" ? " " : scalar == "\n" || scalar.value >= 0x20 && scalar.value != 0x7F ? scalar : nil
        }))
    let after = pending[(end?.upperBound ?? pending.endIndex)...]
    pending = Array(pending[..<start.lowerBound])[...] + (commands(ofNotebook: harmless) ?? harmless).utf8 + after
  }

  private func text(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// Takes one character off the bytes; what is not UTF-8 is passed over. Nil if there is no whole one.
  private func takeCharacter() -> Unicode.Scalar? {
    while let first = pending.first {
      let length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
      while pending.count < length, more(within: 100) {}
      let bytes = pending.prefix(length)
      pending = pending.dropFirst(bytes.count)
      let text = String(decoding: bytes, as: UTF8.self)
      if let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1, scalar != "\u{FFFD}", scalar != "\0" {
        return scalar
      }
    }
    return nil
  }
}
