import CKernels

// The functions of the kernels, one value at a time: the same bits on every machine, at most 1 unit in the last place off.

/// e to the power of x.
public func exponential(_ x: Double) -> Double { nb_exp_f64(x) }

/// The natural logarithm of x; minus infinity for 0, and not a number below it.
public func logarithm(_ x: Double) -> Double { nb_log_f64(x) }

/// The hyperbolic tangent of x.
public func hyperbolicTangent(_ x: Double) -> Double { nb_tanh_f64(x) }

/// The logistic function of x, 1 / (1 + e⁻ˣ).
public func logistic(_ x: Double) -> Double { nb_sigmoid_f64(x) }
