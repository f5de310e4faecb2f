// exp, log, tanh and sigmoid as one branch-free source for any number of lanes.
//
// This header has no include guard. Each inclusion defines the four functions once more, for one
// element type and one number of lanes. Define before each inclusion (all are undefined at its end):
//
//   NB_BITS    32 (float) or 64 (double)
//   NB_LANES   elements of a vector: 1, 2, 4, 8 or 16
//   NB_SUFFIX  ends the names this inclusion defines (neither f64 nor f32: those are the public ones)
//   NB_TARGET  attribute put on every function; may be empty
//
//   #define NB_BITS 64
//   #define NB_LANES 8
//   #define NB_SUFFIX f64_avx512
//   #define NB_TARGET __attribute__((target("avx512f,avx512dq")))
//   #include "elementary.h"
//
// defines the vector types nb_real_f64_avx512 (8 doubles; the same type as any other vector_size(64)
// of double) and nb_bits_f64_avx512 (8 unsigned integers of that width), and the functions
//
//   nb_real_f64_avx512 nb_exp_f64_avx512(nb_real_f64_avx512 x);        and nb_log_, nb_tanh_, nb_sigmoid_
//
// They are always inlined, so the caller must carry NB_TARGET's features too, and vectors should be no
// wider than the target's registers. One lane is a vector of one element, read as x[0].
//
// Every lane goes through the same sequence of correctly rounded IEEE operations: + - * /, fma and
// integer ones, never a table, a branch, a conversion instruction or a contraction the compiler picked.
// So a result's bits depend neither on the number of lanes nor on the processor. A NaN result is always
// the positive quiet NaN with an empty payload. Rounding must be to nearest; subnormals must be on.
//
// Largest errors measured, in units in the last place (of the subnormal spacing where that applies):
//
//             exp    log    tanh   sigmoid
//   double    0.77   0.68   0.74   0.77      3 * 10^8 inputs each against long double, 9 * 10^6 against __float128
//   float     0.76   0.66   0.62   0.76      all 2^32 inputs against double
//
// A subnormal result is rounded twice; without those the doubles of exp and sigmoid stay below 0.62.
//
// The polynomials are this project's own least-squares fits: `make_elementary.py --coefficients`.

#pragma STDC FP_CONTRACT OFF

#define NB_PASTE2(name, suffix) nb_##name##_##suffix
#define NB_PASTE(name, suffix) NB_PASTE2(name, suffix)
#define NB_NAME(name) NB_PASTE(name, NB_SUFFIX)
#define NB_REAL NB_NAME(real)
#define NB_INT NB_NAME(bits)
#define NB_INLINE NB_TARGET static inline __attribute__((always_inline, unused))
#define NB_FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#define NB_ALL(constant) NB_NAME(all)(constant)

#if NB_BITS == 64
#define NB_ELEMENT double
#define NB_WORD unsigned long long
#define NB_FRACTION_BITS 52
#define NB_BIAS 1023
#define NB_LN2 0x1.62e42fefa39efp-1         // log 2 rounded, and what is left of it
#define NB_LN2_REST 0x1.abc9e3b39803fp-56
#define NB_LN2_SHORT 0x1.62e42fefa3800p-1   // log 2 cut to 42 bits: exact times any exponent
#define NB_LN2_SHORT_REST 0x1.ef35793c76730p-45
#define NB_LOG2_E 0x1.71547652b82fep+0
#define NB_SQRT_HALF_WORD 0x3fe6a09e667f3bcd
#define NB_EXP_HIGHEST 710.0                // exp overflows here and above
#define NB_EXP_LOWEST -746.0                // exp rounds to zero here and below
#define NB_TANH_FAR -40.0                   // tanh(x) rounds to 1 where -2x is here or below
#else
#define NB_ELEMENT float
#define NB_WORD unsigned int
#define NB_FRACTION_BITS 23
#define NB_BIAS 127
#define NB_LN2 0x1.62e430p-1f
#define NB_LN2_REST (-0x1.05c610p-29f)
#define NB_LN2_SHORT 0x1.62e4p-1f
#define NB_LN2_SHORT_REST 0x1.7f7d1cp-20f
#define NB_LOG2_E 0x1.715476p+0f
#define NB_SQRT_HALF_WORD 0x3f3504f3
#define NB_EXP_HIGHEST 89.0f
#define NB_EXP_LOWEST -104.0f
#define NB_TANH_FAR -20.0f
#endif

