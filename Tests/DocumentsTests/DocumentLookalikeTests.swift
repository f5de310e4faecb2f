import Language
import Testing

@testable import Documents

/// What looks like a cell and is none is never passed over in silence.
@Suite struct DocumentLookalikeTests {
  /// Reads a text without cells and gives what the warning at the marked place says.
  private func reason(_ text: String, _ location: SourceLocation = #_sourceLocation) -> String? {
    let marked = Marked(text)
    let document = Document.parse(marked.source).document
    #expect(document.cells.isEmpty, sourceLocation: location)
    #expect(document.lookalikes.map(\.span) == marked.spans, sourceLocation: location)
    #expect(document.noCell.all == document.lookalikes || document.lookalikes.isEmpty, sourceLocation: location)
    guard let message = document.lookalikes.first?.message else { return nil }
    let head = "this block is not run: "
    #expect(message.hasPrefix(head), sourceLocation: location)
    return String(message.dropFirst(head.count))
  }

  @Test(arguments: ["NNB", "Nnb", "{nnb}", "{.nnb}", "nnb,x", "nnb:x", "nbrun", "{nbrun}", "nnb\u{3000}x"])
  func words(_ word: String) {
    let reason = "a cell begins with the word 'nnb', not '\(word)'"
    #expect(self.reason("```⟦\(word)⟧ more\nshow loss\n```\n") == reason)
    #expect(self.reason("text\n~~~~  ⟦\(word)⟧\n~~~~\n") == reason)
  }

  @Test(arguments: ["", "python", "nnbx", "sh", "{r}", "annb", "n n b", "text nnb", "a,nnb", "日本語", "json"])
  func otherWords(_ word: String) {
    #expect(reason("```\(word)\nshow loss\n```\n") == nil)
    #expect(reason("- ```\(word)\n  show loss\n  ```\n") == nil)
  }

  @Test func listsAndQuotes() {
    let reason = "it stands in a list or a quote"
    #expect(self.reason("- ```⟦nnb⟧\n  show loss\n  ```\n") == reason)
    #expect(self.reason("1. a step\n\n   ``` ⟦nnb⟧ x\n   show loss\n   ```\n") == reason)
    #expect(self.reason("> ~~~⟦NNB⟧\n> show loss\n> ~~~\n") == reason)
    #expect(self.reason("> - deep\n>   ```⟦nnb⟧\n>   ```\n") == reason)
    #expect(self.reason("-\t```⟦nnb⟧\n\tshow loss\n\t```\n") == reason)
  }

  @Test func indentation() {
    let reason = "its fence is indented by more than three spaces"
    #expect(self.reason("text\n\n    ```⟦nnb⟧\n    show loss\n    ```\n") == reason)
    #expect(self.reason("text\n\n    nnb\n") == nil)
  }

  @Test func besideCellsAndOutputs() throws {
    let text = "```nnb\n```\n\n<!-- nnb:output -->\n- ```nnb\n  ```\n<!-- /nnb:output -->\n\n```NNB\n```\n"
    let document = try Document.reading(text)
    #expect(document.cells.count == 1)
    #expect(document.lookalikes.count == 1)
    #expect(document.lookalikes.first?.help == "begin it with ```nnb")
  }
}
