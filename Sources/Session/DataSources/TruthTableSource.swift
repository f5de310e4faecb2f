import Datasets
import Language

/// Every combination of some bits, and what a logical operation makes of it.
struct TruthTableSource: DataSource {
  private let table: TruthTable
  private let isOneHot: Bool

  static let forms = [
    Form("xor", "exclusive or of two bits", [DataSources.onehot]),
    Form("and", "logical and of two bits", [DataSources.onehot]),
    Form("or", "logical or of two bits", [DataSources.onehot]),
    Form("nand", "negated and of two bits", [DataSources.onehot]),
    Form(
      "parity", "whether an odd number of bits is set",
      [.positional("bits", .integer(1...16), "the number of inputs, 1 to 16"), DataSources.onehot]),
  ]

  init(_ name: String, _ arguments: Arguments, outer: Arguments) {
    guard let operation = TruthTable.Operation(rawValue: name) else {
      preconditionFailure("'\(name)' is no logical operation")
    }
    table = TruthTable(operation, bits: arguments.integer(ifGiven: "bits") ?? 2)
    isOneHot = arguments.has("onehot")
  }

  func facts(_ facts: Facts, _ at: Places) -> DataFacts? {
    // Both values occur among the targets of each of the operations.
    DataFacts(
      rows: 1 << table.bits, inputs: table.bits, targets: isOneHot ? 2 : 1,
      labels: isOneHot ? .oneHot : LabelFacts(classes: 2), place: at.head)
  }

  func dataset(_ context: inout RunContext) -> Dataset {
    var dataset = table.dataset
    if isOneHot { dataset.targets = Dataset.oneHot(dataset.targets, classes: 2) }
    return dataset
  }
}
