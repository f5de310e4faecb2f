// Rows of a data set taken into a batch.

#include "ckernels.h"

// The rows of a shuffled batch lie anywhere in memory: the one that is taken next is on its way meanwhile.
static void fetch(const void *next, long bytes) {
  for (long i = 0; i < bytes; i += 64) __builtin_prefetch((const char *)next + i);
}

#define DEFINE(T, S)                                                                                          \
  void nb_take_bytes_##S(                                                                                     \
      const unsigned char *from, T divisor, T *to, long count, long stride, const unsigned char *next) {      \
    fetch(next, count);                                                                                       \
    if (stride == 1)                                                                                          \
      for (long i = 0; i < count; i++) to[i] = (T)from[i] / divisor;                                          \
    else                                                                                                      \
      for (long i = 0; i < count; i++) to[i * stride] = (T)from[i] / divisor;                                 \
  }                                                                                                           \
  void nb_take_doubles_##S(const double *from, T *to, long count, long stride, const double *next) {          \
    fetch(next, count * (long)sizeof *next);                                                                  \
    if (stride == 1)                                                                                          \
      for (long i = 0; i < count; i++) to[i] = (T)from[i];                                                    \
    else                                                                                                      \
      for (long i = 0; i < count; i++) to[i * stride] = (T)from[i];                                           \
  }

DEFINE(double, f64)
DEFINE(float, f32)
