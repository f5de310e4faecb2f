/// One layer of a network: its shapes, its parameters, and what it does forward and backward.
///
/// A layer is one file in this folder, and a line of ``LayerTable/all``; where it needs new arithmetic, a function in
/// CKernels and a line in nb_operations.def. Nothing else in the engine knows a layer by name.
public protocol Layer: Sendable, Equatable {
  /// The word that stands for it.
  static var word: String { get }

  /// What its parameters are to it, in the order in which they are drawn and kept.
  static var roles: [ParameterRole] { get }

  /// What it is like.
  var traits: LayerTraits { get }

  /// Its parameters and running statistics for an input, one for each of its roles.
  func parameters(for input: Shape) -> [ParameterShape]

  /// What a teacher writes about it.
  func formulas(_ names: FormulaNames) -> LayerFormulas

  /// Lays out its part of a plan: the memory it needs, and its operations forward and backward.
  ///
  /// It is asked several times, with the same needs of memory each time: first to measure them, then to place its
  /// operations, then for each other number of rows.
  func place(in site: inout Site)
}

/// What a layer is like, besides what it computes.
public struct LayerTraits: Sendable, Equatable {
  /// The numbers that were said of it, in order.
  public var settings: [LayerSetting] = []
  /// What goes in and comes out, if it has shapes of its own; nil if it gives what shape it takes.
  public var shapes: (input: Shape, output: Shape)? { input.flatMap { input in output.map { (input, $0) } } }
  /// Where its outputs lie, if they are bounded.
  public var range: ClosedRange<Double>?
  /// Whether a training draws for it in every step.
  public var isRandom = false
  /// The rows that a step of training must see at least.
  public var leastRows = 1
  /// Whether its slope jumps where its input is 0.
  var hasKink = false
  /// Whether its operations exist for small batches on small nets too, where matrices lie unit by unit.
  var hasUnitForm = true
  /// Whether its operations exist for networks side by side too.
  var hasLaneForm = true
  private var input: Shape?
  private var output: Shape?

  init(
    settings: [LayerSetting] = [], shapes: (input: Shape, output: Shape)? = nil, range: ClosedRange<Double>? = nil,
    isRandom: Bool = false, leastRows: Int = 1, hasKink: Bool = false, hasUnitForm: Bool = true,
    hasLaneForm: Bool = true
  ) {
    (self.settings, self.range, self.isRandom) = (settings, range, isRandom)
    (self.leastRows, self.hasKink) = (leastRows, hasKink)
    (self.hasUnitForm, self.hasLaneForm) = (hasUnitForm, hasLaneForm)
    (input, output) = (shapes?.input, shapes?.output)
  }
}

/// A number that was said of a layer.
public struct LayerSetting: Sendable, Equatable {
  /// The word before it, if there is one.
  public let name: String?
  /// The number.
  public let value: Double
  /// The number that holds unless another is said; nil if one must be.
  public let standard: Double?

  init(_ name: String?, _ value: Double, standard: Double? = nil) {
    (self.name, self.value, self.standard) = (name, value, standard)
  }
}

/// What a matrix or vector of parameters is to its layer.
public struct ParameterRole: Sendable, Hashable {
  /// What its names begin with: `W` of `W1`.
  public let symbol: String
  /// The word of the layers that have it.
  public let layer: String
  /// What its one row is called in a table; nil for a matrix, which has a row a value that comes in.
  public let label: String?
  /// Whether it is learnt by following a gradient, and not kept by following the batches.
  public let isLearnt: Bool
  /// Whether it holds variances, none of which is below 0.
  public let isVariance: Bool

  init(_ symbol: String, of layer: String, label: String?, isLearnt: Bool = true, isVariance: Bool = false) {
    (self.symbol, self.layer, self.label) = (symbol, layer, label)
    (self.isLearnt, self.isVariance) = (isLearnt, isVariance)
  }

  /// Whether it is a matrix, with a row a value that comes in and a column a unit.
  public var isMatrix: Bool { label == nil }
}

/// The extents of a matrix or vector of parameters, and its first values.
public struct ParameterShape: Sendable, Equatable {
  /// What it is to its layer.
  public let role: ParameterRole
  /// The number of rows; 1 for a vector.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The value that all of it has at first, unless it is drawn.
  public let first: Double

  /// The number of values.
  public var count: Int { rows * columns }
}

extension Layer {
  /// The word that stands for it.
  public var word: String { Self.word }

  /// The numbers that were said of it, in order.
  public var settings: [LayerSetting] { traits.settings }

  /// What goes in and comes out, if it has shapes of its own; nil if it gives what shape it takes.
  public var shapes: (input: Shape, output: Shape)? { traits.shapes }

  /// Whether it is the same layer as another.
  public func isEqual(to other: any Layer) -> Bool { (other as? Self).map { $0 == self } ?? false }

  /// What comes out for an input.
  func output(for input: Shape) -> Shape { shapes?.output ?? input }
}
