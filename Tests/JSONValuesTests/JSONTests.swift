import JSONValues
import Testing

@Suite struct JSONTests {
  private func read(_ text: String) -> JSON? { JSON(parsing: text.utf8) }

  @Test func everyKindIsRead() {
    #expect(
      read(#" {"a": [null, true, false, 1, -2.5, 1e3, "x"], "b": {"c": {}}} "#)
        == ["a": [nil, true, false, 1, -2.5, 1000, "x"], "b": ["c": [:]]])
    #expect(read(#""\u00e9\ud83d\ude00\n\"\\\/""#) == .string("é😀\n\"\\/"))
    #expect(read("9007199254740993") == .int(9_007_199_254_740_993))
  }

  @Test(arguments: ["", "{", "[,1]", "[1,,2]", "nul", "'a'", "[1] 2", "{a: 1}", "\"\u{1}\""])
  func whatIsNoJSONIsNotRead(text: String) { #expect(read(text) == nil) }

  /// `⟦` stands before the byte with which a text stops being JSON.
  @Test(arguments: [
    "⟦", " {⟦", "[⟦,1]", "[1,⟦,2]", "⟦nul", "⟦'a'", "[1] ⟦2", "{⟦a: 1}", "\"⟦\u{1}\"", "{\"a\"⟦}", "{\"a\":1⟦]", "[1⟦}",
    "{\"a\":1,⟦}", "[1,⟦]", "\"a\\\"⟦", "⟦<<<<\n{}",
  ])
  func thePlaceOfAMistakeIsFound(marked: String) {
    let text = marked.replacing("⟦", with: "")
    let place = marked.utf8.firstRange(of: "⟦".utf8)?.lowerBound
    #expect(JSON.mistake(in: Array(text.utf8)) == place.map { marked.utf8.distance(from: marked.startIndex, to: $0) })
  }

  @Test(arguments: ["{}", " [ ] ", "{\"a\": [1, -2.5e3, true, null, \"\\\"\"], \"b\": {}}\n", "7"])
  func whatIsJSONHasNoMistake(text: String) {
    #expect(JSON.mistake(in: Array(text.utf8)) == nil)
    #expect(read(text) != nil)
  }

  @Test func whatIsTooDeepIsNotRead() {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    #expect(read(nested(400)) != nil)
    #expect(read(nested(401)) == nil)
    #expect(read(nested(1_000_000)) == nil)
    #expect(read("\"\(nested(500))\"") == .string(nested(500)))
  }

  @Test func membersAreWrittenInOrder() {
    let value: JSON = ["b": 1, "a": [true, nil, 0.5], "ä": "</x>\n\u{1B}"]
    #expect(
      String(decoding: value.text(), as: UTF8.self) == #"{"a":[true,null,0.5],"b":1,"ä":"</x>\n\u001b"}"#)
    #expect(JSON(parsing: value.text(isIndented: true)) == value)
  }

  @Test func whatIsNotFiniteIsWrittenAsText() {
    #expect(
      String(decoding: JSON.array([.double(.nan), .double(-.infinity)]).text(), as: UTF8.self)
        == #"["NaN","-Infinity"]"#)
  }
}
