import Datasets
import Engine
import Language
import Outputs

extension Dataset {
  /// The data set that a `data` command asks for; mistakes are placed in the command.
  init(_ description: DataDescription, of command: Command, files: FileAccess?) throws(Diagnostic) {
    var isOneHot = false
    switch description {
    case .truthTable(let name, let oneHot):
      self = TruthTable(TruthTable.Operation(name)).dataset
      isOneHot = oneHot
    case .parity(let bits, let oneHot):
      self = TruthTable(.parity, bits: bits).dataset
      isOneHot = oneHot
    case .rows(let rows, let oneHot):
      try self.init(rows, of: command)
      isOneHot = oneHot
    case .points, .digits: self = try Self.drawn(description, of: command)
    case .mnist, .idx, .csv:
      self = try Self.read(description, of: command, from: files ?? FileAccess(folder: "."))
    }
    guard isOneHot else { return }
    let place = command.place(of: "onehot")
    guard let classes = classCount else {
      throw Diagnostic("onehot needs one target column of class labels 0, 1, 2 …", at: place)
    }
    let bytes = Double(targets.rows) * Double(classes) * 8
    guard bytes <= MemoryNeed.limit else {
      throw Diagnostic("one column a class would be \(classes) columns, which is too many", at: place)
    }
    targets = Dataset.oneHot(targets, classes: classes)
  }

  private static func drawn(_ description: DataDescription, of command: Command) throws(Diagnostic) -> Dataset {
    do throws(DatasetError) {
      switch description {
      case .points(let points): return try Self.drawn(points)
      case .digits(let count, let noise, let seed):
        return try Digits(samples: count, noise: noise, seed: seed).dataset
      default: preconditionFailure("only points and digits are drawn")
      }
    } catch {
      let place =
        switch error {
        case .noiseOutOfRange: command.place(of: "noise")
        case .countOutOfRange(.samples, _, _): command.place(of: "count")
        default: command.headSpan
        }
      throw Diagnostic(error.message, at: place, help: error.help)
    }
  }

  private static func drawn(_ points: PointsDescription) throws(DatasetError) -> Dataset {
    let (samples, classes, noise, seed) = (points.count, points.classes, points.noise, points.seed)
    return switch points.shape {
    case .spiral: try Spiral(samples: samples, classes: classes, noise: noise, seed: seed).dataset
    case .moons: try Moons(samples: samples, noise: noise, seed: seed).dataset
    case .circles: try Circles(samples: samples, noise: noise, seed: seed).dataset
    case .blobs: try Blobs(samples: samples, classes: classes, noise: noise, seed: seed).dataset
    }
  }

  private static func read(
    _ description: DataDescription, of command: Command, from files: FileAccess
  ) throws(Diagnostic) -> Dataset {
    func file(_ path: String, _ argument: String) throws(Diagnostic) -> (path: String, name: String) {
      do throws(FileAccess.Refusal) {
        return (try files.resolve(path), files.name(of: path))
      } catch {
        throw Diagnostic(
          error.message, at: command.place(of: argument),
          help: "put it into that folder, or write 'let \(argument) \"NAME\"' and '$\(argument)' in its place, "
            + "and run with '-p \(argument)=PATH'")
      }
    }
    do {
      switch description {
      case .mnist(let folder):
        let (path, name) = try file(folder, "folder")
        return try Dataset(mnistFolder: path, name: name)
      case .idx(let images, let labels):
        return try Dataset(idxImages: try file(images, "images"), labels: try file(labels, "labels"))
      case .csv(let csv):
        let (path, name) = try file(csv.path, "file")
        return try Dataset(csvFile: path, name: name, CSVOptions(csv))
      default: preconditionFailure("only files are read")
      }
    } catch let error as DataFileError {
      throw Diagnostic(error.message, at: command.headSpan, help: error.help)
    } catch let error as Diagnostic {
      throw error
    } catch {
      preconditionFailure("reading throws nothing else")
    }
  }

  private init(_ rows: [WrittenRow], of command: Command) throws(Diagnostic) {
    guard let first = rows.first else {
      throw Diagnostic("the block has no rows", at: command.headSpan, help: "write a row such as '0 1 -> 1'")
    }
    for row in rows {
      guard !row.targets.isEmpty else {
        throw Diagnostic("the row has no targets", at: row.span, help: "write inputs, '->' and targets: '0 1 -> 1'")
      }
      guard row.values.count == first.values.count, row.targets.count == first.targets.count else {
        throw Diagnostic(
          "the row has \(counted(row.values.count, "input")) and \(counted(row.targets.count, "target"))", at: row.span,
          notes: [.init("the first row has \(first.values.count) and \(first.targets.count)", at: first.span)])
      }
      if let index = (row.values + row.targets).firstIndex(where: { !$0.isFinite }) {
        throw Diagnostic("data must be finite numbers", at: row.places[index])
      }
    }
    self.init(
      name: "rows", inputs: Matrix(rows.map(\.values)), targets: Matrix(rows.map(\.targets)))
  }
}

extension CSVOptions {
  fileprivate init(_ description: CSVDescription) {
    self.init(
      inputs: description.inputs?.map { CSVColumn($0) }, target: description.target.map { CSVColumn($0) },
      hasHeader: description.firstLine.first.map { $0 == .header })
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

extension TruthTable.Operation {
  fileprivate init(_ name: TruthTableName) {
    switch name {
    case .xor: self = .xor
    case .and: self = .and
    case .or: self = .or
    case .nand: self = .nand
    }
  }
}
