#ifndef NB_CKERNELS_H
#define NB_CKERNELS_H

// The arithmetic of the engine. These rules define the bits of every result, in every form of the kernels:
// an element of a matrix product starts from zero and takes its terms in index order, each with one fused
// multiply-add; a bias is added after; sums over samples run in row order; nothing else is fused, and nothing is
// reordered. Vectors run across outputs, never along a sum, so their width does not matter.
// Matrices are dense and row by row.

#include "ckernels_elementary.h"
#include "ckernels_stream.h"

/// What an operation computes: the lines of nb_operations.def. Kinds whose names begin with UNITS are for small batches on
/// small nets: there the values of a unit for all rows lie together, filled up to nb_unit_stride. Those whose names begin
/// with LANES are for networks of one shape side by side: each value is there for every network, one after the other.
typedef enum nb_kind {
  /// Nothing: no activation.
  NB_NOTHING,
#define NB_OPERATION(kind, split, function) NB_##kind,
#define NB_ACTIVATION(kind, name) NB_##kind, NB_##kind##_BACK,
#include "nb_operations.def"
#undef NB_OPERATION
#undef NB_ACTIVATION
  NB_KIND_COUNT
} nb_kind;

/// Whether a kind is one of an activation's two.
int nb_kind_is_activation(nb_kind kind);

/// Whether it is that of them which goes back.
int nb_kind_goes_back(nb_kind kind);

/// The name of a kind: `NB_AFFINE` is `AFFINE`.
const char *nb_kind_name(nb_kind kind);

/// NB_SIGMOID and so on, NB_SOFTMAX: output from input.
typedef struct nb_function {
  const void *input;
  void *output;
} nb_function;

/// NB_SIGMOID_BACK and so on: signal, the gradient by the output, becomes that by the input, from input and output.
typedef struct nb_function_back {
  const void *input, *output;
  void *signal;
} nb_function_back;

/// NB_AFFINE: output[rows, columns] = input[rows, inner] weights[inner, columns] + biases[columns]; no biases where null.
/// Both it and NB_UNITS_AFFINE do the operation's activation as well, where that is not NB_NOTHING, into activated.
typedef struct nb_affine {
  const void *input, *weights, *biases;
  void *output, *activated;
} nb_affine;

/// NB_AFFINE_BACK: input_signal[rows, inner] = signal[rows, columns] times weights[inner, columns] transposed; then
/// it and NB_UNITS_AFFINE_BACK go back through the operation's activation, from its input and output.
typedef struct nb_affine_back {
  const void *signal, *weights, *activation_input, *activation_output;
  void *input_signal;
} nb_affine_back;

/// NB_AFFINE_PARAMETERS: the gradients of weights[inner, columns], input[rows, inner] transposed times signal, and of
/// biases[columns], the sum of signal's rows. Where the operation descends, weights and biases take a step instead; those of
/// NB_LANES_AFFINE_PARAMETERS do where rates is not null, each lane at its own.
typedef struct nb_affine_parameters {
  const void *input, *signal, *rates;
  void *weights, *biases;
} nb_affine_parameters;

/// Batch normalisation: each column is brought to mean 0 and variance 1, then scaled and shifted. The statistics of a
/// column are its mean, the sum of its squared deviations, and 1 / sqrt(variance + epsilon), each a row of a matrix.
///
/// NB_NORM: output from input; scales holds gamma[columns] and beta[columns]; statistics[3, columns] become those of the
/// input, or of the mean and variance in given[2, columns] where that is not null; the operation's factor is epsilon.
typedef struct nb_norm {
  const void *input, *scales, *given;
  void *output, *statistics;
} nb_norm;

/// NB_NORM_BACK: signal becomes the gradient by the input; gradients[2, columns] are those of gamma and beta, or where the
/// operation descends these take a step. Statistics are the input's own unless are_given is set.
typedef struct nb_norm_back {
  const void *input, *scales, *statistics;
  void *signal, *gradients;
  int are_given;
} nb_norm_back;

/// NB_NORM_TRACKING: running[2, columns] = (1 - factor) running + factor times the mean and the unbiased variance.
typedef struct nb_norm_tracking {
  const void *statistics;
  void *running;
} nb_norm_tracking;

