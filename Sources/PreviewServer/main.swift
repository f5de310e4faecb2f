// nbrun-preview: the sockets of a live preview. `nbrun preview` starts it; it is a program of its own, for it needs all
// of Foundation, and nbrun does not.

import Foundation

signal(SIGPIPE, SIG_IGN)
let options: ServerOptions
do {
  options = try ServerOptions(Array(CommandLine.arguments.dropFirst()))
} catch {
  fail("\(error)\n  help: write 'nbrun preview FILE'", status: 64)
}
// Ctrl-C is how a preview ends; nothing has to be put in order then, for nothing but the address is written.
let stops = [(SIGINT, 0), (SIGTERM, 143), (SIGHUP, 129)].map { number, status in
  signal(number, SIG_IGN)
  let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
  source.setEventHandler { exit(Int32(status)) }
  source.resume()
  return source
}
try await PreviewServer(options).run()