// A biased exponent in its field; the bits of infinity and of NaN; the sign bit.
#define NB_FIELD(exponent) ((NB_WORD)(exponent) << NB_FRACTION_BITS)
#define NB_INFINITY_WORD NB_FIELD(2 * NB_BIAS + 1)
#define NB_NAN_WORD (NB_INFINITY_WORD | NB_FIELD(1) >> 1)
#define NB_SIGN_WORD ((NB_WORD)1 << (NB_BITS - 1))
// 2^52 (2^23): its sum with a small non-negative integer carries that integer in its low bits.
#define NB_TWO_POWER ((NB_ELEMENT)(NB_FIELD(1)))

typedef NB_ELEMENT NB_REAL __attribute__((vector_size(NB_LANES * NB_BITS / 8)));
typedef NB_WORD NB_INT __attribute__((vector_size(NB_LANES * NB_BITS / 8)));

NB_INLINE NB_REAL NB_NAME(all)(NB_ELEMENT constant) { return constant - (NB_REAL){0}; }

/// Lanes of `yes` where `mask` is all ones, of `no` where it is all zeros.
NB_INLINE NB_REAL NB_NAME(select)(NB_INT mask, NB_REAL yes, NB_REAL no) {
  return (NB_REAL)((mask & (NB_INT)yes) | (~mask & (NB_INT)no));
}

/// `result`, but NaN where `mask` is set.
NB_INLINE NB_REAL NB_NAME(nan_where)(NB_INT mask, NB_REAL result) {
  return NB_NAME(select)(mask, (NB_REAL)(NB_NAN_WORD - (NB_INT){0}), result);
}

/// exp(x) = 2^k exp(r + rest) with 2^k = scale * scale2 and |r| <= log(2)/2.
///
/// Cody and Waite's reduction (Muller, Elementary Functions, "Range reduction"). r + rest = x - k log 2
/// to twice the precision: x - k * NB_LN2 is exact with an fma, being a multiple of 2^-53 (2^-24) below
/// 1/2. 2^k comes in two factors since k goes past the normal exponents at both ends.
/// series = (exp(r) - 1 - r) + rest; the polynomial is off by less than 2^-61 r (2^-31 r).
typedef struct {
  NB_REAL r, series, scale, scale2;
} NB_NAME(reduced);

NB_INLINE NB_NAME(reduced) NB_NAME(reduce)(NB_REAL x) {
  // The sum rounds x / log 2 to an integer k; its low bits are k + 2 * NB_BIAS, a positive number.
  const NB_ELEMENT magic = (NB_ELEMENT)1.5 * NB_TWO_POWER + 2 * NB_BIAS;
  NB_REAL shifted = NB_FMA(x, NB_ALL(NB_LOG2_E), NB_ALL(magic));
  NB_INT word = (NB_INT)shifted, half = word >> 1;
  NB_REAL k = shifted - magic;
  NB_REAL high = NB_FMA(k, NB_ALL(-NB_LN2), x);
  NB_REAL r = NB_FMA(k, NB_ALL(-NB_LN2_REST), high);
  NB_REAL rest = NB_FMA(k, NB_ALL(-NB_LN2_REST), high - r);
  NB_REAL r2 = r * r;
#define NB_PAIR(c0, c1) NB_FMA(NB_ALL(c1), r, NB_ALL(c0))
#if NB_BITS == 64
  NB_REAL q0 = NB_FMA(
      NB_PAIR(0x1.111111110f66fp-7, 0x1.6c16c16c2074bp-10), r2, NB_PAIR(0x1.5555555555559p-3, 0x1.5555555555542p-5));
  NB_REAL q1 = NB_FMA(
      NB_PAIR(0x1.71ddf841ef161p-19, 0x1.27e55cab9b3efp-22), r2, NB_PAIR(0x1.a01a01aff332dp-13, 0x1.a01a016ddb16ep-16));
  NB_REAL r4 = r2 * r2;
  NB_REAL q = NB_FMA(NB_FMA(NB_PAIR(0x1.af5ec912736eap-26, 0x1.1ea4341ef1e6ep-29), r4, q1), r4, q0);
#else
  NB_REAL q0 = NB_PAIR(0x1.555554p-3f, 0x1.5554f2p-5f);
  NB_REAL q1 = NB_PAIR(0x1.11133ep-7f, 0x1.6d410ep-10f);
  NB_REAL q = NB_FMA(NB_FMA(NB_ALL(0x1.9d8a40p-13f), r2, q1), r2, q0);
#endif
#undef NB_PAIR
  NB_REAL series = NB_FMA(r * (NB_ELEMENT)0.5, r, NB_FMA(r2 * r, q, rest));
  return (NB_NAME(reduced)){
      r, series, (NB_REAL)(half << NB_FRACTION_BITS), (NB_REAL)((word - half) << NB_FRACTION_BITS)};
}

