import Foundation
import JSONValues
import Testing

@Suite struct JSONTests {
  private func read(_ text: String) -> JSON? { JSON(parsing: text.utf8) }

  @Test func everyKindIsRead() {
    #expect(
      read(#" {"a": [null, true, false, 1, -2.5, 1e3, "x"], "b": {"c": {}}} "#)
        == ["a": [nil, true, false, 1, -2.5, .number("1e3"), "x"], "b": ["c": [:]]])
    #expect(read(#""\u00e9\ud83d\ude00\n\"\\\/""#) == .string("é😀\n\"\\/"))
    #expect(read(#"{"a": 1, "a": 2}"#) == ["a": 2])
  }

  @Test(arguments: ["1.0", "1e5", "12345678901234567890", "-0", "0.10", "1E+400", "9007199254740993", "-1.5e-07"])
  func aNumberStaysAsItIsWritten(literal: String) {
    #expect(read(" [\(literal)] ").map { String(decoding: $0.text(), as: UTF8.self) } == "[\(literal)]")
  }

  @Test func numbersHaveValues() {
    #expect(read("9007199254740993")?.int == 9_007_199_254_740_993)
    #expect(read("2.0")?.int == 2 && read("1e3")?.int == 1000 && read("-0")?.int == 0)
    #expect(read("12345678901234567890")?.int == nil && read("1.5")?.int == nil && read("\"1\"")?.int == nil)
    #expect(read("12345678901234567890")?.double == 12_345_678_901_234_567_168)
    #expect(read("1e400") != nil && read("1e400")?.double == nil && read("1e400")?.int == nil)
    for value in [0.1, 1, -2.5, 1e16, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -0.0] {
      #expect(JSON(parsing: JSON.double(value).text())?.double?.bitPattern == value.bitPattern)
    }
  }

  @Test func halvesOfCharactersAreReplaced() {
    let texts = [
      (#""\ud83d\ude00\ud83d""#, "😀\u{FFFD}"), (#""\ude00\ud83d\u0041""#, "\u{FFFD}\u{FFFD}A"),
      (#""\\ud83d \n""#, "\\ud83d \n"), (#""\uD83D\uD83D\uDE00""#, "\u{FFFD}😀"), (#""\ud83d\n""#, "\u{FFFD}\n"),
    ]
    for (text, expected) in texts { #expect(read(text) == .string(expected)) }
  }

  /// `⟦` stands before the byte with which a text stops being JSON.
  @Test(arguments: [
    "⟦", " {⟦", "[⟦,1]", "[1,⟦,2]", "⟦nul", "⟦'a'", "[1] ⟦2", "{⟦a: 1}", "\"⟦\u{1}\"", "{\"a\"⟦}", "{\"a\":1⟦]", "[1⟦}",
    "{\"a\":1,⟦}", "[1,⟦]", "\"a\\\"⟦", "⟦<<<<\n{}",
    "[0⟦1]", "[1.⟦]", "[-⟦]", "[⟦+1]", "[⟦.5]", "[1e⟦]", "[⟦NaN]", "\"\\⟦x\"", "\"\\u⟦+123\"", "\"\\u12⟦\"", "\"⟦\n\"",
    "[1⟦", "{\"a\": true⟦", "⟦\u{FEFF}{}", "\"\\ud83d\\u⟦\"",
  ])
  func thePlaceOfAMistakeIsFound(marked: String) {
    let text = marked.replacing("⟦", with: "")
    let place = marked.utf8.firstRange(of: "⟦".utf8).map {
      marked.utf8.distance(from: marked.startIndex, to: $0.lowerBound)
    }
    #expect(mistake(in: Array(text.utf8)) == place.map { .notJSON(at: $0) })
  }

  private func mistake(in bytes: [UInt8]) -> JSONMistake? {
    do throws(JSONMistake) {
      _ = try JSON(reading: bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test func whatIsNotUTF8IsNoJSON() {
    #expect(mistake(in: Array("\"é".utf8) + [0xFF, 0x22]) == .notJSON(at: 3))
    #expect(mistake(in: [0x31, 0x20, 0xC3]) == .notJSON(at: 2))
    #expect(mistake(in: [0x22, 0xED, 0xA0, 0x80, 0x22]) == .notJSON(at: 1))
    #expect(mistake(in: [0x5B, 0x78, 0xFF]) == .notJSON(at: 1))
  }

  @Test(arguments: ["{}", " [ ] ", "{\"a\": [1, -2.5e3, true, null, \"\\\"\"], \"b\": {}}\n", "7"])
  func whatIsJSONHasNoMistake(text: String) {
    #expect(mistake(in: Array(text.utf8)) == nil)
  }

  @Test func whatIsTooDeepIsNotRead() {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    #expect(read(nested(400)) != nil)
    #expect(mistake(in: Array(nested(401).utf8)) == .tooDeep)
    #expect(read(nested(1_000_000)) == nil)
    #expect(read("\"\(nested(500))\"") == .string(nested(500)))
  }

  @Test func membersAreWrittenInOrder() {
    let value: JSON = ["b": 1, "a": [true, nil, 0.5], "ä": "</x>\n\u{1B}"]
    #expect(
      String(decoding: value.text(), as: UTF8.self) == #"{"a":[true,null,0.5],"b":1,"ä":"</x>\n\u001b"}"#)
    #expect(JSON(parsing: value.text(isIndented: true)) == value)
  }

  /// Another library takes the same texts, and writes the same bytes.
  @Test func randomTextsAreReadAsByAnother() throws {
    var random = SystemRandomNumberGenerator()
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "00e9", "\"a\"", "\"b\":", "1", "0", "-", ".5", "e3", "null",
      "true", " ",
      "é", "\n", "\"\\t\u{7F}\u{2028}/\"", "[]", "{}",
    ]
    var taken = 0
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 1..<8, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
      let other = try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
      let value = read(text)
      // The other one takes a comma behind the last element, and refuses numbers that it cannot hold.
      if text.wholeMatch(of: /.*,\s*[\]}].*/.dotMatchesNewlines()) == nil, !text.contains(/e\d{3}/) {
        #expect((value == nil) == (other == nil), "\(text)")
      }
      guard let value, let other else { continue }
      taken += 1
      let isWhole = text.allSatisfy { !".e-0".contains($0) }
      guard isWhole else { continue }
      #expect(
        try Data(value.text())
          == JSONSerialization.data(
            withJSONObject: other, options: [.sortedKeys, .fragmentsAllowed, .withoutEscapingSlashes]))
    }
    #expect(taken > 100)
  }

  @Test func whatIsNotFiniteIsWrittenAsText() {
    #expect(
      String(decoding: JSON.array([.double(.nan), .double(-.infinity)]).text(), as: UTF8.self)
        == #"["NaN","-Infinity"]"#)
  }
}
