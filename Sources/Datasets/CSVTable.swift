import Engine

/// The columns of a file that were asked for.
struct CSVTable {
  let inputs: Matrix
  let targets: Matrix
  let classNames: [String]?
  /// The names in the first line; nil where it is a sample.
  private(set) var inputNames: [String]?
  private(set) var targetNames: [String]?

  /// The bytes that a column takes besides its numbers, its name above all.
  private static let bytesOfColumn = 400.0

  init(_ start: CSVScanner, _ options: CSVOptions, room: Double) throws(DataFileError) {
    var scanner = start
    guard !scanner.isAtEnd() else { throw DataFileError("line 1: the file is empty") }
    let width = Double(try scanner.fieldsOfRecord())
    let columnNeed = width * Self.bytesOfColumn
    try DataFileError.require(columnNeed, of: room, for: "the first line")
    let first = try Self.record(&scanner)
    let second = scanner.isAtEnd() ? nil : try Self.record(&scanner)
    let hasHeader = options.hasHeader ?? Self.looksLikeHeader(first, second)
    let names = first.enumerated().map { index, field in
      hasHeader && !field.text.isEmpty ? field.text : "column \(index + 1)"
    }
    let targets = try Self.indices(of: options.targets ?? [.number(names.count)], names, hasHeader)
    let chosen =
      try options.inputs.map { columns throws(DataFileError) in try Self.indices(of: columns, names, hasHeader) }
      ?? names.indices.filter { !targets.contains($0) }
    try Self.check(chosen, targets, names)

    scanner = start
    if hasHeader {
      _ = scanner.isAtEnd()
      _ = try Self.record(&scanner)
    }
    let afterHeader = scanner
    // Every record ends with a line; of a class in words there is the word, until all are known.
    let rows = scanner.linesLeft
    let rowNeed = 8 * Double(chosen.count + targets.count) + 24
    try DataFileError.require(columnNeed + Double(rows) * rowNeed, of: room, for: "the table")
    try self.init(&scanner, from: afterHeader, inputs: chosen, targets: targets, names, atMost: rows)
    if hasHeader { (inputNames, targetNames) = (chosen.map { names[$0] }, targets.map { names[$0] }) }
  }

  /// Refuses columns that leave nothing to learn from, or nothing to learn.
  private static func check(_ inputs: [Int], _ targets: [Int], _ names: [String]) throws(DataFileError) {
    guard !inputs.isEmpty else {
      throw DataFileError(
        names.count == 1
          ? "line 1: there is one column only, and it is the target"
          : "line 1: all \(names.count) columns are targets, and none is left for the inputs")
    }
    if let both = targets.first(where: inputs.contains) {
      throw DataFileError("line 1: '\(excerpt(names[both]))' is both input and target")
    }
    if let again = targets.indices.first(where: { targets[..<$0].contains(targets[$0]) }) {
      throw DataFileError("line 1: '\(excerpt(names[targets[again]]))' is a target twice")
    }
  }

