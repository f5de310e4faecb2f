// nbrun-preview: the sockets of a live preview. `nbrun preview` starts it; it is a program of its own, for it needs a library
// for them, and nbrun does not.

import Files

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes a line, to standard error unless said.
func write(_ line: String, to file: Int32 = standardError) { _ = writeAll((line + "\n").utf8, to: file) }

/// Writes an error to standard error and ends the program.
func fail(_ message: String, status: Int32) -> Never {
  write("nbrun: error: \(message)")
  exit(status)
}

reserveStandardFiles()
let options: ServerOptions
do {
  options = try ServerOptions(Array(CommandLine.arguments.dropFirst()))
} catch {
  fail("\(error)\n  help: write 'nbrun preview FILE'", status: 64)
}
// Ctrl-C is how a preview ends; nothing has to be put in order then, for nothing but the address is written. Whatever the
// threads do, it ends at once.
signal(SIGINT) { _ in _exit(0) }
for number in [SIGTERM, SIGHUP] { signal(number) { number in _exit(128 + number) } }
try await PreviewServer(options).run()
