import Testing

@testable import Language

/// What is near enough to a mistyped word to be suggested, and how suggestions read.
@Suite struct SuggestionTests {
  @Test(arguments: [
    ("abc", "abx", true), ("abc", "axy", false), ("abcd", "abcx", true), ("abcd", "abxy", false),
    ("abcde", "abcxy", true), ("abcde", "abxyz", false), ("abcdefgh", "abcdefxy", true),
    ("abcdefgh", "abcdewxy", false),
    ("abcdefghi", "abcdefxyz", true), ("abcdefghi", "abcdewxyz", false), ("bac", "abc", true), ("ABC", "abx", true),
    // Of one or two letters only the order may differ.
    ("rl", "lr", true), ("rl", "rx", false), ("a", "b", false),
  ])
  func asManyLettersMayDifferAsTheLengthAllows(word: String, candidate: String, isNear: Bool) {
    #expect(nearest(to: word, among: [candidate]) == (isNear ? candidate : nil))
  }

  @Test func theNearestIsSuggestedAndOfSeveralTheFirst() {
    #expect(nearest(to: "trian", among: ["terrain", "train", "brian"]) == "train")
    #expect(nearest(to: "trian", among: ["brian", "train"]) == "brian")
    #expect(nearest(to: "sigmod", among: ["softmax", "sigmoid"]) == "sigmoid")
    #expect(nearest(to: "sigmod", among: []) == nil)
  }

  @Test func nounsHaveTheirArticles() {
    let nouns = ["activation", "epoch", "initialiser", "optimizer", "layer", "schedule"]
    #expect(
      nouns.map(withArticle) == [
        "an activation", "an epoch", "an initialiser", "an optimizer", "a layer", "a schedule",
      ])
  }

  @Test func alternativesAreListedWithOr() {
    #expect(alternatives([]) == "" && alternatives(["a"]) == "a" && alternatives(["a", "b"]) == "a or b")
    #expect(alternatives(["a", "b", "c"]) == "a, b or c")
  }
}
