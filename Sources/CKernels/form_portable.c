// The portable form: one lane at a time, for any processor. Without a fused multiply-add instruction it calls the C
// library's, which rounds the same and is slow.

#include "forms.h"

#define NB_FORM portable
#define NB_FEATURES

#define NB_TYPE 64
#define NB_WIDTH 1
#define NB_UNITS_WIDTH 1
#define NB_LOAD_PART(p, n) NB(load)(p)
#define NB_STORE_PART(p, v, n) NB(store)(p, v)
#define NB_TILE_ROWS 4
#define NB_GROUP 4
#define NB_LANE_COLUMNS 2
#include "kernels.inc"

#define NB_TYPE 32
#define NB_WIDTH 1
#define NB_UNITS_WIDTH 1
#define NB_LOAD_PART(p, n) NB(load)(p)
#define NB_STORE_PART(p, v, n) NB(store)(p, v)
#define NB_TILE_ROWS 4
#define NB_GROUP 4
#define NB_LANE_COLUMNS 2
#include "kernels.inc"

const nb_form nb_portable_form = {
    "portable", nb_run_portable_f64, nb_run_portable_f32, nb_lanes_portable_f64, nb_lanes_portable_f32};