  /// Reads the records that are left.
  private init(
    _ scanner: inout CSVScanner, from start: CSVScanner, inputs: [Int], targets: [Int], _ names: [String],
    atMost rows: Int
  ) throws(DataFileError) {
    // Where a column's value goes among the inputs of its row; a column may be wanted twice.
    var places = names.map { _ in [Int]() }
    for (place, column) in inputs.enumerated() { places[column].append(place) }
    let targetPlaces = names.indices.map { targets.firstIndex(of: $0) }
    var values: [Double] = []
    values.reserveCapacity(rows * inputs.count)
    var row = [Double](repeating: 0, count: inputs.count)
    var labels: [Double] = []
    var rowLabels = [Double](repeating: 0, count: targets.count)
    var words: [String] = []
    var isNamed = false
    // Beside words `inf` is a class like any other; beside numbers alone it is a number that cannot be learned.
    var (hasWord, notFinite) = (false, (line: Int, text: String)?.none)
    let interruption = Interruption.current
    while !scanner.isAtEnd(), interruption?.isRequested != true {
      let line = scanner.line
      var (column, isLast) = (0, false)
      while !isLast {
        let field = try scanner.next()
        isLast = field.isLast
        if column < names.count, let place = targetPlaces[column] {
          guard !field.range.isEmpty else {
            throw DataFileError(
              "line \(line): '\(excerpt(names[column]))' is missing", help: "choose the target column with 'target'")
          }
          let number = isNamed ? nil : scanner.number(field)
          if let number {
            rowLabels[place] = number
          } else {
            let text = try Self.text(field, scanner, line)
            guard targets.count == 1 else {
              throw DataFileError(
                "line \(line): '\(excerpt(names[column]))' is '\(excerpt(text))', which is not a number",
                help: "several targets must be numbers; a column of classes is a target by itself")
            }
            if !isNamed {
              isNamed = true
              words = try Self.words(ofColumn: column, inRows: labels.count, from: start)
            }
            if Double(text)?.isFinite == false {
              notFinite = notFinite ?? (line, text)
            } else if scanner.number(field) == nil {
              hasWord = true
            }
            words.append(text)
          }
        } else if column < names.count, !places[column].isEmpty {
          guard let number = scanner.number(field) else {
            let text = try Self.text(field, scanner, line)
            throw DataFileError(
              "line \(line): '\(excerpt(names[column]))' "
                + (text.isEmpty ? "is missing" : "is '\(excerpt(text))', which is not a number"),
              help: "inputs must be numbers; choose the columns with 'inputs'")
          }
          for place in places[column] { row[place] = number }
        }
        column += 1
      }
      guard column == names.count else {
        throw DataFileError(
          "line \(line): there are \(counted(column, "field")), but the first line has \(names.count)")
      }
      values += row
      if !isNamed { labels += rowLabels }
    }
    if let notFinite, !hasWord {
      throw DataFileError(
        "line \(notFinite.line): '\(excerpt(names[targets[0]]))' is '\(excerpt(notFinite.text))', not a finite number")
    }
    let count = isNamed ? words.count : labels.count / targets.count
    guard count > 0 else { throw DataFileError("line 1: there are no rows below the names of the columns") }
    self.inputs = Matrix(rows: count, columns: inputs.count, values: values)
    let classes = isNamed ? Array(Set(words)).sorted() : nil
    if let classes {
      let numbers = Dictionary(uniqueKeysWithValues: zip(classes, 0...))
      labels = words.map { Double(numbers[$0]!) }
    }
    classNames = classes
    self.targets = Matrix(rows: count, columns: targets.count, values: labels)
  }

  /// The words of the target column in the first rows, which were numbers until one was not.
  private static func words(
    ofColumn target: Int, inRows count: Int, from start: CSVScanner
  ) throws(DataFileError) -> [String] {
    var scanner = start
    var words: [String] = []
    while words.count < count, !scanner.isAtEnd() { words.append(try record(&scanner)[target].text) }
    return words
  }

  private static func text(
    _ field: CSVScanner.Field, _ scanner: CSVScanner, _ line: Int
  ) throws(DataFileError) -> String {
    guard let text = scanner.text(field) else {
      throw DataFileError("line \(line): the text is not UTF-8", help: "save the file as text in UTF-8")
    }
    return text
  }

  private static func record(
    _ scanner: inout CSVScanner
  ) throws(DataFileError) -> [(text: String, isNumber: Bool)] {
    var fields: [(text: String, isNumber: Bool)] = []
    let line = scanner.line
    var isLast = false
    while !isLast {
      let field = try scanner.next()
      fields.append((try text(field, scanner, line), scanner.number(field) != nil))
      isLast = field.isLast
    }
    return fields
  }

  /// Whether a word stands above a number, or there is no number at all in the first line.
  private static func looksLikeHeader(
    _ first: [(text: String, isNumber: Bool)], _ second: [(text: String, isNumber: Bool)]?
  ) -> Bool {
    guard let second else { return first.allSatisfy { !$0.isNumber } }
    return first.allSatisfy { !$0.isNumber } || zip(first, second).contains { !$0.isNumber && $1.isNumber }
  }

  private static func indices(
    of columns: [CSVColumn], _ names: [String], _ hasHeader: Bool
  ) throws(DataFileError) -> [Int] {
    try columns.map { column throws(DataFileError) in try index(of: column, names, hasHeader) }
  }

  private static func index(
    of column: CSVColumn, _ names: [String], _ hasHeader: Bool
  ) throws(DataFileError) -> Int {
    let list =
      "the columns are \(names.prefix(20).map(excerpt).joined(separator: ", "))\(names.count > 20 ? ", …" : "")"
    switch column {
    case .number(let number):
      guard names.indices.contains(number - 1) else {
        throw DataFileError("line 1: there is no column \(number): there are \(names.count)", help: list)
      }
      return number - 1
    case .name(let name):
      guard hasHeader, let index = names.firstIndex(of: name) else {
        throw DataFileError("line 1: there is no column '\(name)'", help: list)
      }
      guard names.lastIndex(of: name) == index else {
        throw DataFileError("line 1: there are two columns '\(name)'", help: "choose by number: 1 is the first")
      }
      return index
    }
  }
}
