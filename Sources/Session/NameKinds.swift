import Language

extension NameKind {
  /// The parameters and running statistics of the network.
  static let parameter = NameKind("parameter")
  /// The layers of the network with weights, by number.
  static let layer = NameKind("layer")
  /// The hidden layers of the network, by number.
  static let hiddenLayer = NameKind("hidden layer")
  /// The runs that were kept.
  static let run = NameKind("run")
  /// The variables of the last sweep that are not seeds.
  static let sweepVariable = NameKind("sweep variable")
  /// The columns of a table of data.
  static let column = NameKind("column")
}
