import Testing

/// What a report, a name or an argument holds reaches a terminal as text, whatever it would tell the terminal to do.
@Suite struct ReportOnScreenTests {
  private let screen: Screen

  init() throws {
    screen = try Screen(columns: 120)
    try screen.write(
      "\u{1B}[2J\u{1B}]0;title\u{7}\u{9B}31m\u{202E}prose\tx\r\n\n```nnb\ndata xor\nshow data\n```\n", to: "raw.nnb")
  }

  @Test func theReportOfANotebook() throws {
    try screen.type("clear; nbrun raw.nnb")
    try screen.press("Enter")
    try screen.wait(for: "<!-- /nnb:output -->")
    let shown = try screen.text(escapes: true)
    #expect(shown.contains(#"\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}31m\u{202e}prose "#), "\(shown)")
    _ = try screen.exitStatus()
    _ = try screen.shellAnswer("nbrun raw.nnb >report.md")
    #expect(try screen.read("report.md").hasPrefix("\u{1B}[2J\u{1B}]0;title\u{7}\u{9B}31m\u{202E}prose\tx\r\n"))
  }

  @Test func whatIsGiven() throws {
    let given = #"$'\e[31ma'"#
    for command in [
      "check \(given).md", "\(given).nnb", "lint \(given).nnb", "merge \(given).nbr", "raw.nnb --\(given)",
      "raw.nnb -o \(given)", "raw.nnb -o \(given)/b.md", "raw.nnb -p \(given)=1", "raw.nnb -p \(given)",
      "raw.nnb --shard \(given)", "repl --last \(given)", "help \(given)",
    ] {
      try screen.send("clear; NO_COLOR=1 nbrun \(command)")
      try screen.press("Enter")
      try screen.wait(for: #"\u{1b}[31ma"#)
      #expect(try screen.exitStatus() != 0)
    }
    try screen.send("clear; NBRUN_KERNELS=\(given) nbrun raw.nnb")
    try screen.press("Enter")
    try screen.wait(for: #"there is no form '\u{1b}[31ma'"#)
  }
}
