// Prints a digest of what each form of the kernels computes: products of odd sizes and all functions, on ordinary,
// tiny, huge, subnormal and infinite values, with one thread and with two, and for networks side by side. All lines of one
// machine and of another are the same but for the names of the forms; run.sh compares them.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ckernels.h"

#pragma STDC FP_CONTRACT OFF

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

// The activations that an affine operation does as well, forward or back, and none.
static nb_kind activation(int goes_back, int index) {
  int found = 0;
  for (int round = 0; round < 2; round++)
    for (int kind = NB_NOTHING + 1; kind < NB_KIND_COUNT; kind++)
      if (nb_kind_is_activation(kind) && nb_kind_goes_back(kind) == goes_back && found++ == index) return kind;
  return NB_NOTHING;
}

enum { most = 136 * 136, operands = 5 };  // 129 filled up to whole parts of 32 bytes

// Whether a kind is for networks side by side alone, and whether it is an update, which takes settings for each of them.
static int is_of_lanes(int kind) { return strncmp(nb_kind_name(kind), "LANES_", 6) == 0; }
static int is_update(int kind) { return kind >= NB_DESCENT && kind <= NB_ADAM; }

// As many networks as the widest form has side by side, and the values of a matrix of each.
enum { networks = 32, most_each = 7 * 7 };

// Whatever the operands of a kind are called, they are pointers in a row.
#define DEFINE(T, S, WORD)                                                                                 \
  static void digest_##S(const nb_form *form, int threads) {                                               \
    static T values[operands][most];                                                                       \
    const long sizes[] = {1, 3, 7, 17, 63, 65, 129};                                                       \
    for (int kind = NB_NOTHING + 1; kind < NB_KIND_COUNT; kind++)                                          \
      for (int a = 0; a < 7 && !is_of_lanes(kind); a++)                                                    \
        for (int b = 0; b < 7; b++)                                                                        \
          for (int extreme = 0; extreme < 2; extreme++) {                                                  \
            const int is_share = kind == NB_BINARY_CROSS_ENTROPY || kind == NB_BINARY_CROSS_ENTROPY_BACK;  \
            void *places[operands];                                                                        \
            for (int k = 0; k < operands; k++) {                                                           \
              places[k] = values[k];                                                                       \
              for (long i = 0; i < most; i++) values[k][i] = (T)(is_share ? uniform() : value(extreme));   \
            }                                                                                              \
            nb_operation operation = {.kind = kind, .rows = sizes[a], .columns = sizes[b]};                \
            operation.inner = is_update(kind) ? 0 : sizes[(a + b) % 7];                                    \
            operation.factor = operation.rate = operation.activation_factor = 0.25;                        \
            operation.divisor = 3;                                                                         \
            operation.descends = b % 2;                                                                    \
            memcpy(&operation.function, places, sizeof places);                                            \
            const int is_back = kind == NB_AFFINE_BACK || kind == NB_UNITS_AFFINE_BACK;                    \
            if (is_back || kind == NB_AFFINE || kind == NB_UNITS_AFFINE)                                   \
              operation.activation = activation(is_back, (a + b) % 7);                                     \
            if ((kind == NB_NORM || kind == NB_UNITS_NORM) && a % 2) operation.norm.given = NULL;          \
            if (kind == NB_NORM_BACK || kind == NB_UNITS_NORM_BACK) operation.norm_back.are_given = a % 2; \
            nb_run(form->run_##S, &operation, 1, 1, threads, NULL);                                        \
            for (int k = 0; k < operands; k++)                                                             \
              for (long i = 0; i < most; i++) {                                                            \
                WORD word = 1;                                                                             \
                if (values[k][i] == values[k][i]) memcpy(&word, &values[k][i], sizeof word);               \
                mix(word);                                                                                 \
              }                                                                                            \
          }                                                                                                \
  }

