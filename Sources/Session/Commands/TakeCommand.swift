import Datasets
import Language
import Outputs

/// `take 500`: leaves only the first rows to learn from.
struct TakeCommand: SessionCommand {
  private let count: Int

  static let form = Form(
    "take", "leave only the first rows to learn from", [.positional("rows", .integer(1...Int(Int32.max)), "how many")],
    examples: ["take 500"],
    misuses: [.init("take 0", "rows must be at least 1")])
  static let effect = Effect.changes([.data])
  static let needs: Set = [Part.data]

  init(_ arguments: Arguments) { count = arguments.integer("rows") }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> FoundData {
    try facts.refuseFixedBatch(at)
    let found = try facts.requireDataToCopy(at)
    facts.hasOtherData = true
    guard var data = found.facts else { return found }
    guard count <= data.rows else {
      throw Diagnostic("the data has only \(counted(data.rows, "row"))", at: at["rows"], notes: [data.note])
    }
    data.take(count)
    facts.data = .known(data)
    return found
  }

  func run(_ found: FoundData, _ state: inout State, _ context: inout RunContext) throws(Diagnostic) {
    try state.changeRows(found, &context) { dataset, _ throws(DatasetError) in try dataset.take(count) }
  }
}
