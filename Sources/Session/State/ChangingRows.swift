import Datasets
import Engine
import Language
import Outputs

extension State {
  /// Changes the rows of the data, and says what came of it.
  mutating func changeRows(
    _ found: FoundData, _ context: inout RunContext,
    _ change: (inout Dataset, inout RandomStream) throws(DatasetError) -> Void
  ) throws(Diagnostic) {
    var changed = dataset(found)
    do throws(DatasetError) {
      try change(&changed, &stream)
    } catch {
      throw Diagnostic(error.message, at: context.at.head, help: error.help)
    }
    guard !context.isCut else { return }
    dataset = changed
    lastTraining?.hasOtherData = true
    if var data = facts.knownData {
      data.learn(from: changed)
      facts.data = .known(data)
    }
    context.note(changed.summary)
  }
}

extension Dataset {
  /// The most class names that a summary lists.
  private static let mostNames = 10

  /// What the data set holds, in a sentence.
  var summary: String {
    var text = "\(name): \(counted(inputs.rows, "row")) of \(counted(inputs.columns, "input"))"
    if let targets = targetNames, targets.count > 1 { text += ", \(counted(targets.count, "target"))" }
    if let classes = classNames?.count ?? usedClassCount {
      text += ", \(classes) \(classes == 1 ? "class" : "classes")"
    }
    if let names = classNames {
      let shown = names.prefix(Self.mostNames).map(excerpt)
      text += " (\(shown.joined(separator: ", "))\(names.count > Self.mostNames ? ", …" : ""))"
    }
    if let test { text += "; \(counted(test.inputs.rows, "row")) to test on" }
    return text + "."
  }
}
