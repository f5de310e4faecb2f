// The logarithm, sine and cosine that random streams and drawn data are made with: the same bits on every machine.
//
// NumPy's normal numbers are made with the C library's logarithm, and their bits are those of glibc on a processor with
// fused multiply-add. So this is that logarithm, operation by operation: the algorithm, its table and its polynomials are
// those of Arm's optimized routines (Arm Limited 2018, `log.c` and `log_data.c`; glibc has them since 2.28), each
// multiplication fused with the addition after it where glibc's variant for such processors fuses them. It is at most
// 0.52 units in the last place off. The argument is positive, normal and finite.
//
// No published stream depends on the last bits of a sine or cosine. They are at most 0.8 units off, with the polynomials
// of fdlibm (Sun Microsystems 1993, `k_sin.c` and `k_cos.c`) after a reduction of their own.

#include "ckernels_stream.h"

#pragma STDC FP_CONTRACT OFF

// log c and 1 / c at the middles c of 128 parts of [0.6875, 1.375).
static const struct {
  double inverse, logarithm;
} middles[128] = {
    {0x1.734f0c3e0de9fp+0, -0x1.7cc7f79e69000p-2}, {0x1.713786a2ce91fp+0, -0x1.76feec20d0000p-2},
    {0x1.6f26008fab5a0p+0, -0x1.713e31351e000p-2}, {0x1.6d1a61f138c7dp+0, -0x1.6b85b38287800p-2},
    {0x1.6b1490bc5b4d1p+0, -0x1.65d5590807800p-2}, {0x1.69147332f0cbap+0, -0x1.602d076180000p-2},
    {0x1.6719f18224223p+0, -0x1.5a8ca86909000p-2}, {0x1.6524f99a51ed9p+0, -0x1.54f4356035000p-2},
    {0x1.63356aa8f24c4p+0, -0x1.4f637c36b4000p-2}, {0x1.614b36b9ddc14p+0, -0x1.49da7fda85000p-2},
    {0x1.5f66452c65c4cp+0, -0x1.445923989a800p-2}, {0x1.5d867b5912c4fp+0, -0x1.3edf439b0b800p-2},
    {0x1.5babccb5b90dep+0, -0x1.396ce448f7000p-2}, {0x1.59d61f2d91a78p+0, -0x1.3401e17bda000p-2},
    {0x1.5805612465687p+0, -0x1.2e9e2ef468000p-2}, {0x1.56397cee76bd3p+0, -0x1.2941b3830e000p-2},
    {0x1.54725e2a77f93p+0, -0x1.23ec58cda8800p-2}, {0x1.52aff42064583p+0, -0x1.1e9e129279000p-2},
    {0x1.50f22dbb2bddfp+0, -0x1.1956d2b48f800p-2}, {0x1.4f38f4734ded7p+0, -0x1.141679ab9f800p-2},
    {0x1.4d843cfde2840p+0, -0x1.0edd094ef9800p-2}, {0x1.4bd3ec078a3c8p+0, -0x1.09aa518db1000p-2},
    {0x1.4a27fc3e0258ap+0, -0x1.047e65263b800p-2}, {0x1.4880524d48434p+0, -0x1.feb224586f000p-3},
    {0x1.46dce1b192d0bp+0, -0x1.f474a7517b000p-3}, {0x1.453d9d3391854p+0, -0x1.ea4443d103000p-3},
    {0x1.43a2744b4845ap+0, -0x1.e020d44e9b000p-3}, {0x1.420b54115f8fbp+0, -0x1.d60a22977f000p-3},
    {0x1.40782da3ef4b1p+0, -0x1.cc00104959000p-3}, {0x1.3ee8f5d57fe8fp+0, -0x1.c202956891000p-3},
    {0x1.3d5d9a00b4ce9p+0, -0x1.b81178d811000p-3}, {0x1.3bd60c010c12bp+0, -0x1.ae2c9ccd3d000p-3},
    {0x1.3a5242b75dab8p+0, -0x1.a45402e129000p-3}, {0x1.38d22cd9fd002p+0, -0x1.9a877681df000p-3},
    {0x1.3755bc5847a1cp+0, -0x1.90c6d69483000p-3}, {0x1.35dce49ad36e2p+0, -0x1.87120a645c000p-3},
    {0x1.34679984dd440p+0, -0x1.7d68fb4143000p-3}, {0x1.32f5cceffcb24p+0, -0x1.73cb83c627000p-3},
    {0x1.3187775a10d49p+0, -0x1.6a39a9b376000p-3}, {0x1.301c8373e3990p+0, -0x1.60b3154b7a000p-3},
    {0x1.2eb4ebb95f841p+0, -0x1.5737d76243000p-3}, {0x1.2d50a0219a9d1p+0, -0x1.4dc7b8fc23000p-3},
    {0x1.2bef9a8b7fd2ap+0, -0x1.4462c51d20000p-3}, {0x1.2a91c7a0c1babp+0, -0x1.3b08abc830000p-3},
    {0x1.293726014b530p+0, -0x1.31b996b490000p-3}, {0x1.27dfa5757a1f5p+0, -0x1.2875490a44000p-3},
    {0x1.268b39b1d3bbfp+0, -0x1.1f3b9f879a000p-3}, {0x1.2539d838ff5bdp+0, -0x1.160c8252ca000p-3},
    {0x1.23eb7aac9083bp+0, -0x1.0ce7f57f72000p-3}, {0x1.22a012ba940b6p+0, -0x1.03cdc49fea000p-3},
    {0x1.2157996cc4132p+0, -0x1.f57bdbc4b8000p-4}, {0x1.201201dd2fc9bp+0, -0x1.e370896404000p-4},
    {0x1.1ecf4494d480bp+0, -0x1.d17983ef94000p-4}, {0x1.1d8f5528f6569p+0, -0x1.bf9674ed8a000p-4},
    {0x1.1c52311577e7cp+0, -0x1.adc79202f6000p-4}, {0x1.1b17c74cb26e9p+0, -0x1.9c0c3e7288000p-4},
    {0x1.19e010c2c1ab6p+0, -0x1.8a646b372c000p-4}, {0x1.18ab07bb670bdp+0, -0x1.78d01b3ac0000p-4},
    {0x1.1778a25efbcb6p+0, -0x1.674f145380000p-4}, {0x1.1648d354c31dap+0, -0x1.55e0e6d878000p-4},
    {0x1.151b990275fddp+0, -0x1.4485cdea1e000p-4}, {0x1.13f0ea432d24cp+0, -0x1.333d94d6aa000p-4},
    {0x1.12c8b7210f9dap+0, -0x1.22079f8c56000p-4}, {0x1.11a3028ecb531p+0, -0x1.10e4698622000p-4},
    {0x1.107fbda8434afp+0, -0x1.ffa6c6ad20000p-5}, {0x1.0f5ee0f4e6bb3p+0, -0x1.dda8d4a774000p-5},
    {0x1.0e4065d2a9fcep+0, -0x1.bbcece4850000p-5}, {0x1.0d244632ca521p+0, -0x1.9a1894012c000p-5},
    {0x1.0c0a77ce2981ap+0, -0x1.788583302c000p-5}, {0x1.0af2f83c636d1p+0, -0x1.5715e67d68000p-5},
    {0x1.09ddb98a01339p+0, -0x1.35c8a49658000p-5}, {0x1.08cabaf52e7dfp+0, -0x1.149e364154000p-5},
    {0x1.07b9f2f4e28fbp+0, -0x1.e72c082eb8000p-6}, {0x1.06ab58c358f19p+0, -0x1.a55f152528000p-6},
    {0x1.059eea5ecf92cp+0, -0x1.63d62cf818000p-6}, {0x1.04949cdd12c90p+0, -0x1.228fb8caa0000p-6},
    {0x1.038c6c6f0ada9p+0, -0x1.c317b20f90000p-7}, {0x1.02865137932a9p+0, -0x1.419355daa0000p-7},
    {0x1.0182427ea7348p+0, -0x1.81203c2ec0000p-8}, {0x1.008040614b195p+0, -0x1.0040979240000p-9},
    {0x1.fe01ff726fa1ap-1, 0x1.feff384900000p-9}, {0x1.fa11cc261ea74p-1, 0x1.7dc41353d0000p-7},
    {0x1.f6310b081992ep-1, 0x1.3cea3c4c28000p-6}, {0x1.f25f63ceeadcdp-1, 0x1.b9fc114890000p-6},
    {0x1.ee9c8039113e7p-1, 0x1.1b0d8ce110000p-5}, {0x1.eae8078cbb1abp-1, 0x1.58a5bd001c000p-5},
    {0x1.e741aa29d0c9bp-1, 0x1.95c8340d88000p-5}, {0x1.e3a91830a99b5p-1, 0x1.d276aef578000p-5},
    {0x1.e01e009609a56p-1, 0x1.07598e598c000p-4}, {0x1.dca01e577bb98p-1, 0x1.253f5e30d2000p-4},
    {0x1.d92f20b7c9103p-1, 0x1.42edd8b380000p-4}, {0x1.d5cac66fb5ccep-1, 0x1.606598757c000p-4},
    {0x1.d272caa5ede9dp-1, 0x1.7da76356a0000p-4}, {0x1.cf26e3e6b2ccdp-1, 0x1.9ab434e1c6000p-4},
    {0x1.cbe6da2a77902p-1, 0x1.b78c7bb0d6000p-4}, {0x1.c8b266d37086dp-1, 0x1.d431332e72000p-4},
    {0x1.c5894bd5d5804p-1, 0x1.f0a3171de6000p-4}, {0x1.c26b533bb9f8cp-1, 0x1.067152b914000p-3},
    {0x1.bf583eeece73fp-1, 0x1.147858292b000p-3}, {0x1.bc4fd75db96c1p-1, 0x1.2266ecdca3000p-3},
    {0x1.b951e0c864a28p-1, 0x1.303d7a6c55000p-3}, {0x1.b65e2c5ef3e2cp-1, 0x1.3dfc33c331000p-3},
    {0x1.b374867c9888bp-1, 0x1.4ba366b7a8000p-3}, {0x1.b094b211d304ap-1, 0x1.5933928d1f000p-3},
    {0x1.adbe885f2ef7ep-1, 0x1.66acd2418f000p-3}, {0x1.aaf1d31603da2p-1, 0x1.740f8ec669000p-3},
    {0x1.a82e63fd358a7p-1, 0x1.815c0f51af000p-3}, {0x1.a5740ef09738bp-1, 0x1.8e92954f68000p-3},
    {0x1.a2c2a90ab4b27p-1, 0x1.9bb3602f84000p-3}, {0x1.a01a01393f2d1p-1, 0x1.a8bed1c2c0000p-3},
    {0x1.9d79f24db3c1bp-1, 0x1.b5b515c01d000p-3}, {0x1.9ae2505c7b190p-1, 0x1.c2967ccbcc000p-3},
    {0x1.9852ef297ce2fp-1, 0x1.cf635d5486000p-3}, {0x1.95cbaeea44b75p-1, 0x1.dc1bd3446c000p-3},
    {0x1.934c69de74838p-1, 0x1.e8c01b8cfe000p-3}, {0x1.90d4f2f6752e6p-1, 0x1.f5509c0179000p-3},
    {0x1.8e6528effd79dp-1, 0x1.00e6c121fb800p-2}, {0x1.8bfce9fcc007cp-1, 0x1.071b80e93d000p-2},
    {0x1.899c0dabec30ep-1, 0x1.0d46b9e867000p-2}, {0x1.87427aa2317fbp-1, 0x1.13687334bd000p-2},
    {0x1.84f00acb39a08p-1, 0x1.1980d67234800p-2}, {0x1.82a49e8653e55p-1, 0x1.1f8ffe0cc8000p-2},
    {0x1.8060195f40260p-1, 0x1.2595fd7636800p-2}, {0x1.7e22563e0a329p-1, 0x1.2b9300914a800p-2},
    {0x1.7beb377dcb5adp-1, 0x1.3187210436000p-2}, {0x1.79baa679725c2p-1, 0x1.377266dec1800p-2},
    {0x1.77907f2170657p-1, 0x1.3d54ffbaf3000p-2}, {0x1.756cadbd6130cp-1, 0x1.432eee32fe000p-2},
};

