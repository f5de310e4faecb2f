import Foundation
import Testing

/// Tab at the prompt.
@Suite struct CompletionTests {
  @Test func theOnlyCompletionIsTaken() throws {
    let screen = try Screen()
    try screen.start()
    try screen.type("sched")
    try screen.press("Tab")
    try screen.wait(forLastLine: "nbrun> schedule")
    try screen.send("co")
    try screen.wait(forLastLine: "nbrun> schedule co")
    // Two begin so, and then differ: both are listed, and the line stays.
    try screen.press("Tab")
    try screen.wait {
      $0.contains("\nconstant  always lr, until this command\ncosine    half a cosine")
        && $0.hasSuffix("\nnbrun> schedule co")
    }
    try screen.send("s")
    try screen.press("Tab")
    try screen.wait(forLastLine: "nbrun> schedule cosine")
  }

  @Test func severalAreListedWithWhatTheyAre() throws {
    let screen = try Screen()
    try screen.start()
    try screen.type("re")
    try screen.press("Tab")
    try screen.wait(for: "redo    do again what was taken back last\nnbrun> re")
    #expect(try screen.text().contains("rewind  give the network its initial weights back\nredo"))
    try screen.press("C-u")
    try screen.wait(forLastLine: "nbrun>")
    for line in ["seed 1", "data xor", "layer affine 2 4", "layer sigmoid", "layer affine 4 1"] {
      try screen.enter(line)
    }
    try screen.type("show W")
    try screen.press("Tab")
    try screen.wait(for: "W1  2 × 4\nW2  4 × 1\nnbrun> show W")
    try screen.send("2")
    try screen.press("Enter")
    try screen.wait(for: "W2, 4 inputs × 1 unit")
  }

  @Test func aNameThatWasGivenIsCompleted() throws {
    let screen = try Screen()
    try screen.start()
    try screen.enter("let hidden_units 4")
    try screen.type("layer affine 2 $hid")
    try screen.press("Tab")
    try screen.wait(forLastLine: "nbrun> layer affine 2 $hidden_units")
  }

  @Test func aPathWithJapaneseLettersIsCompleted() throws {
    let screen = try Screen()
    try screen.write("a,b,t\n1,2,0\n", to: "日本語のデータ.csv")
    try screen.start()
    try screen.type("data csv \"日本")
    try screen.press("Tab")
    try screen.wait(forLastLine: "nbrun> data csv \"日本語のデータ.csv\"")
    try screen.send("target t")
    try screen.press("Enter")
    try screen.wait(for: "日本語のデータ.csv: 1 row of 2 inputs")
  }

  @Test func anOpenBlockIsToldFromACommand() throws {
    let screen = try Screen()
    try screen.start()
    try screen.type("data rows")
    try screen.press("Enter")
    try screen.wait(forLastLine: "  ...>")
    try screen.type("e")
    try screen.press("Tab")
    try screen.wait(forLastLine: "  ...> end")
    try screen.press("C-u")
    try screen.wait(forLastLine: "  ...>")
    try screen.type("0 1 -> 1")
    try screen.press("Enter")
    try screen.wait(forLastLine: "  ...>")
    try screen.type("end")
    try screen.press("Enter")
    try screen.waitForPrompt()
    try screen.enter("show data")
    try screen.wait(for: "Data: rows, 1 row.\nx1 │ x2 │ t\n───┼────┼──\n 0 │  1 │ 1\nnbrun>")
  }

  @Test func aListStandsBelowALineOfSeveralRowsWhereverTheCursorIs() throws {
    let screen = try Screen(columns: 40, rows: 40)
    try screen.start()
    try screen.type("layer affine 2 4     weights normal 1 biases zeros # to the end of the second row")
    try screen.press("C-a")
    for _ in 0..<29 { try screen.press("Right") }
    try screen.press("Tab")
    try screen.wait(for: " 1 everywhere\nnbrun> layer affine 2 4")
    let rows = try screen.text().split(separator: "\n")
    #expect(rows.contains { $0.hasPrefix("he  ") })
    #expect(rows.count { $0.hasPrefix("nbrun> layer") } == 2)
  }

  @Test func whereNothingFitsItSaysWhatIsWrong() throws {
    let screen = try Screen()
    try screen.start()
    for line in ["seed 1", "data xor", "layer affine 2 4", "layer affine 4 1"] { try screen.enter(line) }
    let mistakes = [
      ("xyzzy", "unknown command 'xyzzy'"), ("show W9", "there is no W9: the network has 2 affine layers"),
      ("layer affien 2 ", "unknown layer 'affien'"), ("seed 1 torhc", "unexpected 'torhc'"),
      ("W9", "there is no W9: the network has 2 affine layers"),
    ]
    for (line, message) in mistakes {
      try screen.type(line)
      try screen.press("Tab")
      let shown = "nbrun> " + line.trimmingCharacters(in: .whitespaces)
      let end = "\n\(shown)\nerror: \(message)\n\(shown)"
      try screen.wait { $0.hasSuffix(end) }
      try screen.press("C-u")
      try screen.waitForPrompt()
    }
    // Nothing is wrong with this, and nothing can follow.
    try screen.type("undo ")
    try screen.press("Tab", "Tab")
    try screen.press("C-u")
    try screen.waitForPrompt()
    try screen.enter("undo")
    try screen.wait(for: "2 affine layers\nnbrun> undo\nTaken back: layer affine 4 1.\n")
  }

  @Test func whatMayFollowIsListedBeforeItIsTaken() throws {
    let screen = try Screen()
    try screen.start()
    try screen.type("seed 1 ")
    try screen.press("Tab")
    try screen.wait { $0.hasSuffix("\nnbrun> seed 1\ntorch  draw what PyTorch's CPU generator draws\nnbrun> seed 1") }
    try screen.press("Tab")
    try screen.wait(forLastLine: "nbrun> seed 1 torch")
  }

  @Test func filesOfTheKindThatIsReadAreOffered() throws {
    let screen = try Screen()
    for name in ["net.safetensors", "net.npz", "net.csv", "net.CSV", "net.md", "net.tsv"] {
      try screen.write("", to: name)
    }
    try FileManager.default.createDirectory(
      at: screen.folder.appending(path: "nets"), withIntermediateDirectories: true)
    try screen.start()
    for (line, names) in [
      ("load \"n", ["\"net.npz\"          file", "\"net.safetensors\"  file", "\"nets/             folder"]),
      ("data csv \"n", ["\"net.CSV\"  file", "\"net.csv\"  file", "\"net.tsv\"  file", "\"nets/     folder"]),
    ] {
      try screen.type(line)
      try screen.press("Tab")
      try screen.wait { $0.hasSuffix("et") }
      try screen.press("Tab")
      try screen.wait { $0.hasSuffix("\n" + (names + ["nbrun> " + line + "et"]).joined(separator: "\n")) }
      try screen.press("C-u")
      try screen.waitForPrompt()
    }
    try screen.type("data mnist \"")
    try screen.press("Tab")
    try screen.wait(forLastLine: "nbrun> data mnist \"nets/")
  }
}
