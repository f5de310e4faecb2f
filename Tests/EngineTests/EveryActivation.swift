@testable import Engine

/// Every activation that exists in both layouts: what is tested of one is tested of all.
let everyActivation: [any Layer] = [
  SigmoidLayer(), TanhLayer(), ReLULayer(), LeakyReLULayer(slope: 0.1), SoftplusLayer(),
  ELULayer(alpha: 0.7),
]
