/// The logarithm to base ten of a positive number, by arithmetic alone, so that a picture is the same everywhere.
///
/// With the number as m·2ᵉ and m from √½ to √2 it is e·lg 2 + 2·lg e·artanh((m - 1) / (m + 1)), whose series ends where
/// terms are below the last bit.
package func decimalLogarithm(_ value: Double) -> Double {
  var (exponent, mantissa) = (Double(value.exponent), value.significand)
  if mantissa > 1.4142135623730951 { (exponent, mantissa) = (exponent + 1, mantissa / 2) }
  let ratio = (mantissa - 1) / (mantissa + 1)
  let square = ratio * ratio
  var sum = 0.0
  for term in stride(from: 23, through: 1, by: -2) { sum = sum * square + 1 / Double(term) }
  return exponent * 0.30102999566398120 + 2 * ratio * sum * 0.43429448190325183
}