/// A loss: result[0] from outputs and targets. For softmax cross-entropy the sum over the rows of -sum(t log softmax(x)),
/// for the squared error that of (x - t)^2, for binary cross-entropy that of -(t log x + (1 - t) log(1 - x)), each
/// logarithm at least -100 as in PyTorch's BCELoss.
typedef struct nb_loss {
  const void *outputs, *targets;
  void *result;
} nb_loss;

/// The gradient of a loss by the outputs: (softmax(x) - t) / divisor; factor (x - t) / divisor; and
/// (x - t) / (x (1 - x)) / divisor, with the inner divisor at least 1e-12, as in PyTorch's BCELoss.
typedef struct nb_loss_back {
  const void *outputs, *targets;
  void *signal;
} nb_loss_back;

/// NB_MULTIPLY: output = input times factors, value by value, of which output may be either. NB_ADD_SCALED: output =
/// output + factor input. NB_SCALE: output = factors[0] output. NB_SUM_OF_SQUARES: output[0] = the sum of the squares of
/// input, in order, each with one fused multiply-add. NB_CLIP_FACTOR: output = factor / (sqrt(input) + 1e-6), but no more
/// than 1. NB_ALL_FINITE: output[0] = 1 if all of input is finite, otherwise 0.
typedef struct nb_values {
  const void *input, *factors;
  void *output;
} nb_values;

/// An optimiser's update of parameters by gradients, with its settings and the state that it keeps of each parameter. The
/// formulas are those of torch.optim (PyTorch 2), where g is the gradient, p the parameter, u and s the first and second:
///
///   NB_DESCENT          p = p - rate g, fused
///   NB_MOMENTUM         u = decay u + g, p = p - rate u
///   NB_SCALED_MOMENTUM  u = decay u - rate g, p = p + u: as Saitoh's book writes it; differs once the rate changes
///   NB_NESTEROV         u = decay u + g, p = p - rate (g + decay u)
///   NB_SCALED_NESTEROV  u = decay u - rate g, p = p + (decay u - rate g)
///   NB_ADAGRAD          u = u + g^2, p = p - rate g / (sqrt(u) + epsilon)
///   NB_RMSPROP          u = decay u + rest g^2, p = p - rate g / (sqrt(u) + epsilon)
///   NB_ADAM             u = decay u + rest g, s = second_decay s + second_rest g^2,
///                       p = p - rate u / (sqrt(s) / root + epsilon)
///
/// Where inner is not 0, so many networks are side by side, and every lane has its own settings.
typedef struct nb_update {
  const void *gradients, *settings;
  void *parameters, *first, *second;
} nb_update;

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

/// One operation of a plan. The pointers are to double or float.
typedef struct nb_operation {
  nb_kind kind;
  /// The activation that is done with this operation, where it can do one, or NB_NOTHING.
  nb_kind activation;
  /// Whether parameters take a step of plain gradient descent, p = p - rate times the gradient, one fused multiply-add
  /// after the sum, where otherwise their gradient is written. That gradients are added to others would be a second flag.
  int descends;
  long rows, columns, inner;
  /// A parameter of the operation, and that of its activation.
  double factor, activation_factor;
  double divisor, rate;
  /// The operands of the kind.
  union {
    nb_function function;
    nb_function_back function_back;
    nb_affine affine;
    nb_affine_back affine_back;
    nb_affine_parameters affine_parameters;
    nb_norm norm;
    nb_norm_back norm_back;
    nb_norm_tracking norm_tracking;
    nb_loss loss;
    nb_loss_back loss_back;
    nb_values values;
    nb_update update;
  };
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
  /// How many networks go side by side, one a lane, in the kinds that begin with LANES.
  long lanes_f64, lanes_f32;
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

/// Lets the C library give blocks of half a megabyte and more back to the system as soon as they are free.
void nb_return_large_blocks(void);

/// Copies values to places a stride apart, bytes divided; `next` is where the next copy will begin.
void nb_take_bytes_f64(
    const unsigned char *from, double divisor, double *to, long count, long stride, const unsigned char *next);
void nb_take_bytes_f32(
    const unsigned char *from, float divisor, float *to, long count, long stride, const unsigned char *next);
void nb_take_doubles_f64(const double *from, double *to, long count, long stride, const double *next);
void nb_take_doubles_f32(const double *from, float *to, long count, long stride, const double *next);

#endif
