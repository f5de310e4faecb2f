/// A data set as it was asked for.
public enum DataDescription: Sendable, Equatable {
  /// Both inputs and their logical operation.
  case truthTable(TruthTableName, isOneHot: Bool)
  /// Every combination of bits, and whether an odd number of them is set.
  case parity(bits: Int, isOneHot: Bool)
  /// Rows written in the notebook.
  case rows([WrittenRow], isOneHot: Bool)
  /// Points in the plane.
  case points(PointsDescription)
  /// Small pictures of the ten digits.
  case digits(count: Int, noise: Double, seed: UInt32)
  /// The four files of MNIST in a folder.
  case mnist(folder: String)
  /// A pair of IDX files.
  case idx(images: String, labels: String)
  /// A file of comma-separated values.
  case csv(CSVDescription)

  /// Whether files have to be read to know more.
  public var isFile: Bool {
    switch self {
    case .mnist, .idx, .csv: true
    case .truthTable, .parity, .rows, .points, .digits: false
    }
  }
}

/// Points in the plane as they were asked for.
public struct PointsDescription: Sendable, Equatable {
  /// The shape.
  public var shape: PointsName
  /// The number of points.
  public var count: Int
  /// The number of classes, where the shape has a choice.
  public var classes: Int
  /// The standard deviation of the noise.
  public var noise: Double
  /// The seed of the stream they are drawn from.
  public var seed: UInt32
}

/// The shapes of points in the plane.
public enum PointsName: String, Sendable, Equatable, CaseIterable {
  case spiral, moons, circles, blobs
}

/// A file of comma-separated values and what to read of it.
public struct CSVDescription: Sendable, Equatable {
  /// The file.
  public var path: String
  /// The input columns; nil for all but the target.
  public var inputs: [ColumnReference]?
  /// The target column; nil for the last.
  public var target: ColumnReference?
  /// What the first line is; empty to find out, and more than one if the command contradicts itself.
  public var firstLine: [FirstLineName]
}

/// What the first line of a file may be.
public enum FirstLineName: String, Sendable, Equatable, CaseIterable {
  /// The names of the columns.
  case header
  /// A sample.
  case noheader
}

/// A column by its name, or by its place counted from 1.
public enum ColumnReference: Sendable, Equatable {
  case name(String)
  case number(Int)
}

/// The ways to bring inputs to a common scale.
public enum NormalisationName: String, Sendable, Equatable, CaseIterable {
  case standard, minmax
}

/// The name of a logical operation on two inputs.
public enum TruthTableName: String, Sendable, Equatable, CaseIterable {
  case xor, and, or, nand
}
