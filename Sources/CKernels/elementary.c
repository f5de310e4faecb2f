// The one-lane forms of the elementary functions; the mathematics is in elementary.h.
//
// x86-64 without FMA has to call the C library's fma, which rounds the same and is slow. So there the
// functions exist twice, and a processor with the instruction takes the fast form: same bits, ten times
// the speed.

#include "ckernels_elementary.h"

#define NB_BITS 64
#define NB_LANES 1
#define NB_SUFFIX one_f64
#define NB_TARGET
#include "elementary.h"

#define NB_BITS 32
#define NB_LANES 1
#define NB_SUFFIX one_f32
#define NB_TARGET
#include "elementary.h"

#if defined(__x86_64__) && !defined(__FMA__)

#define NB_BITS 64
#define NB_LANES 1
#define NB_SUFFIX one_fma_f64
#define NB_TARGET __attribute__((target("avx,fma")))
#include "elementary.h"

#define NB_BITS 32
#define NB_LANES 1
#define NB_SUFFIX one_fma_f32
#define NB_TARGET __attribute__((target("avx,fma")))
#include "elementary.h"

#define NB_ENTRY(function, type, element)                                                                  \
  __attribute__((target("avx,fma"))) static element fma_##function##_##type(element x) {                   \
    return nb_##function##_one_fma_##type((nb_real_one_fma_##type){x})[0];                                 \
  }                                                                                                        \
  element nb_##function##_##type(element x) {                                                              \
    if (__builtin_cpu_supports("fma")) return fma_##function##_##type(x);                                  \
    return nb_##function##_one_##type((nb_real_one_##type){x})[0];                                         \
  }

#else

#define NB_ENTRY(function, type, element)                                                                  \
  element nb_##function##_##type(element x) { return nb_##function##_one_##type((nb_real_one_##type){x})[0]; }

#endif

NB_ENTRY(exp, f64, double)
NB_ENTRY(log, f64, double)
NB_ENTRY(tanh, f64, double)
NB_ENTRY(sigmoid, f64, double)
NB_ENTRY(exp, f32, float)
NB_ENTRY(log, f32, float)
NB_ENTRY(tanh, f32, float)
NB_ENTRY(sigmoid, f32, float)
