import CKernels

/// x where x > 0, otherwise 0.
public struct ReLULayer: Activation {
  /// `layer relu`.
  public static let word = "relu"

  /// Nothing beside.
  public var traits: LayerTraits { LayerTraits() }

  var kinds: (forward: nb_kind, back: nb_kind) { (NB_LEAKY_RELU, NB_LEAKY_RELU_BACK) }
  var parameter: Double { 0 }

  /// Creates one.
  public init() {}
}
