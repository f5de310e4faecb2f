import Foundation

/// A terminal of its own: tmux without a client, with a shell in it that runs the built program.
///
/// Home and folder are temporary; both end with the object, and so does everything that still runs in the terminal.
final class Screen {
  let folder: URL
  private let tmux: URL

  /// Why a test cannot go on, with what was on the screen.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// What the shell in the terminal shows when it waits.
  static let shellPrompt = "shell$"
  /// What the program shows when it waits.
  static let prompt = "nbrun>"

  /// The folder of the test bundle, which the program is built into as well.
  private static let binaries = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent().path

  /// Opens a terminal of some size with a shell in it.
  init(columns: Int = 80, rows: Int = 50) throws {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let candidates = path.split(separator: ":").map { URL(filePath: String($0)).appending(path: "tmux") }
    guard let tmux = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
      throw Failure(description: "these tests need tmux: apt-get install tmux")
    }
    self.tmux = tmux
    folder = FileManager.default.temporaryDirectory.appending(path: "nbrun-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let variables = "PATH='\(Self.binaries)':\"$PATH\" HOME='\(folder.path)' LC_ALL=C.UTF-8 PS1='\(Self.shellPrompt) '"
    let size = ["-x", String(columns), "-y", String(rows)]
    try call(
      ["-f", "/dev/null", "new-session", "-d"] + size
        + ["cd '\(folder.path)'; unset XDG_STATE_HOME NO_COLOR; export \(variables); exec bash --norc --noprofile -i"])
    try wait { $0 == Self.shellPrompt }
  }

  deinit {
    _ = try? call(["kill-server"])
    try? FileManager.default.removeItem(at: folder)
  }

  /// Starts the program and waits for its prompt.
  func start(_ command: String = "nbrun") throws {
    try type(command)
    try press("Enter")
    try waitForPrompt()
  }

  /// Leaves the program by a line or a key, and waits until it has ended well.
  func leave(_ way: String) throws {
    if way != "C-d" {
      try type(way)
      try press("Enter")
    } else {
      try press(way)
    }
    let status = try exitStatus()
    if status != 0 { throw Failure(description: "left by \(way), it ended with \(status)") }
  }

  /// Types a line, and waits for the next prompt.
  func enter(_ line: String) throws {
    try type(line)
    try press("Enter")
    try waitForPrompt()
  }

  /// Types text at the end of a line, and waits until it is the last thing on the screen.
  func type(_ text: String) throws {
    try send(text)
    let end = text.filter { !$0.isWhitespace }.suffix(20)
    try wait("'\(text)' at the end") { $0.filter { !$0.isWhitespace }.hasSuffix(end) }
  }

  /// Types text, wherever the cursor is.
  func send(_ text: String) throws {
    try call(["send-keys", "-l", "--", text])
  }

  /// Presses keys, by tmux's names: `Enter`, `C-c`, `Up`.
  func press(_ keys: String...) throws {
    try call(["send-keys"] + keys)
  }

  /// Pastes text; a terminal marks a paste where the program has asked for it.
  func paste(_ text: String, isMarked: Bool = true) throws {
    try write(text, to: ".paste")
    try call(["load-buffer", folder.appending(path: ".paste").path])
    try call(["paste-buffer"] + (isMarked ? ["-p"] : []))
  }

  /// Changes the size of the terminal, and waits until the program has been told: tmux may put that off.
  func resize(columns: Int, rows: Int = 50) throws {
    try call(["resize-window", "-x", String(columns), "-y", String(rows)])
    let path = try call(["display-message", "-p", "#{pane_tty}"]).trimmingCharacters(in: .newlines)
    let terminal = open(path, O_RDONLY | O_NOCTTY)
    guard terminal >= 0 else { throw Failure(description: "\(path): \(String(cString: strerror(errno)))") }
    defer { close(terminal) }
    try wait("a terminal of \(columns) × \(rows)") { _ in
      var size = winsize()
      return ioctl(terminal, UInt(TIOCGWINSZ), &size) == 0
        && (size.ws_col, size.ws_row) == (UInt16(columns), UInt16(rows))
    }
  }

