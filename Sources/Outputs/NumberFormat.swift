#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes a number with a fixed count of decimals, or in scientific form where fixed would lose it.
///
/// Both forms are correctly rounded from the exact binary value, ties to even. The rule that picks one:
///
/// - zero of either sign is fixed and has no sign: `0.0000`;
/// - a magnitude of 1e15 or more is scientific, because a `Double` no longer holds the digits fixed would print;
/// - a value that fixed would print as nothing but zeros is scientific: `3.1134e-06`;
/// - everything else is fixed, and what is not a number is `nan`, `inf` or `-inf`.
///
/// - Parameters:
///   - value: The number to write.
///   - decimals: The digits after the point, of the mantissa if scientific: 0 to 17.
public func formatted(_ value: Double, decimals: Int) -> String {
  precondition((0...17).contains(decimals), "decimals must be 0 to 17")
  if value.isNaN { return "nan" }
  if value.isInfinite { return value < 0 ? "-inf" : "inf" }
  if value == 0 { return fixed(0, decimals: decimals) }
  if value.magnitude >= 1e15 { return scientific(value, decimals: decimals) }
  let digits = fixed(value, decimals: decimals)
  let isLost = digits.utf8.allSatisfy { !(UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
  return isLost ? scientific(value, decimals: decimals) : digits
}

/// Writes a finite number below 1e15 in magnitude with a fixed count of decimals.
package func fixed(_ value: Double, decimals: Int) -> String {
  printed("%.*f", decimals, value)
}

/// Writes a finite number as a mantissa and an exponent of at least two digits.
package func scientific(_ value: Double, decimals: Int) -> String {
  printed("%.*e", decimals, value)
}

/// C's formatting, which rounds the exact binary value; the program leaves `LC_NUMERIC` at "C".
private func printed(_ format: String, _ decimals: Int, _ value: Double) -> String {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
    let count = withVaList([Int32(decimals), value]) { vsnprintf(buffer.baseAddress, buffer.count, format, $0) }
    precondition((0..<buffer.count).contains(Int(count)), "a number outgrew its buffer")
    return String(cString: buffer.baseAddress!)
  }
}
