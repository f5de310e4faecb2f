import Foundation
import Testing

/// Any keys in any order: the program goes on, and no key types what is no character of its own.
///
/// `NBRUN_KEYS` is how many keys are pressed, and `NBRUN_KEY_SEED` which: `NBRUN_KEYS=30000` takes some minutes.
@Suite struct RandomKeyTests {
  private static func number(_ variable: String, otherwise value: Int) -> Int {
    ProcessInfo.processInfo.environment[variable].flatMap { Int($0) } ?? value
  }

  /// Begins the program again whenever it was left, and ends when it has crashed.
  private static let loop = """
    trap '' INT; clear
    while :; do nbrun; status=$?; echo $status >>statuses; case $status in 0|130) ;; *) break;; esac; done
    echo crashed; exec sleep 10000
    """

  @Test func nothingIsTypedButCharacters() throws {
    let screen = try Screen(columns: 60, rows: 24)
    try screen.write(Self.loop, to: "loop.sh")
    try screen.write("```nnb\nlet a 1\n```\n", to: "lines.nnb")
    try screen.start("clear; bash loop.sh")
    var keys = RandomKeys(seed: UInt64(Self.number("NBRUN_KEY_SEED", otherwise: 1)))
    var count = 0
    var last: [String] = []
    while count < Self.number("NBRUN_KEYS", otherwise: 600) {
      let (text, size) = keys.next()
      if let columns = keys.columns() {
        try screen.resize(columns: columns, rows: Int.random(in: 1...30, using: &keys))
      }
      try screen.send(text)
      count += size
      last = last.suffix(12) + [text.debugDescription]
      if text.contains("\r") || text.contains("\u{3}") { usleep(30_000) }
      if try isClean(screen) { continue }
      // What the terminal itself has shown while a command ran does not come again.
      usleep(200_000)
      try screen.press("C-l")
      usleep(200_000)
      guard try isClean(screen) else {
        Issue.record("after \(count) keys, the last \(last.joined(separator: " ")):\n\(try screen.text())")
        return
      }
    }
    // Whatever was begun is dropped, and the prompt still does its work.
    try screen.resize(columns: 60, rows: 24)
    try screen.press("C-c")
    usleep(1_200_000)
    try screen.press("C-c")
    usleep(200_000)
    try screen.press("C-l")
    try screen.wait { $0 == Screen.prompt }
    try screen.type("let done 1")
    try screen.press("Enter")
    try screen.wait { $0.hasSuffix("nbrun> let done 1\nnbrun>") }
    #expect(try isClean(screen))
    let commands = try screen.read(".local/state/nbrun/history")
    #expect(commands.split(separator: "\n").dropFirst().filter { !isTyped(Self.decoded($0)) } == [])
    #expect(commands.count > count / 20, "most keys were typed into lines")
  }

  /// Whether the program runs, and no line at a prompt holds what no key types.
  private func isClean(_ screen: Screen) throws -> Bool {
    let text = try screen.text()
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("nbrun> ") || $0.hasPrefix("  ...> ") }
    return !text.contains("\ncrashed")
      && lines.allSatisfy {
        // Only leaving shows the key that does it.
        $0.hasSuffix("> ^D") || isTyped(String($0.dropFirst(7)))
      }
  }

  /// Whether a line holds none of the characters that make sequences; no key of this test types one by itself.
  private func isTyped(_ line: String) -> Bool {
    !line.unicodeScalars.contains {
      "[];~^O\\".unicodeScalars.contains($0) || $0.value < 0x20 && $0 != "\n" || (0x7F..<0xA0).contains($0.value)
    }
  }

  /// A line of the history file, where `\\040` is a space.
  private static func decoded(_ line: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(line.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(3)
      if byte == UInt8(ascii: "\\"), let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 8) {
        bytes.append(code)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Keys, as terminals send them, from a seed.
private struct RandomKeys: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private static let words = [
    "let a 1", "digits 5", "data xor", "data rows", "end", "0 1 -> 1", "help ", "show ", "seed 3 ", "\"x", "学習率", "é",
    "nbrun> ",
  ]
  /// Not those that stop the program or the terminal, and not the letters that Alt makes capital.
  private static let controls =
    "\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}\t\u{B}\u{C}\u{E}\u{F}\u{10}\u{11}\u{12}\u{14}\u{15}\u{16}\u{17}\u{18}\u{19}\u{1D}\u{1E}\u{1F}\u{7F}"
  private static let letters = "abdefghijklmnoprstvwxyz 0123456789"

  /// A new width of the window, now and then.
  mutating func columns() -> Int? {
    Int.random(in: 0..<40, using: &self) == 0 ? Int.random(in: 1...100, using: &self) : nil
  }

  /// Some keys, sent at once, and how many there are.
  mutating func next() -> (text: String, count: Int) {
    let count = Int.random(in: 1...12, using: &self)
    var text = ""
    for _ in 0..<count {
      text += key()
      // What is typed while a command runs is another matter.
      if text.last == "\r" || text.last == "\u{3}" { break }
    }
    return (text, count)
  }

  private mutating func key() -> String {
    switch Int.random(in: 0..<100, using: &self) {
    case ..<35: String(Self.letters.randomElement(using: &self)!)
    case ..<45: Self.words.randomElement(using: &self)!
    case ..<60: String(Self.controls.randomElement(using: &self)!)
    case ..<66: "\r"
    case ..<70: "\t"
    case ..<73: "\u{12}" + Self.words.randomElement(using: &self)!
    case ..<76: "\u{1B}" + String(Self.letters.randomElement(using: &self)!)
    case ..<77: "\u{1B}"
    case ..<97: sequence()
    default: paste()
    }
  }

  /// Any sequence with an introducer, most often that of a key.
  private mutating func sequence() -> String {
    let start = ["\u{1B}[", "\u{1B}[", "\u{1B}O", "\u{1B}\u{1B}[", "\u{1B}[["].randomElement(using: &self)!
    let parameters = ["", "", "1;5", "1;3", "1;2", "3", "3;5", "2", "5", "7", "?1;2", "97;5", "8"].randomElement(
      using: &self)!
    let final =
      Bool.random(using: &self)
      ? "ABCDHF~".randomElement(using: &self)! : Character(Unicode.Scalar(UInt8.random(in: 0x40...0x7E, using: &self)))
    return start + parameters + String(final)
  }

  private mutating func paste() -> String {
    let lines = (0..<Int.random(in: 1...4, using: &self)).map { _ in Self.words.randomElement(using: &self)! }
    return "\u{1B}[200~" + lines.joined(separator: "\r") + ["", "\r"].randomElement(using: &self)! + "\u{1B}[201~"
  }
}
