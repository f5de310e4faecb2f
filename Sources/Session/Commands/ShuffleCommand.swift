import Datasets
import Language

/// `shuffle`: puts the rows to learn from in a new order.
struct ShuffleCommand: SessionCommand {
  static let form = Form(
    "shuffle", "put the rows to learn from in a new order",
    details: "The order is a permutation drawn from the random stream.",
    examples: ["shuffle"],
    misuses: [.init("shuffle 3", "unexpected '3'")])
  static let effect = Effect.changes([.data])
  static let needs: Set = [Part.data]

  init(_ arguments: Arguments) {}

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> FoundData {
    let found = try facts.requireDataToCopy(at)
    try facts.refuseFixedBatch(at)
    facts.hasOtherData = true
    guard var data = found.facts else { return found }
    data.shuffle()
    facts.data = .known(data)
    return found
  }

  func run(_ found: FoundData, _ state: inout State, _ context: inout RunContext) throws(Diagnostic) {
    context.noteMissingSeed(&state)
    try state.changeRows(found, &context) { dataset, stream throws(DatasetError) in
      dataset.shuffle(from: &stream)
    }
  }
}
