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
// A thread of its own hears it, for requests may keep all others busy.
var stops = sigset_t()
sigemptyset(&stops)
for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&stops, number) }
pthread_sigmask(SIG_BLOCK, &stops, nil)
Thread.detachNewThread { [stops] in
  var (stops, number) = (stops, Int32(0))
  sigwait(&stops, &number)
  _exit(number == SIGINT ? 0 : 128 + number)
}
try await PreviewServer(options).run()