/// e^x, as 2^k (1 + r + series) with 1 + r kept in two pieces.
NB_INLINE NB_REAL NB_NAME(exp)(NB_REAL x) {
  NB_REAL y = NB_NAME(select)((NB_INT)(x > NB_EXP_HIGHEST), NB_ALL(NB_EXP_HIGHEST), x);
  y = NB_NAME(select)((NB_INT)(y < NB_EXP_LOWEST), NB_ALL(NB_EXP_LOWEST), y);
  NB_NAME(reduced) e = NB_NAME(reduce)(y);
  NB_REAL sum = 1 + e.r;
  NB_REAL significand = sum + ((e.r - (sum - 1)) + e.series);
  return NB_NAME(nan_where)((NB_INT)(x != x), significand * e.scale * e.scale2);
}

/// 1 / (1 + e^-x), as n / (1 + e) with e = e^-|x|, where n is 1 for x >= 0 and e for x < 0.
///
/// n and 1 + e are kept in two pieces each, and the quotient is corrected once by its remainder. For
/// x < 0 the factor 2^k of n comes last, so that subnormal results are rounded from a full significand.
NB_INLINE NB_REAL NB_NAME(sigmoid)(NB_REAL x) {
  NB_REAL y = (NB_REAL)((NB_INT)x | NB_SIGN_WORD), one = NB_ALL(1);
  y = NB_NAME(select)((NB_INT)(y < NB_EXP_LOWEST), NB_ALL(NB_EXP_LOWEST), y);
  NB_NAME(reduced) e = NB_NAME(reduce)(y);
  NB_REAL sum = 1 + e.r, tail = (e.r - (sum - 1)) + e.series;
  NB_REAL high = sum + tail, low = tail - (high - sum);
  NB_REAL scaled = high * e.scale;
  NB_REAL divisor = NB_FMA(scaled, e.scale2, one);
  NB_REAL divisor_low = NB_FMA(low * e.scale, e.scale2, NB_FMA(scaled, e.scale2, 1 - divisor));
  NB_INT negative = (NB_INT)(x < 0);
  NB_REAL n = NB_NAME(select)(negative, high, one);
  NB_REAL n_low = (NB_REAL)(negative & (NB_INT)low);
  NB_REAL inverse = 1 / divisor, quotient = n * inverse;
  NB_REAL remainder = NB_FMA(-quotient, divisor, n) + NB_FMA(-quotient, divisor_low, n_low);
  quotient = NB_FMA(remainder, inverse, quotient);
  quotient *= NB_NAME(select)(negative, e.scale, one);
  quotient *= NB_NAME(select)(negative, e.scale2, one);
  return NB_NAME(nan_where)((NB_INT)(x != x), quotient);
}

/// (1 - e) / (1 + e) with e = e^(-2|x|), and the sign of x.
///
/// With m = e - 1 = (2^k - 1) + 2^k (r + series) this is -m / (2 + m). Near zero k = 0, m = r + series
/// keeps its relative accuracy, and a tiny x is returned exactly. m and 2 + m are kept in two pieces.
NB_INLINE NB_REAL NB_NAME(tanh)(NB_REAL x) {
  NB_REAL y = (NB_REAL)((NB_INT)x | NB_SIGN_WORD);
  y += y;
  y = NB_NAME(select)((NB_INT)(y < NB_TANH_FAR), NB_ALL(NB_TANH_FAR), y);
  NB_NAME(reduced) e = NB_NAME(reduce)(y);
  NB_REAL power = e.scale * e.scale2, start = power - 1;
  NB_REAL sum = NB_FMA(power, e.r, start);
  NB_REAL tail = NB_FMA(power, e.series, NB_FMA(power, e.r, start - sum)) + (power - (start + 1));
  NB_REAL m = sum + tail, m_low = tail - (m - sum);
  NB_REAL divisor = 2 + m, divisor_low = (m - (divisor - 2)) + m_low;
  NB_REAL inverse = 1 / divisor, quotient = m * inverse;
  NB_REAL remainder = NB_FMA(-quotient, divisor, m) + NB_FMA(-quotient, divisor_low, m_low);
  NB_INT size = (NB_INT)NB_FMA(remainder, inverse, quotient) & ~NB_SIGN_WORD;
  return NB_NAME(nan_where)((NB_INT)(x != x), (NB_REAL)(size | ((NB_INT)x & NB_SIGN_WORD)));
}

