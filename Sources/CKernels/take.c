// Rows of a data set taken into a batch.

#include "ckernels.h"

#define DEFINE(T, S)                                                                                          \
  void nb_take_bytes_##S(const unsigned char *from, const T *table, T *to, long count, long stride) {         \
    if (stride == 1)                                                                                          \
      for (long i = 0; i < count; i++) to[i] = table[from[i]];                                                \
    else                                                                                                      \
      for (long i = 0; i < count; i++) to[i * stride] = table[from[i]];                                       \
  }                                                                                                           \
  void nb_take_doubles_##S(const double *from, T *to, long count, long stride) {                              \
    if (stride == 1)                                                                                          \
      for (long i = 0; i < count; i++) to[i] = (T)from[i];                                                    \
    else                                                                                                      \
      for (long i = 0; i < count; i++) to[i * stride] = (T)from[i];                                           \
  }

DEFINE(double, f64)
DEFINE(float, f32)
