import Documents
import Language
import Session
import Testing

@testable import Preview

/// What a knob is turned by, and which values it takes.
@Suite struct KnobControlTests {
  private func control(_ line: String) throws -> KnobControl {
    let text = "```nnb\n\(line)\n```\n"
    let knob = try #require(Knob.all(in: Document.parse(Source(name: "test", text: text)).document).first)
    return KnobControl(knob: knob)
  }

  @Test(
    arguments: [
      ("let a 0.01 in 0.001..1 log", 0.001, 1, true, false), ("let a 4 in 2..16", 2, 16, false, true),
      ("let a 4 in 2..16.5", 2, 16.5, false, false), ("let a 4.5 in 2..16", 2, 16, false, false),
      ("let a 0.5 in 0..1", 0, 1, false, false), ("let a 1 in 0..1", 0, 1, false, false),
      ("let a 0.5", 0.05, 5, true, false), ("let a 4", 1, 8, false, true), ("let a 10", 1, 20, false, true),
      ("let a 60000", 1, 600_000, true, true), ("let a 0", -1, 1, false, false), ("let a 1", 0, 2, false, false),
      ("let a -0.5", -1, 0, false, false), ("let a -3", -8, -1, false, true),
      ("let a 1e300", 1e299, 1e301, true, false),
    ] as [(String, Double, Double, Bool, Bool)])
  func aNumberIsASlider(line: String, low: Double, high: Double, isLogarithmic: Bool, isWhole: Bool) throws {
    let control = try control(line)
    guard case .slider(let range) = control.control else {
      Issue.record("\(line) is no slider")
      return
    }
    #expect(
      (range.low - low).magnitude <= 1e-9 * low.magnitude && (range.high - high).magnitude <= 1e-9 * high.magnitude)
    #expect(range.isLogarithmic == isLogarithmic && range.isWhole == isWhole)
    guard case .number(let value) = control.value else { return }
    #expect(range.low <= value && value <= range.high && range.low < range.high)
  }

  @Test func wordsAndTextsAreMenusAndFields() throws {
    #expect(try control("let a he in he xavier").control == .menu([.word("he"), .word("xavier")]))
    #expect(try control("let a he").control == .field)
    #expect(try control("let a \"x y\"").control == .field)
    #expect(try control("let a 2 in 2 4 8").control == .menu([.number(2), .number(4), .number(8)]))
  }

  @Test(
    arguments: [
      ("let a 0.5 in 0..1", "0.25", .number(0.25)), ("let a 0.5", "7", .number(7)),
      ("let a he in he xavier", "xavier", .word("xavier")), ("let a he", "lecun", .word("lecun")),
      ("let a he", "uniform 0 1", .string("uniform 0 1")), ("let a he", "5", .string("5")),
      ("let a \"x\"", "y", .string("y")), ("let a 2 in 2 4", "4", .number(4)),
    ] as [(String, String, Token.Kind)])
  func valuesOfItsKindAreTaken(line: String, text: String, value: Token.Kind) throws {
    #expect(try control(line).value(from: text) == value)
  }

  @Test(arguments: [
    ("let a 0.5 in 0..1", "2"), ("let a 0.5 in 0..1", "x"), ("let a 0.5", "nan"), ("let a 0.5", "1 2"),
    ("let a 0.5", ""), ("let a 0.5", "0.5\ntrain 5"), ("let a he in he xavier", "lecun"), ("let a he", "a\"b"),
    ("let a he", "x\ny"), ("let a \"x\"", ""), ("let a \"x\"", "a\u{0}b"), ("let a \"x\"", "a\r```"),
  ])
  func otherValuesAreRefused(line: String, text: String) throws {
    #expect(throws: PageRequest.Refusal.self) { try control(line).value(from: text) }
  }
}