  /// The rows of the screen without what is blank at their ends, a row that goes on in the next joined with it.
  func text(joined: Bool = true, escapes: Bool = false, scrolledOut: Bool = false) throws -> String {
    let options = (joined ? ["-J"] : []) + (escapes ? ["-e"] : []) + (scrolledOut ? ["-S", "-"] : [])
    let rows = try call(["capture-pane", "-p"] + options).split(separator: "\n", omittingEmptySubsequences: false)
    let trimmed = rows.map { row in String(row.reversed().drop { $0 == " " }.reversed()) }
    return trimmed.reversed().drop { $0.isEmpty }.reversed().joined(separator: "\n")
  }

  /// The column that the cursor is in, from 0.
  func cursorColumn() throws -> Int? {
    Int(try call(["display-message", "-p", "#{cursor_x}"]).trimmingCharacters(in: .newlines))
  }

  /// Looks at the screen again and again until it is as wanted.
  func wait(
    _ what: String = "the screen", for seconds: Double = 20, until isReached: (String) throws -> Bool
  ) throws {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    var shown = ""
    repeat {
      shown = try text()
      if try isReached(shown) { return }
      usleep(20_000)
    } while clock.now < end
    throw Failure(description: "waited in vain for \(what); on the screen is:\n\(shown)")
  }

  /// Waits until a text is on the screen.
  func wait(for text: String) throws {
    try wait("'\(text)'") { $0.contains(text) }
  }

  /// Waits until the last line that is not blank is a text, as far as it is not blank.
  func wait(forLastLine line: String) throws {
    try wait("the last line '\(line)'") { $0 == line || $0.hasSuffix("\n" + line) }
  }

  func waitForPrompt() throws { try wait(forLastLine: Self.prompt) }

  /// Waits until the program has ended: the status it ended with.
  func exitStatus() throws -> Int32 {
    try wait("the shell's prompt") { $0 == Self.shellPrompt || $0.hasSuffix("\n" + Self.shellPrompt) }
    return Int32(try shellAnswer("echo $?")) ?? -1
  }

  /// What a command says that the shell in the terminal runs.
  func shellAnswer(_ command: String) throws -> String {
    try? FileManager.default.removeItem(at: folder.appending(path: ".answer"))
    try send("{ \(command); } >.partial; mv .partial .answer")
    try press("Enter")
    try wait("the shell's answer") { _ in has(".answer") }
    // What is typed before the prompt would stand in front of it.
    try wait("the shell's prompt") { $0.hasSuffix("\n" + Self.shellPrompt) }
    return try read(".answer").trimmingCharacters(in: .newlines)
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }

  func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: name).path)
  }

  /// The permissions of a file or folder, as in `0o600`.
  func permissions(of name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path)[.posixPermissions] as? Int
  }

  /// Runs a command of tmux, and gives what it says.
  ///
  /// Without Foundation's `Process`, which would wait for the server as well: it outlives the command that starts it, and
  /// would keep open whatever it inherits, also from tests that run beside this one.
  @discardableResult
  private func call(_ arguments: [String]) throws -> String {
    let file = folder.appending(path: ".output").path
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    for inherited: Int32 in 3..<256 { posix_spawn_file_actions_addclose(&actions, inherited) }
    let words = [tmux.path, "-u", "-S", folder.appending(path: ".tmux").path] + arguments
    // The test process blocks and ignores signals that the programs in the terminal have to hear.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var pointers = words.map { strdup($0) } + [nil]
    defer { pointers.forEach { free($0) } }
    var (process, status): (pid_t, Int32) = (0, 0)
    let error = posix_spawn(&process, tmux.path, &actions, &attributes, &pointers, environ)
    guard error == 0 else { throw Failure(description: "tmux: \(String(cString: strerror(error)))") }
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let text = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
    guard status == 0 else { throw Failure(description: "tmux \(arguments[0]): \(text)") }
    return text
  }
}
