import Testing

@testable import WeightFiles

/// Lists and objects in the metadata of weight files, which anybody may have written.
@Suite struct JSONTests {
  private func message(_ text: String) -> String? {
    do {
      _ = try JSON(text, subject: "it")
      return nil
    } catch {
      return error.message
    }
  }

  @Test func whatPythonWritesIsRead() throws {
    let json = try JSON(#" [{"a": [1, -2.5, 1e-300, 5E+2, -0.0], "\u00e9\n": "x\"\\"}, [ ] ,{}] "#, subject: "it")
    let numbers = [1, -2.5, 1e-300, 500, -0.0].map(JSON.number)
    #expect(
      json
        == .array([.object([.init("a", .array(numbers)), .init("é\n", .string("x\"\\"))]), .array([]), .object([])]))
    #expect(json.list { $0["a"]?.numbers }?.count == nil)
    guard case .array(let elements) = json else { return }
    #expect(elements[0]["a"]?.numbers?.map(\.bitPattern) == [1, -2.5, 1e-300, 500, -0.0].map(\.bitPattern))
    #expect(elements[0]["b"] == nil && elements[1].strings == [] && elements[0].strings == nil)
  }

  @Test func whatIsWrittenReadsBackToTheBit() throws {
    let numbers = [
      0.1, -0.0, 1.0 / 3, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -1e16, 123_456_789, .leastNormalMagnitude,
    ]
    let text = JSON.array(numbers.map(JSON.number)).text
    #expect(try JSON(text, subject: "it").numbers?.map(\.bitPattern) == numbers.map(\.bitPattern))
    let names = ["", "a\"b\\", "\u{1B}[31m\n", "重み\u{2028}🧠"]
    #expect(try JSON(JSON.array(names.map(JSON.string)).text, subject: "it").strings == names)
    let object = JSON.object([.init("b", .number(1)), .init("a", .array([]))])
    #expect(object.text == #"{"b":1.0,"a":[]}"#)
  }

  @Test(arguments: [
    ("", "it is malformed at byte 0: a '[' is missing"), ("1", "it is malformed at byte 0: a '[' is missing"),
    ("[", "it is malformed at byte 1: a value is missing"), ("[1", "it is malformed at byte 2: a ']' is missing"),
    ("[1,]", "it is malformed at byte 3: a number is missing"),
    ("[1 2]", "it is malformed at byte 3: a ']' is missing"),
    ("[NaN]", "it is malformed at byte 1: a number is missing"),
    ("[-Infinity]", "it is malformed at byte 1: a number is missing"),
    ("[nan]", "it is malformed at byte 1: a number is missing"),
    ("[1e999]", "it is malformed at byte 1: a number is beyond all bounds"),
    ("[true]", "it is malformed at byte 1: a number is missing"),
    ("[1] [2]", "it is malformed at byte 4: something follows the closing ']'"),
    ("{}x", "it is malformed at byte 2: something follows the closing '}'"),
    (#"{"a":1,"a":2}"#, "it is malformed at byte 7: 'a' stands there twice"),
    (#"["a"#, "it is malformed at byte 1: a string is never closed"),
    ("[[[[[1]]]]]", "it is malformed at byte 4: too many brackets are open"),
  ])
  func malformedTextsSayWhere(text: String, message: String) {
    #expect(self.message(text) == message)
  }

  @Test func fourLevelsAreReadAndAMillionAreNot() {
    #expect(message("[[[[1]]]]") == nil)
    #expect(
      message(String(repeating: "[", count: 1_000_000)) == "it is malformed at byte 4: too many brackets are open")
    #expect(
      message(String(repeating: "{\"a\":", count: 1_000_000))
        == "it is malformed at byte 20: too many brackets are open")
  }
}