// log(1 + r) - r + r^2 / 2 over r^3 for |r| <= 1/16.
static const double near[10] = {
    0x1.5555555555577p-2, -0x1.ffffffffffdcbp-3, 0x1.999999995dd0cp-3,
    -0x1.55555556745a7p-3, 0x1.24924a344de30p-3, -0x1.fffffa4423d65p-4,
    0x1.c7184282ad6cap-4, -0x1.999eb43b068ffp-4, 0x1.78182f7afd085p-4,
    -0x1.5521375d145cdp-4};

// log(1 + r) - r over r^2 for |r| < 1/256.
static const double far[5] = {
    -0x1.0000000000001p-1, 0x1.555555551305bp-2, -0x1.fffffffeb4590p-3,
    0x1.999b324f10111p-3, -0x1.55575e506c89fp-3};

static inline unsigned long long bits_of(double x) {
  unsigned long long bits;
  __builtin_memcpy(&bits, &x, sizeof bits);
  return bits;
}

static inline double of_bits(unsigned long long bits) {
  double x;
  __builtin_memcpy(&x, &bits, sizeof x);
  return x;
}

#define DEFINE_LOG(name, target)                                                                                     \
  target static double name(double x) {                                                                              \
    const unsigned long long bits = bits_of(x);                                                                      \
    if (x >= 1 - 0x1p-4 && x < 1 + 0x1.09p-4) {                                                                      \
      if (x == 1) return 0;                                                                                          \
      const double r = x - 1, r2 = r * r, r3 = r * r2;                                                               \
      const double low = FMA(r2, near[2], FMA(r, near[1], near[0]));                                                 \
      const double middle = FMA(r2, near[5], FMA(r, near[4], near[3]));                                              \
      const double high = FMA(r3, near[9], FMA(r2, near[8], FMA(r, near[7], near[6])));                              \
      const double series = FMA(FMA(high, r3, middle), r3, low);                                                     \
      /* r - r^2 / 2 in two pieces, from the upper half of r's digits and the rest */                                \
      const double upper = FMA(-0x1p27, r, FMA(r, 0x1p27, r)), rest = r - upper, square = upper * upper;             \
      const double sum = FMA(square, -0.5, r), tail = FMA(square, -0.5, r - sum);                                    \
      return sum + FMA(series, r3, FMA(-0.5 * rest, r + upper, tail));                                               \
    }                                                                                                                \
    const unsigned long long offset = bits - 0x3fe6000000000000;                                                     \
    const int part = offset >> 45 & 127;                                                                             \
    const double k = (double)((long long)offset >> 52), z = of_bits(bits - (offset & 0xfffull << 52));               \
    const double r = FMA(z, middles[part].inverse, -1), r2 = r * r;                                                  \
    const double start = FMA(k, 0x1.62e42fefa3800p-1, middles[part].logarithm), sum = start + r;                     \
    const double tail = FMA(k, 0x1.ef35793c76730p-45, start - sum + r);                                              \
    const double series = FMA(FMA(r, far[4], far[3]), r2, FMA(r, far[2], far[1]));                                   \
    return FMA(r * r2, series, FMA(r2, far[0], tail)) + sum;                                                         \
  }

