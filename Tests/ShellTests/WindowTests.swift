import Testing

/// Windows of all widths, also while they change.
@Suite struct WindowTests {
  private static let line = "layer affine 2 4 weights normal 1 biases zeros # 日本語の長い注釈がここにあります and on"

  @Test(arguments: [(60, 30), (30, 60), (80, 23), (40, 90)])
  func aLineStaysWholeWhenTheWindowChanges(from: Int, to columns: Int) throws {
    let screen = try Screen(columns: from)
    try screen.start()
    try screen.type(Self.line)
    try screen.resize(columns: columns)
    // The end of the line comes last, so whatever came before has been seen to when it is there.
    try screen.send("!")
    let wanted = ("nbrun>" + Self.line + "!").filter { $0 != " " }
    try screen.wait("the line") { $0.filter { !$0.isWhitespace }.hasSuffix(wanted) }
    #expect(try screen.text().components(separatedBy: "nbrun> layer").count == 2, "the line is there once")
    try screen.press("C-a")
    try screen.resize(columns: from)
    try screen.send("# ")
    try screen.wait("the comment") {
      $0.filter { !$0.isWhitespace }.contains(("nbrun># " + Self.line + "!").filter { $0 != " " })
    }
    try screen.press("Delete", "Delete", "C-a", "Delete", "Delete")
    try screen.send("la")
    try screen.press("Home")
    try screen.send("# ")
    try screen.press("Enter")
    try screen.waitForPrompt()
    #expect(try !screen.text().contains("error"))
  }

  @Test(arguments: [20, 33, 80, 200]) func japaneseTextIsEditedInTheMiddle(columns: Int) throws {
    let screen = try Screen(columns: columns)
    try screen.start()
    try screen.type("# 学習率を下げると損失は滑らかに減る")
    for _ in 0..<7 { try screen.press("Left") }
    try screen.press("BSpace")
    try screen.send("誤差x")
    try screen.wait("the text") { $0.filter { !$0.isWhitespace }.hasSuffix("#学習率を下げると損誤差xは滑らかに減る") }
    try screen.press("Home", "Delete", "Delete")
    try screen.send("let a 1 # ")
    try screen.press("Enter")
    try screen.waitForPrompt()
    try screen.press("Up")
    try screen.wait("the line") { $0.filter { !$0.isWhitespace }.hasSuffix("nbrun>leta1#学習率を下げると損誤差xは滑らかに減る") }
    try screen.press("Enter")
    try screen.waitForPrompt()
    #expect(try !screen.text().contains("error"))
  }

  @Test(arguments: [20, 200]) func nothingIsWiderThanTheWindow(columns: Int) throws {
    let screen = try Screen(columns: columns, rows: 150)
    try screen.start()
    for line in ["seed 1", "data xor", "layer affine 2 4", "layer tanh", "layer affine 4 1", "loss mse"] {
      try screen.enter(line)
    }
    for line in ["help", "show hidden", "train 9 lr 1", "plot loss", "shw"] {
      try screen.press("C-l")
      try screen.wait { $0 == Screen.prompt }
      try screen.enter(line)
      // A row that goes on in the next was too long for the window.
      #expect(try screen.text(joined: true) == screen.text(joined: false), "\(line)")
    }
  }

  @Test(arguments: [20, 80, 200]) func aLongTrainingShowsItsProgressAndNothingOfItAfterwards(columns: Int) throws {
    let screen = try Screen(columns: columns)
    try screen.start()
    for line in ["seed 1", "data xor", "layer affine 2 4", "layer tanh", "layer affine 4 1", "loss mse"] {
      try screen.enter(line)
    }
    try screen.type("train 1000000000 lr 0.1")
    try screen.press("Enter")
    try screen.wait(for: "\nstep ")
    if columns >= 80 {
      try screen.wait { $0.contains(/step \d+ of 1000000000  loss [0-9.e-]+  \d+ (s|min|min \d+ s|h \d+ min) left/) }
    }
    if columns >= 200 { try screen.wait { $0.contains(/[0-9]+ ([kM] )?steps\/s/) } }
    // Drawn again and again, in one row.
    let first = try screen.text()
    try screen.wait("a change") { $0 != first }
    #expect(try screen.text(joined: false).split(separator: "\n").count { $0.hasPrefix("step ") } == 1)
    try screen.press("C-c")
    try screen.wait(for: "Interrupted")
    try screen.waitForPrompt()
    let text = try screen.text()
    #expect(!text.contains("░") && !text.contains("steps/s") && !text.contains(" left"))
    #expect(text.contains(/step │ +loss/))
  }

  @Test func aWindowOfOneColumnIsSurvived() throws {
    let screen = try Screen(columns: 60)
    try screen.start()
    try screen.type("let a 1 # some text")
    try screen.resize(columns: 1, rows: 1)
    try screen.send("x")
    try screen.resize(columns: 60, rows: 20)
    try screen.send("y")
    try screen.wait(for: "some textxy")
    try screen.press("Enter")
    try screen.wait(forLastLine: "nbrun>")
  }

  @Test func aLineLongerThanTheWindowIsHighIsRunWhole() throws {
    let screen = try Screen(columns: 40, rows: 8)
    try screen.start()
    try screen.paste("let a 1 # " + String(repeating: "とても長い行 ", count: 120) + "end")
    try screen.wait { $0.hasSuffix("end") }
    try screen.press("C-a")
    try screen.press("C-e")
    try screen.send(String(repeating: "more ", count: 30) + "end")
    try screen.wait { $0.hasSuffix("moreend") || $0.hasSuffix("more end") }
    try screen.press("Enter")
    try screen.waitForPrompt()
    try screen.enter("layer affine $a 1")
    #expect(try !screen.text().contains("error"))
  }
}
