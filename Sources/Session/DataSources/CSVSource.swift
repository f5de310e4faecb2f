import Datasets
import Language

/// A file of comma-separated values.
struct CSVSource: DataSource {
  private let path: String
  private let options: CSVOptions

  static let forms = [
    Form(
      "csv", "a file of comma-separated values",
      [
        .positional("file", .path(.file(".csv", ".tsv", ".txt", ".data", ".dat")), "the file"),
        .keyword("inputs", .columns, unlessSaid: "all but the target", names: .column, "the input columns"),
        .keyword(
          "target", synonyms: ["targets"], .columns, unlessSaid: "the last", names: .column,
          "the target column, or several"),
        .flag("header", in: "first line", unlessSaid: "found out", "the first line names the columns"),
        .flag("noheader", in: "first line", "the first line is a sample"),
      ])
  ]

  init(_ name: String, _ arguments: Arguments, outer: Arguments) {
    path = arguments.path("file")
    options = CSVOptions(
      inputs: arguments.columns(ifGiven: "inputs")?.map { CSVColumn($0) },
      targets: arguments.columns(ifGiven: "target")?.map { CSVColumn($0) },
      hasHeader: arguments.has("header") ? true : arguments.has("noheader") ? false : nil)
  }

  func facts(_ facts: Facts, _ at: Places) throws(Diagnostic) -> DataFacts? {
    try facts.requireDataFile(path, at, "file")
    return nil
  }

  func dataset(_ context: inout RunContext) throws(Diagnostic) -> Dataset {
    try context.readData([(path, "file")]) { files, room throws(DataFileError) in
      try Dataset(csv: files[0], options, room: room)
    }
  }
}

extension CSVColumn {
  fileprivate init(_ reference: ColumnReference) {
    switch reference {
    case .name(let name): self = .name(name)
    case .number(let number): self = .number(number)
    }
  }
}
