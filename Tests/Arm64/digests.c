// Prints a digest of what each form of the kernels computes: products of odd sizes and all functions, on ordinary,
// tiny, huge, subnormal and infinite values, with one thread and with two. All lines of one machine and of another are
// the same but for the names of the forms; run.sh compares them.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ckernels.h"

static uint64_t state;

static double uniform(void) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (double)(state >> 11) * 0x1p-53;
}

static double value(int extreme) {
  static const double some[] = {0, -0.0, 0x1p-1074, 0x1p-1030, -0x1p-140, 1e-20, 1e30, -1e300, 1.0 / 0.0, -1.0 / 0.0};
  double x = 4 * uniform() - 2;
  return extreme && uniform() < 0.1 ? some[(int)(uniform() * 10)] : x;
}

static uint64_t hash;

static void mix(uint64_t word) {
  for (int i = 0; i < 8; i++) hash = (hash ^ (word >> (8 * i) & 0xFF)) * 0x100000001B3u;
}

static const nb_kind activations[2][4] = {
    {NB_IDENTITY, NB_SIGMOID, NB_TANH, NB_LEAKY_RELU},
    {NB_IDENTITY, NB_SIGMOID_GRADIENT, NB_TANH_GRADIENT, NB_LEAKY_RELU_GRADIENT}};

enum { most = 136 * 136 };  // 129 filled up to whole parts of 32 bytes

#define DEFINE(T, S, WORD)                                                                                     \
  static void digest_##S(const nb_form *form, int threads) {                                                   \
    static T x[most], w[most], t[most], y[most], z[most], s[most];                                                    \
    const long sizes[] = {1, 3, 7, 17, 63, 65, 129};                                                           \
    for (int kind = NB_AFFINE; kind <= NB_ADAM; kind++)                                                  \
      for (int a = 0; a < 7; a++)                                                                              \
        for (int b = 0; b < 7; b++)                                                                            \
          for (int extreme = 0; extreme < 2; extreme++) {                                                      \
            for (long i = 0; i < most; i++) {                                                                  \
              x[i] = (T)value(extreme);                                                                        \
              w[i] = (T)value(extreme);                                                                        \
              t[i] = (T)uniform();                                                                             \
              y[i] = z[i] = s[i] = (T)uniform();                                                                      \
              if (kind == NB_BINARY_CROSS_ENTROPY || kind == NB_BINARY_CROSS_ENTROPY_GRADIENT) x[i] = y[i];    \
            }                                                                                                  \
            nb_operation operation = {kind, activations[kind == NB_UNITS_AFFINE_INPUT_GRADIENT][(a + b) % 4],          \
                                      sizes[a], sizes[b], sizes[(a + b) % 7], x, w, t, y, z, s, 0.25, 3};              \
            if (kind == NB_BATCH_NORM || kind == NB_UNITS_BATCH_NORM) operation.t = a % 2 ? t : 0;                    \
            nb_run(form->run_##S, &operation, 1, 1, threads, NULL);                                                  \
            for (long i = 0; i < most; i++) {                                                                  \
              WORD word[2] = {0, 0};                                                                           \
              if (y[i] == y[i]) memcpy(&word[0], &y[i], sizeof y[i]); else word[0] = 1;                        \
              if (z[i] == z[i]) memcpy(&word[1], &z[i], sizeof z[i]); else word[1] = 1;                        \
              mix(word[0]);                                                                                    \
              mix(word[1]);                                                                                    \
            }                                                                                                  \
          }                                                                                                    \
  }

DEFINE(double, f64, uint64_t)
DEFINE(float, f32, uint32_t)

int main(void) {
  const char *names[] = {"portable", "avx2", "avx512", "neon"};
  for (int i = 0; i < 4; i++)
    for (int threads = 1; threads <= 2; threads++) {
      const nb_form *form = nb_form_named(names[i]);
      if (!form) continue;
      state = 1;
      hash = 0xCBF29CE484222325u;
      digest_f64(form, threads);
      digest_f32(form, threads);
      printf("%016llx %s, %d threads\n", (unsigned long long)hash, form->name, threads);
    }
}
