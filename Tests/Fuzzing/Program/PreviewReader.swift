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

/// Reads a request of a page: a value that a knob takes stands in the text then, where it can be turned again, and whatever
/// else is there is as it was.
func readPreview(_ bytes: [UInt8]) {
  guard case .turn(let knob, let value)? = try? PageRequest(.turn, body: bytes) else { return }
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
