/// What samples are apart from their values: what columns and classes are called, and on which scale the inputs are.
public struct SampleDescription: Sendable, Equatable {
  /// The names of the input columns, if they have any.
  public var inputNames: [String]?
  /// The names of the target columns as they were given, if they have any.
  public var targetNames: [String]?
  /// The names of the classes 0, 1, 2 …, if they have any.
  public var classNames: [String]?
  /// Whether the targets are one column of class labels 0, 1, 2 …
  public var hasLabels: Bool
  /// The extents of the picture that a row of inputs is, if it is one.
  public var pictureShape: Dataset.PictureShape?
  /// How the inputs were brought to scale, in the order in which it was done.
  public var normalisations: [Normalisation]

  /// Creates a description.
  public init(
    inputNames: [String]? = nil, targetNames: [String]? = nil, classNames: [String]? = nil, hasLabels: Bool = false,
    pictureShape: Dataset.PictureShape? = nil, normalisations: [Normalisation] = []
  ) {
    (self.inputNames, self.targetNames, self.classNames) = (inputNames, targetNames, classNames)
    (self.hasLabels, self.pictureShape, self.normalisations) = (hasLabels, pictureShape, normalisations)
  }

  /// The description of a data set.
  public init(_ dataset: Dataset) {
    self.init(
      inputNames: dataset.inputNames, targetNames: dataset.targetNames, classNames: dataset.classNames,
      hasLabels: dataset.classCount != nil, pictureShape: dataset.pictureShape, normalisations: dataset.normalisations)
  }

  /// Whether the inputs were brought to a scale at all.
  public var isNormalized: Bool { !normalisations.isEmpty }

  /// A row of inputs on the scale of the samples, with the very bits that it would have as one of them.
  public func onScale(_ row: [Double]) -> [Double] { normalisations.apply(row) }

  /// Why these cannot be the samples of a network with so many inputs and outputs, as the end of a sentence; nil if they can.
  public func mismatch(inputs: Int, outputs: Int) -> String? {
    if let names = inputNames, names.count != inputs { return "\(counted(names.count, "column")) named" }
    for normalisation in normalisations where normalisation.offsets.count != inputs {
      return "\(counted(normalisation.offsets.count, "column")) normalized"
    }
    if let picture = pictureShape, picture.rows.multipliedReportingOverflow(by: picture.columns) != (inputs, false) {
      return "pictures of \(picture.rows) × \(picture.columns) pixels"
    }
    if let names = targetNames, names.count != 1, names.count != outputs {
      return "\(counted(names.count, "target column"))"
    }
    return nil
  }
}