#define FMA(a, b, c) __builtin_fma(a, b, c)

DEFINE_LOG(plain_log, )

double nb_stream_log_plain(double x) { return plain_log(x); }

#if defined(__x86_64__) && !defined(__FMA__)

// Without the instruction it is the C library's fma, which rounds the same and is slow.
DEFINE_LOG(fused_log, __attribute__((target("avx,fma"))))

double nb_stream_log(double x) { return __builtin_cpu_supports("fma") ? fused_log(x) : plain_log(x); }

#else

double nb_stream_log(double x) { return plain_log(x); }

#endif

// An angle as k quarters of a turn and a rest of at most an eighth of one, in two pieces.
typedef struct {
  double rest, tail;
  unsigned quarters;
} reduced;

// Cody and Waite's reduction: pi / 2 in pieces of 33 bits, of which k times each is exact for k below 2^20.
static reduced reduce(double angle) {
  const double shift = 0x1.8p52, k = (angle * 0x1.45f306dc9c883p-1 + shift) - shift;
  const double first = angle - k * 0x1.921fb544p+0, step = k * 0x1.0b4611a6p-34;
  const double second = first - step;
  const double left = ((first - second) - step) - k * 0x1.3198a2e037073p-69;
  const double rest = second + left;
  return (reduced){rest, (second - rest) + left, (unsigned)(long long)k & 3};
}

static double sine_of(reduced x) {
  const double z = x.rest * x.rest;
  const double series =
      8.33333333332248946124e-03 +
      z * (-1.98412698298579493134e-04 +
           z * (2.75573137070700676789e-06 + z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)));
  return x.rest + (z * x.rest * (-1.66666666666666324348e-01 + z * series) + (x.tail - 0.5 * z * x.tail));
}

static double cosine_of(reduced x) {
  const double z = x.rest * x.rest, half = 0.5 * z, sum = 1 - half;
  const double series =
      4.16666666666666019037e-02 +
      z * (-1.38888888888741095749e-03 +
           z * (2.48015872894767294178e-05 +
                z * (-2.75573143513906633035e-07 + z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11))));
  return sum + (((1 - sum) - half) + (z * z * series - x.rest * x.tail));
}

double nb_stream_sin(double angle) {
  const reduced x = reduce(angle);
  const double value = x.quarters & 1 ? cosine_of(x) : sine_of(x);
  return x.quarters & 2 ? -value : value;
}

double nb_stream_cos(double angle) {
  const reduced x = reduce(angle);
  const double value = x.quarters & 1 ? sine_of(x) : cosine_of(x);
  return (x.quarters + 1) & 2 ? -value : value;
}
