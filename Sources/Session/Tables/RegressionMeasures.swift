import Engine

/// A number that says how far predictions are from their targets: the words for it, and how it is computed.
protocol RegressionMeasure: Sendable {
  /// The word of its subject, and with `test_` before it of that on the test part.
  static var word: String { get }
  /// What it is, in one line.
  static var summary: String { get }
  /// What sentences call it.
  static var title: String { get }

  /// The number for predictions and targets of as many rows and columns.
  static func value(_ predictions: Matrix, _ targets: Matrix) -> Double
}

/// The root of the mean squared difference.
enum RMSE: RegressionMeasure {
  static let word = "rmse"
  static let summary = "the root of the mean squared difference between predictions and targets"
  static let title = "Root mean squared error"

  static func value(_ predictions: Matrix, _ targets: Matrix) -> Double {
    rootMeanSquaredError(of: predictions, targets: targets)
  }
}

/// The mean magnitude of the difference.
enum MAE: RegressionMeasure {
  static let word = "mae"
  static let summary = "the mean magnitude of the difference between predictions and targets"
  static let title = "Mean absolute error"

  static func value(_ predictions: Matrix, _ targets: Matrix) -> Double {
    meanAbsoluteError(of: predictions, targets: targets)
  }
}

/// The coefficient of determination.
enum R2: RegressionMeasure {
  static let word = "r2"
  static let summary = "the share of the targets' variance that the predictions explain: at most 1"
  static let title = "Coefficient of determination"

  static func value(_ predictions: Matrix, _ targets: Matrix) -> Double {
    determination(of: predictions, targets: targets)
  }
}
