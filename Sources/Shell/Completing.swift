import Language
import Notebook

extension Shell {
  func answer(to line: String, _ cursor: Int) -> EditedLines.TabAnswer {
    EditedLines.TabAnswer(replaced: cursor..<cursor, text: "", listing: nil)
  }
}
