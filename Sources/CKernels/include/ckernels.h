#ifndef NB_CKERNELS_H
#define NB_CKERNELS_H

// The arithmetic of the engine. These rules define the bits of every result, in every form of the kernels:
// an element of a matrix product starts from zero and takes its terms in index order, each with one fused
// multiply-add; a bias is added after; sums over samples run in row order; nothing else is fused, and nothing is
// reordered. Vectors run across outputs, never along a sum, so their width does not matter.
// Matrices are dense and row by row.

#include "ckernels_elementary.h"
#include "ckernels_stream.h"

/// What an operation computes, from its operands x, w, t into y (and z).
typedef enum nb_kind {
  /// Nothing: no activation.
  NB_IDENTITY,
  /// y[rows, columns] = x[rows, inner] w[inner, columns] + t[columns]; no bias where t is null.
  NB_AFFINE,
  /// y[rows, inner] = x[rows, columns] times w[inner, columns] transposed.
  NB_AFFINE_INPUT_GRADIENT,
  /// y[inner, columns] = x[rows, inner] transposed times w[rows, columns]; z[columns] = the sum of the rows of w.
  NB_AFFINE_PARAMETER_GRADIENT,
  /// A step of plain gradient descent: as before, but y = y - factor times it, and z alike, each one fused
  /// multiply-add after the sum.
  NB_AFFINE_PARAMETER_DESCENT,
  /// y from x for rows × columns values: 1 / (1 + exp(-x)).
  NB_SIGMOID,
  /// y = the gradient by the input, from the output x and the gradient w by it.
  NB_SIGMOID_GRADIENT,
  /// y = tanh x.
  NB_TANH,
  /// As for sigmoid.
  NB_TANH_GRADIENT,
  /// y = x where x > 0, otherwise factor x, and 0 where factor is 0; NaN stays NaN.
  NB_LEAKY_RELU,
  /// As for sigmoid.
  NB_LEAKY_RELU_GRADIENT,
  /// y = softmax of every row of x.
  NB_SOFTMAX,
  /// As for sigmoid.
  NB_SOFTMAX_GRADIENT,
  /// y[0] = the sum over the rows of -sum(t log softmax(x)).
  NB_SOFTMAX_CROSS_ENTROPY,
  /// y = (softmax(x) - t) / divisor.
  NB_SOFTMAX_CROSS_ENTROPY_GRADIENT,
  /// y[0] = the sum of (x - t)^2.
  NB_SQUARED_ERROR,
  /// y = factor (x - t) / divisor.
  NB_SQUARED_ERROR_GRADIENT,
  /// y[0] = the sum of -(t log x + (1 - t) log(1 - x)), each logarithm at least -100 as in PyTorch's BCELoss.
  NB_BINARY_CROSS_ENTROPY,
  /// y = (x - t) / (x (1 - x)) / divisor, with the inner divisor at least 1e-12, as in PyTorch's BCELoss.
  NB_BINARY_CROSS_ENTROPY_GRADIENT,
  /// y[0] = 1 if every x is finite, otherwise 0.
  NB_ALL_FINITE,

  // Batch normalisation: each column is brought to mean 0 and variance 1, then scaled and shifted. The statistics of a
  // column are its mean, the sum of its squared deviations, and 1 / sqrt(variance + epsilon), each a row of a matrix.

  /// y[rows, columns] from x; w[2, columns] = gamma and beta; z[3, columns] = the statistics of x, or those of the mean
  /// and the variance in t[2, columns] where that is not null; factor = epsilon.
  NB_BATCH_NORM,
  /// y = the gradient by the input, from the input x and the gradient w by the output, with gamma in t and the
  /// statistics in s; inner is 0 where these are the statistics of x; z[2, columns] = the gradients of gamma and beta.
  NB_BATCH_NORM_GRADIENT,
  /// As before, with a step of plain gradient descent for z, as in NB_AFFINE_PARAMETER_DESCENT.
  NB_BATCH_NORM_DESCENT,
  /// y[2, columns] = (1 - factor) y + factor times the mean and the unbiased variance of rows with the statistics x.
  NB_BATCH_NORM_TRACKING,

  // The same for small batches on small nets. Here the values of a unit for all rows lie together, filled up to
  // nb_unit_stride; weights and biases lie as always. One thread does it all.

  /// As NB_AFFINE, with a bias; and z = y's activation, if z is not null.
  NB_UNITS_AFFINE,
  /// As NB_AFFINE_INPUT_GRADIENT; then back through the activation whose output is t, if t is not null.
  NB_UNITS_AFFINE_INPUT_GRADIENT,
  NB_UNITS_AFFINE_PARAMETER_GRADIENT,
  NB_UNITS_AFFINE_PARAMETER_DESCENT,
  NB_UNITS_SOFTMAX_CROSS_ENTROPY_GRADIENT,
  NB_UNITS_BATCH_NORM,
  NB_UNITS_BATCH_NORM_GRADIENT,
  NB_UNITS_BATCH_NORM_DESCENT,

  /// y = x w, value by value.
  NB_MULTIPLY,
  /// y = y + factor x.
  NB_ADD_SCALED,
  /// y = t[0] y.
  NB_SCALE,
  /// y[0] = the sum of the squares of x, in order, each with one fused multiply-add.
  NB_SUM_OF_SQUARES,

  // Updates of the parameters y by the gradient x, with the optimiser's state in z and s, all of rows × columns
  // values, and the settings below in t. The formulas are those of torch.optim (PyTorch 2), where g is the gradient.

  /// y = y - rate g, fused.
  NB_DESCEND,
  /// z = decay z + g, y = y - rate z.
  NB_MOMENTUM,
  /// z = decay z - rate g, y = y + z: as Saitoh's book writes it; differs once the rate changes.
  NB_SCALED_MOMENTUM,
  /// z = decay z + g, y = y - rate (g + decay z).
  NB_NESTEROV,
  /// z = decay z - rate g, y = y + (decay z - rate g).
  NB_SCALED_NESTEROV,
  /// z = z + g^2, y = y - rate g / (sqrt(z) + epsilon).
  NB_ADAGRAD,
  /// z = decay z + rest g^2, y = y - rate g / (sqrt(z) + epsilon).
  NB_RMSPROP,
  /// z = decay z + rest g, s = second_decay s + second_rest g^2, y = y - rate z / (sqrt(s) / root + epsilon).
  NB_ADAM,
} nb_kind;

