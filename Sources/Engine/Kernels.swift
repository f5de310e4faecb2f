import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One form of the engine's kernels; all forms give the same bits.
public struct KernelForm: Sendable, Equatable {
  let form: nb_form

  /// The form with a name, or nil if this processor lacks it or there is none of that name.
  public init?(named name: String) {
    guard let form = nb_form_named(name) else { return nil }
    self.form = form.pointee
  }

  /// The form that computes unless another is asked for: the one that `NBRUN_KERNELS` names, otherwise the fastest.
  public static let standard: KernelForm = {
    let name = getenv("NBRUN_KERNELS").map { String(cString: $0) } ?? ""
    guard !name.isEmpty else { return KernelForm(form: nb_form_named(nil).pointee) }
    return required(KernelForm(named: name), "NBRUN_KERNELS: there is no form '\(name)' on this processor")
  }()

  private init(form: nb_form) { self.form = form }

  /// The name: `portable`, `avx2`, `avx512` or `neon`.
  public var name: String { String(cString: form.name) }

  /// All forms there are, on this processor or another.
  public static let names = ["portable", "avx2", "avx512", "neon"]

  /// Whether two forms are the same one.
  public static func == (first: KernelForm, second: KernelForm) -> Bool { first.name == second.name }
}

/// A form's function for one floating-point type.
typealias KernelRunner = @convention(c) (UnsafePointer<nb_operation>?, Int, Int, OpaquePointer?) -> Void

/// The number of threads that large steps are split among; results do not depend on it.
public struct ThreadCount: Sendable, Equatable {
  let count: Int32
  /// Whether so many threads work even where fewer would be faster.
  let isExact: Bool

  /// The numbers that can be asked for.
  public static let possible = 1...64

  /// At most a number of threads, 1 to 64: no more than this process may use processors, and one where that is faster.
  public init(_ count: Int) {
    check(Self.possible.contains(count), "a team has 1 to 64 threads, not \(count)")
    self.count = min(Int32(count), nb_processor_count())
    isExact = false
  }

  /// A number of threads, 1 to 64, whether that is fast or not.
  public init(exactly count: Int) {
    check(Self.possible.contains(count), "a team has 1 to 64 threads, not \(count)")
    self.count = Int32(count)
    isExact = true
  }

  /// The processors that this process may use.
  public static var processors: Int { Int(nb_processor_count()) }

  /// The threads for the work of this task; nil for as many as there is use for.
  @TaskLocal public static var current: ThreadCount?

  /// Those of this task, otherwise as many as this process may use processors, 8 at most.
  public static var standard: ThreadCount { current ?? most }

  private static let most = ThreadCount(8)
}

/// A floating-point type the engine computes in.
protocol KernelScalar: BinaryFloatingPoint, Sendable {
  static func runner(_ form: KernelForm) -> KernelRunner
  /// Values of this type as the parameters of a network in its precision.
  static func parameters(_ values: [Self]) -> Parameters
  /// Copies values to places a stride apart; `next` is where the next copy will begin.
  static func take(
    _ from: UnsafePointer<Double>, to: UnsafeMutablePointer<Self>, count: Int, stride: Int, next: UnsafePointer<Double>)
  /// Copies bytes, divided, to places a stride apart.
  static func take(
    _ from: UnsafePointer<UInt8>, over divisor: Double, to: UnsafeMutablePointer<Self>, count: Int, stride: Int,
    next: UnsafePointer<UInt8>)
}

extension Double: KernelScalar {
  static func runner(_ form: KernelForm) -> KernelRunner { form.form.run_f64 }

  static func parameters(_ values: [Double]) -> Parameters { .float64(values) }

  static func take(
    _ from: UnsafePointer<Double>, to: UnsafeMutablePointer<Double>, count: Int, stride: Int,
    next: UnsafePointer<Double>
  ) {
    nb_take_doubles_f64(from, to, count, stride, next)
  }

  static func take(
    _ from: UnsafePointer<UInt8>, over divisor: Double, to: UnsafeMutablePointer<Double>, count: Int, stride: Int,
    next: UnsafePointer<UInt8>
  ) {
    nb_take_bytes_f64(from, divisor, to, count, stride, next)
  }
}

extension Float: KernelScalar {
  static func runner(_ form: KernelForm) -> KernelRunner { form.form.run_f32 }

  static func parameters(_ values: [Float]) -> Parameters { .float32(values) }

  static func take(
    _ from: UnsafePointer<Double>, to: UnsafeMutablePointer<Float>, count: Int, stride: Int, next: UnsafePointer<Double>
  ) {
    nb_take_doubles_f32(from, to, count, stride, next)
  }

  static func take(
    _ from: UnsafePointer<UInt8>, over divisor: Double, to: UnsafeMutablePointer<Float>, count: Int, stride: Int,
    next: UnsafePointer<UInt8>
  ) {
    // The quotient of two whole numbers this small is the same float, rounded at once or by way of a double.
    nb_take_bytes_f32(from, Float(divisor), to, count, stride, next)
  }
}

extension nb_form: @unchecked @retroactive Sendable {}
