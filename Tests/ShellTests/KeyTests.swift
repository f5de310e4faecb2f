import Foundation
import Testing

/// Keys that a terminal sends as several characters.
@Suite(.serialized) struct KeyTests {
  private static let line = "alpha beta gamma"

  /// Forms of xterm, rxvt, the Linux console and application mode, and the line with a bar typed after the key.
  fileprivate static let keys: [(sequences: [String], result: String)] = [
    (["[D", "OD", "[1;2D", "[d", "O2D"], "alpha beta gamm|a"),
    (["[1;5D", "[1;3D", "[1;9D", "[5D", "Od", "O5D", "\u{1B}[D", "\u{1B}OD", "b"], "alpha beta |gamma"),
    (["[H", "OH", "[1~", "[7~", "[1;2H", "[1;5H", "[1;3H", "[7$", "[7^", "[7@"], "|alpha beta gamma"),
    (["\u{7F}", "\u{8}"], "alpha beta |"),
    (
      [
        "[2~", "[5~", "[6~", "[5;5~", "[2;5~", "[2^", "[Z", "[[A", "[15~", "[24;5~", "[15$", "OP", "[97;5u", "[?1;2c",
        "[27;5;13~", "[I", "[O", "[E", "[201~", "[1;5F", "[F", "[8~", "[4~", "[1;5C", "[C", "Oc", "f", "[3~", "d",
      ], "alpha beta gamma|"
    ),
  ]

  @Test(arguments: keys) func aKeyMovesOrDoesNothing(sequences: [String], result: String) throws {
    let screen = try Screen()
    try screen.start()
    for sequence in sequences {
      try screen.type(Self.line)
      try screen.send("\u{1B}" + sequence)
      try screen.send("|")
      try screen.wait(forLastLine: "nbrun> " + result)
      try screen.press("C-e", "C-u")
      try screen.waitForPrompt()
    }
  }

  @Test func whatIsAheadIsReachedAndDeleted() throws {
    let screen = try Screen()
    try screen.start()
    let results = [
      ("[C", "a|lpha beta"), ("[1;5C", "alpha| beta"), ("Oc", "alpha| beta"), ("[c", "a|lpha beta"),
      ("\u{1B}[C", "alpha| beta"), ("[F", "alpha beta|"), ("[1;2F", "alpha beta|"), ("[8^", "alpha beta|"),
      ("[3~", "|lpha beta"), ("[3;2~", "|lpha beta"), ("[3$", "|lpha beta"), ("[3;5~", "| beta"), ("[3;3~", "| beta"),
      ("[3^", "| beta"), ("d", "| beta"),
    ]
    for (sequence, result) in results {
      try screen.type("alpha beta")
      try screen.press("C-a")
      try screen.send("\u{1B}" + sequence)
      try screen.send("|")
      try screen.wait(forLastLine: "nbrun> " + result)
      try screen.press("C-e", "C-u")
      try screen.waitForPrompt()
    }
  }

  @Test func controlWDeletesTheWordBefore() throws {
    let screen = try Screen()
    try screen.start()
    try screen.type(Self.line)
    try screen.press("C-w")
    try screen.wait(forLastLine: "nbrun> alpha beta")
  }

  @Test func aKeyThatComesInPiecesIsOne() throws {
    let screen = try Screen()
    try screen.start()
    try screen.type(Self.line)
    for piece in ["\u{1B}[", "1", ";", "5", "D"] {
      try screen.send(piece)
      usleep(200_000)
    }
    try screen.send("|")
    try screen.wait(forLastLine: "nbrun> alpha beta |gamma")
  }

  @Test func theKeyAfterALoneEscapeDoesItsWork() throws {
    let screen = try Screen()
    try screen.start()
    try screen.type(Self.line)
    try screen.press("Escape")
    usleep(300_000)
    try screen.press("Left")
    try screen.send("|")
    try screen.wait(forLastLine: "nbrun> alpha beta gamm|a")
  }

  @Test func theKeypadTypesItsDigits() throws {
    let screen = try Screen()
    try screen.start()
    try screen.type("let a ")
    try screen.send("\u{1B}Oq\u{1B}On\u{1B}Or")
    try screen.wait(forLastLine: "nbrun> let a 1.2")
    try screen.send("\u{1B}OM")
    try screen.waitForPrompt()
  }

  @Test(arguments: [
    ("[D", "nbrun> let| found 1"), ("[H", "nbrun> |let found 1"), ("[F", "nbrun> let found 1|"),
    ("[1;5D", "nbrun> |let found 1"), ("Oc", "nbrun> let found| 1"), ("b", "nbrun> |let found 1"),
    ("[5~", "nbrun> let |found 1"), ("[A", "nbrun> let b 2|"),
  ]) func aKeyEndsASearchAndDoesItsWork(sequence: String, result: String) throws {
    let screen = try Screen()
    try screen.start()
    for line in ["let found 1", "let b 2"] { try screen.enter(line) }
    try screen.press("C-r")
    try screen.send("found")
    try screen.wait(for: "bck:found")
    try screen.send("\u{1B}" + sequence)
    try screen.send("|")
    try screen.wait(forLastLine: result)
  }
}
