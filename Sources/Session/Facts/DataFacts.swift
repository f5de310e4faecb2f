import Datasets
import Engine
import Language
import Outputs

/// What is known of a data set without building it.
struct DataFacts: Sendable, Equatable {
  /// The rows to learn from.
  var rows: Int
  /// The values of a row that go in.
  let inputs: Int
  /// The columns of the targets.
  let targets: Int
  /// What the values of the targets are; nil where only building the data can tell.
  var labels: LabelFacts?
  /// The number of classes, where row i is of class i modulo that number.
  var cycle: Int?
  /// The rows kept back to test on.
  private(set) var testRows = 0
  /// The bytes that a value takes: 8, but for the inputs of pictures, which are bytes in files.
  private var bytesPerInput = 8.0
  /// The command that chose the data.
  let place: Span

  /// Facts of data in which row i is of class i modulo the number of classes.
  init(rows: Int, inputs: Int, cycling classes: Int, place: Span) {
    (self.rows, self.inputs, self.targets, self.place) = (rows, inputs, 1, place)
    cycle = classes
    labels = LabelFacts(classes: min(classes, rows))
  }

  /// Facts of data with targets of some kind; nil where only building them can tell of which.
  init(rows: Int, inputs: Int, targets: Int, labels: LabelFacts?, place: Span) {
    (self.rows, self.inputs, self.targets, self.labels, self.place) = (rows, inputs, targets, labels, place)
  }

  /// Facts of data that was read from files, of which no description tells.
  init(ofRead dataset: Dataset, place: Span) {
    self.init(
      rows: dataset.inputs.rows, inputs: dataset.inputs.columns, targets: dataset.targets.columns,
      labels: LabelFacts(dataset), place: place)
    testRows = dataset.test?.count ?? 0
    bytesPerInput = Double(dataset.inputs.byteCount) / Double(max(rows * inputs, 1))
  }

  /// The bytes that the samples take, those kept back included.
  var byteCount: Double { Double(rows + testRows) * (Double(inputs) * bytesPerInput + Double(targets) * 8) }

  /// The bytes that they take where no input is kept as a byte.
  var byteCountAsNumbers: Double { Double(rows + testRows) * Double(inputs + targets) * 8 }

  /// Puts the inputs on a scale of their own: bytes are no longer bytes.
  mutating func normalize() { bytesPerInput = 8 }

  /// Whether some rows are kept back to test on.
  var hasTest: Bool { testRows > 0 }

  /// Leaves the first rows alone.
  mutating func take(_ count: Int) {
    if count < rows { labels = cycle.map { LabelFacts(classes: min($0, count)) } }
    rows = count
  }

  /// Keeps a share of the rows back to test on, in an order that is drawn.
  mutating func split(test share: Double) {
    let left = Dataset.rowsLeft(of: rows, test: share)
    (rows, testRows, cycle) = (left, rows - left, nil)
  }

  /// Puts the rows in an order that is drawn.
  mutating func shuffle() { cycle = nil }

  /// Takes from data that was built what no description tells.
  mutating func learn(from dataset: Dataset) { labels = labels ?? LabelFacts(dataset) }

  /// Whether an output of a network of so many can be right or wrong; true as long as that is not known.
  func tellsClasses(withOutputs width: Int) -> Bool {
    guard let labels else { return true }
    // One column for several outputs holds labels, which become a column a class.
    return targets > 1 ? labels.areDistributions : width > 1 || labels.areTwoValued
  }

  var note: Diagnostic.Note { .init("the data was chosen here", at: place) }

  /// Why the targets do not fit so many outputs, or nil if they do, be it as one column a class, or it is not known.
  func problem(withOutputs width: Int, loss: Loss) -> String? {
    if targets == width {
      guard let labels else { return nil }
      switch loss {
      case .softmaxCrossEntropy:
        return labels.areDistributions ? nil : "softmax_cross_entropy needs target rows that add up to 1"
      case .binaryCrossEntropy: return labels.areShares ? nil : "binary_cross_entropy needs targets from 0 to 1"
      case .meanSquaredError, .sumOfSquaredErrors: return nil
      }
    }
    let given = "the network gives \(width) outputs but the data has \(counted(targets, "target column"))"
    guard targets == 1 else { return given }
    guard let labels else { return nil }
    guard let classes = labels.classes else { return "\(given), which holds no class labels 0, 1, 2 …" }
    return classes <= width ? nil : "the network gives \(width) outputs but the data has \(classes) classes"
  }
}

/// What is known of the values of targets, the test part's included.
struct LabelFacts: Sendable, Equatable {
  /// One more than the largest label where the targets are one column of class labels 0, 1, 2 …
  let classes: Int?
  /// Whether the targets are one column with no more than two values.
  let areTwoValued: Bool
  /// Whether every row holds probabilities that add up to 1.
  let areDistributions: Bool
  /// Whether all are from 0 to 1.
  let areShares: Bool

  /// One column of labels, each of so many classes among them.
  init(classes: Int) {
    self.classes = classes
    (areTwoValued, areDistributions, areShares) = (classes <= 2, false, classes <= 2)
  }

  /// One column for each of two or more classes, with a 1 in that of the row's.
  static let oneHot = LabelFacts(classes: nil, areTwoValued: false, areDistributions: true, areShares: true)

  /// What the targets of a data set are.
  init(_ dataset: Dataset) {
    self.init(
      classes: dataset.classCount, areTwoValued: dataset.isTwoValued, areDistributions: dataset.hasDistributions,
      areShares: dataset.hasShares)
  }

  private init(classes: Int?, areTwoValued: Bool, areDistributions: Bool, areShares: Bool) {
    (self.classes, self.areTwoValued) = (classes, areTwoValued)
    (self.areDistributions, self.areShares) = (areDistributions, areShares)
  }
}
