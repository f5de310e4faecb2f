// Fuzz: what reads bytes from outside, given any bytes. In an ordinary build the program replays files; built with
// `-sanitize=fuzzer -DFUZZING` it is a fuzzer (libFuzzer). `Tests/Fuzzing/run.sh` builds and runs it.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Files

/// The command line: `Fuzz READER FILE…`, `Fuzz --list`, `Fuzz --seeds FOLDER`; of a fuzzer `Fuzz --reader=READER …`.
@main enum Fuzz {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch (arguments.first, arguments.count) {
    case ("--list"?, 1): for reader in FuzzedReader.all { say(reader.name) }
    case ("--seeds"?, 2): try Seeds.write(to: arguments[1])
    case (let name?, 2...) where !name.hasPrefix("-"): try replay(arguments.dropFirst(), by: name)
    default:
      #if FUZZING
        fuzz()
      #else
        refuse("usage: Fuzz READER FILE… | --list | --seeds FOLDER")
      #endif
    }
  }

  /// Reads files one by one, so that the last line printed names the one that was too much.
  private static func replay(_ files: ArraySlice<String>, by name: String) throws {
    guard let reader = FuzzedReader(named: name) else { refuse("there is no reader '\(name)'") }
    for file in files {
      say(file)
      reader.read(try Place(at: file).open().bytes())
    }
  }

  /// Writes a line at once: the next thing may be the last.
  private static func say(_ line: String, to file: Int32 = 1) { _ = writeAll((line + "\n").utf8, to: file) }

  static func refuse(_ message: String) -> Never {
    say(message, to: 2)
    exit(64)
  }
}

#if FUZZING
  @_silgen_name("LLVMFuzzerRunDriver")
  private func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
  ) -> Int32

  /// The reader that is fuzzed. It is asked for by an argument that libFuzzer leaves alone and gives to its helpers.
  private let fuzzed: FuzzedReader = {
    let option = "--reader="
    let name = CommandLine.arguments.first { $0.hasPrefix(option) }?.dropFirst(option.count)
    guard let reader = FuzzedReader(named: String(name ?? "")) else { Fuzz.refuse("--reader=READER is missing") }
    return reader
  }()

  /// What libFuzzer calls with bytes of its own making.
  @_cdecl("LLVMFuzzerTestOneInput") public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    fuzzed.read(Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
  }

  private func fuzz() -> Never {
    _ = fuzzed
    var (count, arguments) = (CommandLine.argc, CommandLine.unsafeArgv)
    exit(runDriver(&count, &arguments, testOneInput))
  }
#endif
