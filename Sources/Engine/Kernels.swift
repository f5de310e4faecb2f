import CKernels

/// A floating-point type the engine computes in, with its kernels.
protocol KernelScalar: BinaryFloatingPoint, Sendable {
  static var kernels: Kernels<Self> { get }
}

/// The kernels for one type; what each computes is written where the C functions are declared.
struct Kernels<T: Sendable>: Sendable {
  typealias Input = UnsafePointer<T>
  typealias Output = UnsafeMutablePointer<T>

  let affine: @Sendable (Input?, Input?, Input?, Output?, Int, Int, Int) -> Void
  let affineInputGradient: @Sendable (Input?, Input?, Output?, Int, Int, Int) -> Void
  let affineParameterGradient: @Sendable (Input?, Input?, Output?, Output?, Int, Int, Int) -> Void
  let sigmoid: Elementwise<T>
  let tanh: Elementwise<T>
  let leakyRelu: @Sendable (Input?, Output?, T, Int) -> Void
  let leakyReluBackward: @Sendable (Input?, Input?, Output?, T, Int) -> Void
  let softmax: @Sendable (Input?, Output?, Int, Int) -> Void
  let softmaxBackward: @Sendable (Input?, Input?, Output?, Int, Int) -> Void
  let softmaxCrossEntropy: @Sendable (Input?, Input?, Int, Int) -> T
  let softmaxCrossEntropyGradient: @Sendable (Input?, Input?, Output?, T, Int, Int) -> Void
  let squaredError: @Sendable (Input?, Input?, Int) -> T
  let squaredErrorGradient: @Sendable (Input?, Input?, Output?, T, T, Int) -> Void
  let binaryCrossEntropy: @Sendable (Input?, Input?, Int) -> T
  let binaryCrossEntropyGradient: @Sendable (Input?, Input?, Output?, T, Int) -> Void
  let descend: @Sendable (Output?, Input?, T, Int) -> Void
  let allFinite: @Sendable (Input?, Int) -> Int32
}

/// A function of each value and its gradient.
struct Elementwise<T: Sendable>: Sendable {
  let forward: @Sendable (UnsafePointer<T>?, UnsafeMutablePointer<T>?, Int) -> Void
  let backward: @Sendable (UnsafePointer<T>?, UnsafePointer<T>?, UnsafeMutablePointer<T>?, Int) -> Void
}

extension Double: KernelScalar {
  static let kernels = Kernels<Double>(
    affine: nb_affine_f64, affineInputGradient: nb_affine_input_gradient_f64,
    affineParameterGradient: nb_affine_parameter_gradient_f64,
    sigmoid: Elementwise(forward: nb_sigmoid_forward_f64, backward: nb_sigmoid_backward_f64),
    tanh: Elementwise(forward: nb_tanh_forward_f64, backward: nb_tanh_backward_f64),
    leakyRelu: nb_leaky_relu_forward_f64, leakyReluBackward: nb_leaky_relu_backward_f64,
    softmax: nb_softmax_forward_f64, softmaxBackward: nb_softmax_backward_f64,
    softmaxCrossEntropy: nb_softmax_cross_entropy_f64,
    softmaxCrossEntropyGradient: nb_softmax_cross_entropy_gradient_f64,
    squaredError: nb_squared_error_f64, squaredErrorGradient: nb_squared_error_gradient_f64,
    binaryCrossEntropy: nb_binary_cross_entropy_f64,
    binaryCrossEntropyGradient: nb_binary_cross_entropy_gradient_f64,
    descend: nb_descend_f64, allFinite: nb_all_finite_f64)
}

extension Float: KernelScalar {
  static let kernels = Kernels<Float>(
    affine: nb_affine_f32, affineInputGradient: nb_affine_input_gradient_f32,
    affineParameterGradient: nb_affine_parameter_gradient_f32,
    sigmoid: Elementwise(forward: nb_sigmoid_forward_f32, backward: nb_sigmoid_backward_f32),
    tanh: Elementwise(forward: nb_tanh_forward_f32, backward: nb_tanh_backward_f32),
    leakyRelu: nb_leaky_relu_forward_f32, leakyReluBackward: nb_leaky_relu_backward_f32,
    softmax: nb_softmax_forward_f32, softmaxBackward: nb_softmax_backward_f32,
    softmaxCrossEntropy: nb_softmax_cross_entropy_f32,
    softmaxCrossEntropyGradient: nb_softmax_cross_entropy_gradient_f32,
    squaredError: nb_squared_error_f32, squaredErrorGradient: nb_squared_error_gradient_f32,
    binaryCrossEntropy: nb_binary_cross_entropy_f32,
    binaryCrossEntropyGradient: nb_binary_cross_entropy_gradient_f32,
    descend: nb_descend_f32, allFinite: nb_all_finite_f32)
}
