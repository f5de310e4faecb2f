import JSONValues
import LanguageServer
import Session

/// Reads bytes as those of an editor, and each line of them as a message without headers.
func readMessages(_ bytes: [UInt8]) {
  var (server, frames) = (newServer(), MessageFrames())
  frames.append(bytes)
  while let message = try? frames.next() { check(server.receive(message)) }
  check(server.rest())

  server = newServer()
  check(server.receive(Array(#"{"id":0,"method":"initialize","params":{"capabilities":{}}}"#.utf8)))
  for line in bytes.split(separator: UInt8(ascii: "\n")) { check(server.receive(Array(line))) }
  check(server.rest())
}

private func newServer() -> LanguageServer {
  LanguageServer(version: "0") { _ in FileAccess(folder: WorkFolder.path) }
}

/// What goes to an editor is read by one as it was meant.
private func check(_ answers: [JSON]) {
  for answer in answers {
    var frames = MessageFrames()
    frames.append(MessageFrames.framed(answer.text()))
    guard let body = try? frames.next(), JSON(parsing: body) == answer else { preconditionFailure("an answer is lost") }
  }
}
