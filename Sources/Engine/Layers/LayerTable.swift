/// The layers there are.
public enum LayerTable {
  /// Every layer: a file in this folder and a line here.
  public static let all: [any Layer.Type] = [
    AffineLayer.self,
    SigmoidLayer.self,
    ReLULayer.self,
    LeakyReLULayer.self,
    TanhLayer.self,
    SoftplusLayer.self,
    ELULayer.self,
    IdentityLayer.self,
    SoftmaxLayer.self,
    DropoutLayer.self,
    BatchNormLayer.self,
  ]

  /// What parameters can be, in the order of the layers.
  public static let roles: [ParameterRole] = all.flatMap { $0.roles }
}