/// The places of the settings of an update.
enum {
  NB_RATE,
  NB_STATE_DECAY,
  /// 1 minus the decay.
  NB_STATE_REST,
  NB_SECOND_DECAY,
  NB_SECOND_REST,
  NB_EPSILON,
  /// The square root of the correction of the second state.
  NB_CORRECTION_ROOT,
  NB_SETTING_COUNT,
};

/// One operation of a plan; which members count depends on its kind. The pointers are to double or float.
typedef struct nb_operation {
  nb_kind kind;
  /// The operation of an activation that is done with this one, where the kind says so; factor is its factor.
  nb_kind activation;
  long rows, columns, inner;
  const void *x, *w, *t;
  void *y, *z, *s;
  double factor, divisor;
} nb_operation;

/// The length to which the values of a unit are filled up: whole parts of 32 bytes, whatever the form.
static inline long nb_unit_stride(long rows, long value_size) {
  const long part = 32 / value_size;
  return (rows + part - 1) / part * part;
}

struct nb_member;

/// Runs operations in their order, the whole list again and again, as one member of a team.
typedef void nb_runner(const nb_operation *operations, long count, long repeats, const struct nb_member *member);

/// One form of the kernels: all forms give the same bits.
typedef struct nb_form {
  const char *name;
  nb_runner *run_f64;
  nb_runner *run_f32;
} nb_form;

/// The form with a name, or the fastest for a null name; null if this processor lacks it or there is none.
const nb_form *nb_form_named(const char *name);

/// Whether a flag is set, which a signal or another thread may do at any time.
static inline int nb_flag_is_set(const int *flag) { return __atomic_load_n(flag, __ATOMIC_RELAXED); }

/// Sets a flag, or takes it back.
static inline void nb_flag_set(int *flag, int value) { __atomic_store_n(flag, value, __ATOMIC_RELAXED); }

/// Runs operations in their order, the whole list again and again, each split among threads by its outputs.
///
/// The bits do not depend on the number of threads. While another call has the threads, the caller works alone. Once the
/// flag `stop` is set, unless it is null, what is left is passed over within a few milliseconds: 0 comes back, and what
/// the operations write is of no use. Otherwise 1 comes back.
int nb_run(nb_runner *run, const nb_operation *operations, long count, long repeats, int threads, const int *stop);

/// The processors that this process may use: those it is allowed to run on, as far as its quota of time reaches.
int nb_processor_count(void);

/// Copies values to places a stride apart, bytes divided; `next` is where the next copy will begin.
void nb_take_bytes_f64(
    const unsigned char *from, double divisor, double *to, long count, long stride, const unsigned char *next);
void nb_take_bytes_f32(
    const unsigned char *from, float divisor, float *to, long count, long stride, const unsigned char *next);
void nb_take_doubles_f64(const double *from, double *to, long count, long stride, const double *next);
void nb_take_doubles_f32(const double *from, float *to, long count, long stride, const double *next);

#endif
