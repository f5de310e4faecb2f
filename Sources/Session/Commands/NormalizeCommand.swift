import Datasets
import Language

/// `normalize`: brings the inputs to a common scale, column by column.
struct NormalizeCommand: SessionCommand {
  private let kind: Normalisation.Kind

  private static let kinds = Options<Normalisation.Kind>(
    "scale",
    [
      .init(Form("standard", "mean 0 and standard deviation 1")) { _ in .standard },
      .init(Form("minmax", "from 0 to 1")) { _ in .minmax },
    ])

  static let form = Form(
    "normalize", synonyms: ["normalise"], "bring the inputs to a common scale, column by column",
    [.positional("kind", kinds.type, default: "standard", "the scale")],
    details: """
      The scale is that of the rows to learn from, and the test part is put on it too; so are the inputs of `predict`. A \
      column that does not vary becomes 0. `save` writes the scale beside the weights, and after `load` raw data is put \
      on it without this command.
      """,
    examples: ["normalize", "normalize minmax"],
    misuses: [.init("normalize maximum", "unexpected 'maximum'")])
  static let effect = Effect.changes([.data])
  static let needs: Set = [Part.data]

  init(_ arguments: Arguments) { kind = Self.kinds.value(arguments.form("kind")) }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> FoundData {
    let found = try facts.requireDataToCopy(at, asNumbers: true)
    try facts.refuseLoadedScale(at)
    facts.scales.normalize()
    facts.hasOtherData = true
    if var data = found.facts {
      data.normalize()
      facts.data = .known(data)
    }
    return found
  }

  func run(_ found: FoundData, _ state: inout State, _ context: inout RunContext) throws(Diagnostic) {
    try state.changeRows(found, &context) { dataset, _ throws(DatasetError) in try dataset.normalize(kind) }
    if let samples = state.loadedSamples, let remark = state.remarkOnScale(of: samples) { context.note(remark) }
  }
}
