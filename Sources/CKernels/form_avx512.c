// The AVX-512 form: 8 doubles or 16 floats at a time.

#if defined(__x86_64__)
#include <immintrin.h>

#include "forms.h"

#define NB_FORM avx512
#define NB_FEATURES __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma")))

#define MASK(n) ((1u << (n)) - 1)

#define NB_TYPE 64
#define NB_WIDTH 8
#define NB_UNITS_WIDTH 4
#define NB_LOAD_PART(p, n) ((V)_mm512_maskz_loadu_pd((__mmask8)MASK(n), p))
#define NB_STORE_PART(p, v, n) _mm512_mask_storeu_pd(p, (__mmask8)MASK(n), (__m512d)(v))
#define NB_TILE_ROWS 8
#define NB_GROUP 2
#define NB_LANE_COLUMNS 4
#include "kernels.inc"

#define NB_TYPE 32
#define NB_WIDTH 16
#define NB_UNITS_WIDTH 8
#define NB_LOAD_PART(p, n) ((V)_mm512_maskz_loadu_ps((__mmask16)MASK(n), p))
#define NB_STORE_PART(p, v, n) _mm512_mask_storeu_ps(p, (__mmask16)MASK(n), (__m512)(v))
#define NB_TILE_ROWS 8
#define NB_GROUP 2
#define NB_LANE_COLUMNS 4
#include "kernels.inc"

const nb_form nb_avx512_form = {
    "avx512", nb_run_avx512_f64, nb_run_avx512_f32, nb_lanes_avx512_f64, nb_lanes_avx512_f32};
#endif
