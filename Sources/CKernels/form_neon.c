// The NEON form for arm64: 2 doubles or 4 floats at a time.

#if defined(__aarch64__)
#include "forms.h"

#define NB_FORM neon
#define NB_FEATURES

#define LOAD_LANES(p, n)                                            \
  ({                                                                \
    V part = {0};                                                   \
    for (long lane = 0; lane < (n); lane++) part[lane] = (p)[lane]; \
    part;                                                           \
  })
#define STORE_LANES(p, v, n)                                        \
  ({                                                                \
    V part = (v);                                                   \
    for (long lane = 0; lane < (n); lane++) (p)[lane] = part[lane]; \
  })

#define NB_TYPE 64
#define NB_WIDTH 2
#define NB_UNITS_WIDTH 2
#define NB_LOAD_PART(p, n) LOAD_LANES(p, n)
#define NB_STORE_PART(p, v, n) STORE_LANES(p, v, n)
#define NB_TILE_ROWS 8
#define NB_GROUP 2
#define NB_LANE_COLUMNS 4
#include "kernels.inc"

#define NB_TYPE 32
#define NB_WIDTH 4
#define NB_UNITS_WIDTH 4
#define NB_LOAD_PART(p, n) LOAD_LANES(p, n)
#define NB_STORE_PART(p, v, n) STORE_LANES(p, v, n)
#define NB_TILE_ROWS 8
#define NB_GROUP 2
#define NB_LANE_COLUMNS 4
#include "kernels.inc"

const nb_form nb_neon_form = {
    "neon", nb_run_neon_f64, nb_run_neon_f32, nb_lanes_neon_f64, nb_lanes_neon_f32};
#endif
