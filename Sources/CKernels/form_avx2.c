// The AVX2 and FMA form: 4 doubles or 8 floats at a time.

#if defined(__x86_64__)
#include <immintrin.h>

#include "forms.h"

// The n lanes from the left are set in the 32-bit words from 16 - n on, and in the 64-bit words from 8 - n on.
static const int lane_masks[32] = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};

#define NB_FORM avx2
#define NB_FEATURES __attribute__((target("avx2,fma")))

#define NB_TYPE 64
#define NB_WIDTH 4
#define NB_UNITS_WIDTH 4
#define MASK(n) _mm256_loadu_si256((const __m256i *)(lane_masks + 16 - 2 * (n)))
#define NB_LOAD_PART(p, n) ((V)_mm256_maskload_pd(p, MASK(n)))
#define NB_STORE_PART(p, v, n) _mm256_maskstore_pd(p, MASK(n), (__m256d)(v))
#define NB_TILE_ROWS 4
#define NB_GROUP 2
#define NB_LANE_COLUMNS 2
#include "kernels.inc"
#undef MASK

#define NB_TYPE 32
#define NB_WIDTH 8
#define NB_UNITS_WIDTH 8
#define MASK(n) _mm256_loadu_si256((const __m256i *)(lane_masks + 16 - (n)))
#define NB_LOAD_PART(p, n) ((V)_mm256_maskload_ps(p, MASK(n)))
#define NB_STORE_PART(p, v, n) _mm256_maskstore_ps(p, MASK(n), (__m256)(v))
#define NB_TILE_ROWS 4
#define NB_GROUP 2
#define NB_LANE_COLUMNS 2
#include "kernels.inc"
#undef MASK

const nb_form nb_avx2_form = {
    "avx2", nb_run_avx2_f64, nb_run_avx2_f32, nb_lanes_avx2_f64, nb_lanes_avx2_f32};
#endif
