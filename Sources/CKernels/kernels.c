// The scalar kernels, once for each floating-point type.

#include "ckernels.h"

#include <float.h>
#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

#define T double
#define NB(name) name##_f64
#define FMA(a, b, c) __builtin_fma(a, b, c)
#define BCE_FLOOR 1e-12
#include "kernels.inc"

#define T float
#define NB(name) name##_f32
#define FMA(a, b, c) __builtin_fmaf(a, b, c)
#define BCE_FLOOR 1e-12f
#include "kernels.inc"