// The same for networks side by side: each of 32 has the same values whatever the lanes of a form are, and is mixed in turn.
#define DEFINE_LANES(T, S, WORD)                                                                              \
  static void digest_lanes_##S(const nb_form *form) {                                                         \
    static T values[operands][most_each][networks], lanes[operands][most_each * networks];                    \
    const long sizes[] = {1, 3, 7}, width = form->lanes_##S;                                                  \
    for (int kind = NB_NOTHING + 1; kind < NB_KIND_COUNT; kind++)                                             \
      for (int a = 0; a < 3 && (is_of_lanes(kind) || is_update(kind)); a++)                                   \
        for (int b = 0; b < 3; b++)                                                                           \
          for (int extreme = 0; extreme < 2; extreme++) {                                                     \
            const int is_share = kind == NB_LANES_BINARY_CROSS_ENTROPY;                                       \
            for (int k = 0; k < operands; k++)                                                                \
              for (int i = 0; i < most_each; i++)                                                             \
                for (int l = 0; l < networks; l++) values[k][i][l] = (T)(is_share ? uniform() : value(extreme)); \
            for (int first = 0; first < networks; first += width) {                                           \
              void *places[operands];                                                                         \
              for (int k = 0; k < operands; k++) {                                                            \
                places[k] = lanes[k];                                                                         \
                for (int i = 0; i < most_each; i++)                                                           \
                  for (int l = 0; l < width; l++) lanes[k][i * width + l] = values[k][i][first + l];          \
              }                                                                                               \
              nb_operation operation = {.kind = kind, .rows = sizes[a], .columns = sizes[b]};                 \
              operation.inner = is_update(kind) ? width : sizes[(a + b) % 3];                                 \
              if (is_update(kind)) operation.columns *= width;                                                \
              operation.factor = operation.rate = 0.25;                                                       \
              operation.divisor = 3;                                                                          \
              memcpy(&operation.function, places, sizeof places);                                             \
              if (kind == NB_LANES_AFFINE_PARAMETERS && b % 2) operation.affine_parameters.rates = NULL;      \
              nb_run(form->run_##S, &operation, 1, 1, 1, NULL);                                               \
              for (int k = 0; k < operands; k++)                                                              \
                for (int i = 0; i < most_each; i++)                                                           \
                  for (int l = 0; l < width; l++) values[k][i][first + l] = lanes[k][i * width + l];          \
            }                                                                                                 \
            for (int k = 0; k < operands; k++)                                                                \
              for (int i = 0; i < most_each; i++)                                                             \
                for (int l = 0; l < networks; l++) {                                                          \
                  WORD word = 1;                                                                              \
                  if (values[k][i][l] == values[k][i][l]) memcpy(&word, &values[k][i][l], sizeof word);       \
                  mix(word);                                                                                  \
                }                                                                                             \
          }                                                                                                   \
  }

DEFINE(double, f64, uint64_t)
DEFINE(float, f32, uint32_t)
DEFINE_LANES(double, f64, uint64_t)
DEFINE_LANES(float, f32, uint32_t)

// What streams and drawn data are made with; it has no forms.
static void digest_streams(void) {
  for (int i = 0; i < 300000; i++) {
    const double x = i % 3 ? uniform() + 0x1p-53 : 0.9375 + 0.14 * uniform();
    const double results[] = {nb_stream_log(x), nb_stream_sin(1000 * x), nb_stream_cos(1000 * x)};
    for (int k = 0; k < 3; k++) {
      uint64_t word;
      memcpy(&word, &results[k], sizeof word);
      mix(word);
    }
  }
}

int main(void) {
  const char *names[] = {"portable", "avx2", "avx512", "neon"};
  for (int i = 0; i < 4; i++)
    for (int threads = 1; threads <= 2; threads++) {
      const nb_form *form = nb_form_named(names[i]);
      if (!form) continue;
      state = 1;
      hash = 0xCBF29CE484222325u;
      digest_streams();
      digest_f64(form, threads);
      digest_f32(form, threads);
      digest_lanes_f64(form);
      digest_lanes_f32(form);
      printf("%016llx %s, %d threads\n", (unsigned long long)hash, form->name, threads);
    }
}
