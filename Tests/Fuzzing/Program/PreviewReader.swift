import Preview

/// A notebook with a knob of each kind.
private let notebook = """
  ```nnb
  let a 0.5 in 0..1
  let b he
  let c "x"
  let a 3
  let d he in he xavier
  ```

  """

private let address = PageAddress(port: 4000, token: String(repeating: "0", count: 32))

/// Reads what comes on a connection: one request, the same however its bytes are cut.
func readRequest(_ bytes: [UInt8]) {
  let whole = request(bytes, pieces: bytes.count)
  precondition(request(bytes, pieces: 1) == whole, "a request that depends on its pieces")
  precondition(request(bytes, pieces: 7) == whole, "a request that depends on its pieces")
}

private func request(_ bytes: [UInt8], pieces: Int) -> PageRequest? {
  var reader = RequestReader(at: address)
  var rest = bytes[...]
  while !rest.isEmpty {
    do {
      if let request = try reader.take(rest.prefix(pieces)) { return request }
    } catch {
      return nil
    }
    rest = rest.dropFirst(pieces)
  }
  return nil
}

/// Reads the body of a request to turn a knob: a value that a knob takes stands in the text then, where it can be turned
/// again, and whatever else is there is as it was.
func readPreview(_ bytes: [UInt8]) {
  let head = """
    POST /\(address.token)/turn HTTP/1.1\r
    Host: 127.0.0.1:4000\r
    Origin: http://127.0.0.1:4000\r
    Content-Type: application/json\r
    Content-Length: \(bytes.count)\r
    \r

    """
  guard case .turn(let knob, let value)? = request(Array(head.utf8) + bytes, pieces: .max) else { return }
  var panel = KnobPanel("a.nnb")
  panel.take(Array(notebook.utf8))
  let before = panel.turnedText
  precondition(before == panel.text, "a knob that nobody has turned")
  guard (try? panel.turn(knob, to: value)) != nil else { return }
  var again = KnobPanel("a.nnb")
  again.take(panel.turnedText)
  precondition(lines(panel.turnedText) == lines(before), "a value that is more than a value")
  guard let value else { return }
  precondition((try? again.turn(knob, to: value)) != nil && !again.isTurned, "a value that the text has not")
}

private func lines(_ text: [UInt8]) -> Int { text.count { $0 == 0x0A || $0 == 0x0D } }