/// log x = k log 2 + log(1 + f), where x = 2^k (1 + f) and 1 + f lies in [sqrt(1/2), sqrt(2)).
///
/// With s = f / (2 + f), log(1 + f) = 2 atanh(s) = f - f^2/2 + s (f^2/2 + s^2 p(s^2)); p's relative error
/// in the logarithm is below 2^-59 (2^-30). k log 2, f and f^2/2 are summed exactly into two pieces.
NB_INLINE NB_REAL NB_NAME(log)(NB_REAL x) {
  const NB_WORD offset = NB_FIELD(NB_BIAS + 1) - NB_SQRT_HALF_WORD;
  const NB_ELEMENT smallest_normal = NB_BITS == 64 ? 0x1p-1022 : 0x1p-126f;
  const NB_ELEMENT count = NB_TWO_POWER + (NB_BIAS + 1);
  NB_INT subnormal = (NB_INT)(x < smallest_normal);
  NB_INT word = (NB_INT)NB_NAME(select)(subnormal, x * NB_TWO_POWER, x);
  NB_INT exponent = (word + offset) >> NB_FRACTION_BITS;  // k + NB_BIAS + 1, a positive number
  NB_INT counted = exponent | (NB_INT)NB_ALL(NB_TWO_POWER);
  NB_REAL k = (NB_REAL)counted - NB_NAME(select)(subnormal, NB_ALL(count + NB_FRACTION_BITS), NB_ALL(count));
  NB_REAL f = (NB_REAL)(word - (exponent << NB_FRACTION_BITS) + NB_FIELD(NB_BIAS + 1)) - 1;
  NB_REAL s = f / (2 + f), z = s * s;
#if NB_BITS == 64
#define NB_PAIR(c0, c1) NB_FMA(NB_ALL(c1), z, NB_ALL(c0))
  NB_REAL z2 = z * z;
  NB_REAL p0 = NB_FMA(
      NB_PAIR(0x1.249249423c734p-2, 0x1.c71c51d50fa2ap-3), z2, NB_PAIR(0x1.5555555555594p-1, 0x1.999999997f72dp-2));
  NB_REAL p1 = NB_FMA(NB_ALL(0x1.2f0d5e2c92795p-3), z2, NB_PAIR(0x1.7466486178ecdp-3, 0x1.39a0ddfa994c2p-3));
  NB_REAL p = NB_FMA(p1, z2 * z2, p0);
#undef NB_PAIR
#else
  NB_REAL p = NB_FMA(NB_FMA(NB_ALL(0x1.31e03cp-2f), z, NB_ALL(0x1.995ed8p-2f)), z, NB_ALL(0x1.55557ap-1f));
#endif
  NB_REAL half = f * (NB_ELEMENT)0.5, square = half * f, square_low = NB_FMA(half, f, -square);
  NB_REAL near = f - square, near_low = ((f - near) - square) - square_low;
  NB_REAL far = k * NB_LN2_SHORT, sum = far + near;
  NB_REAL tail = (near - (sum - far)) + near_low;
  tail += NB_FMA(k, NB_ALL(NB_LN2_SHORT_REST), s * NB_FMA(z, p, square));
  NB_REAL infinity = (NB_REAL)(NB_INFINITY_WORD - (NB_INT){0});
  NB_REAL result = NB_NAME(select)((NB_INT)(x == infinity), infinity, sum + tail);
  result = NB_NAME(select)((NB_INT)(x == 0), -infinity, result);
  return NB_NAME(nan_where)(~(NB_INT)(x >= 0), result);
}

#undef NB_ALL
#undef NB_BIAS
#undef NB_BITS
#undef NB_ELEMENT
#undef NB_EXP_HIGHEST
#undef NB_EXP_LOWEST
#undef NB_FIELD
#undef NB_FMA
#undef NB_FRACTION_BITS
#undef NB_INFINITY_WORD
#undef NB_INLINE
#undef NB_INT
#undef NB_LANES
#undef NB_LN2
#undef NB_LN2_REST
#undef NB_LN2_SHORT
#undef NB_LN2_SHORT_REST
#undef NB_LOG2_E
#undef NB_NAME
#undef NB_NAN_WORD
#undef NB_PASTE
#undef NB_PASTE2
#undef NB_REAL
#undef NB_SIGN_WORD
#undef NB_SQRT_HALF_WORD
#undef NB_SUFFIX
#undef NB_TANH_FAR
#undef NB_TARGET
#undef NB_TWO_POWER
#undef NB_WORD
