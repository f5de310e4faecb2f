/// Stops the program with a message where a caller has not kept to what a public entry needs, in optimised builds too.
func check(
  _ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line
) {
  guard condition else { fatalError(message(), file: file, line: line) }
}

/// A value that there is where a caller has kept to what a public entry needs; otherwise the program stops with a message.
func required<Value>(
  _ value: Value?, _ message: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line
) -> Value {
  guard let value else { fatalError(message(), file: file, line: line) }
  return value
}
