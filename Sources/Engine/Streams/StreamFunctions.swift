import CKernels

// What drawn data is made with besides a stream: the same bits on every machine, at most 0.8 units in the last place off.

/// The sine of an angle in radians, of a size below 2²⁰.
public func sine(_ angle: Double) -> Double { nb_stream_sin(angle) }

/// The cosine of an angle in radians, of a size below 2²⁰.
public func cosine(_ angle: Double) -> Double { nb_stream_cos(angle) }
