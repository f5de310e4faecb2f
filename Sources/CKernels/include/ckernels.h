#ifndef NB_CKERNELS_H
#define NB_CKERNELS_H

// The arithmetic of the engine, for float64 (f64) and float32 (f32). These loops define the bits of every result:
// an element of a matrix product starts from zero and takes its terms in index order, each with one fused
// multiply-add; sums over samples run in row order; nothing else is fused, and nothing is reordered.
// Matrices are dense and row by row. Output buffers may not overlap inputs unless a function says so.

#include "ckernels_elementary.h"

#define NB_DECLARE_KERNELS(T, S)                                                                                     \
  /* y[rows, outputs] = x[rows, inputs] w[inputs, outputs] + b[outputs]; the bias is added after the sum. */         \
  void nb_affine_##S(const T *x, const T *w, const T *b, T *y, long rows, long inputs, long outputs);                \
  /* dx[rows, inputs] = dy[rows, outputs] times w transposed. */                                                     \
  void nb_affine_input_gradient_##S(const T *dy, const T *w, T *dx, long rows, long inputs, long outputs);           \
  /* dw[inputs, outputs] = x transposed times dy; db[outputs] = the sum of the rows of dy. */                        \
  void nb_affine_parameter_gradient_##S(                                                                             \
      const T *x, const T *dy, T *dw, T *db, long rows, long inputs, long outputs);                                  \
  /* Activations: y from x, one value each, and dx from y and dy. leaky_relu with slope 0 is relu. */                \
  void nb_sigmoid_forward_##S(const T *x, T *y, long count);                                                         \
  void nb_sigmoid_backward_##S(const T *y, const T *dy, T *dx, long count);                                          \
  void nb_tanh_forward_##S(const T *x, T *y, long count);                                                            \
  void nb_tanh_backward_##S(const T *y, const T *dy, T *dx, long count);                                             \
  void nb_leaky_relu_forward_##S(const T *x, T *y, T slope, long count);                                             \
  void nb_leaky_relu_backward_##S(const T *y, const T *dy, T *dx, T slope, long count);                              \
  /* Softmax of every row, and its gradient. */                                                                      \
  void nb_softmax_forward_##S(const T *x, T *y, long rows, long columns);                                            \
  void nb_softmax_backward_##S(const T *y, const T *dy, T *dx, long rows, long columns);                             \
  /* Sum over the rows of -sum(t log softmax(x)), from the outputs x and their softmax's targets t. */               \
  T nb_softmax_cross_entropy_##S(const T *x, const T *t, long rows, long columns);                                   \
  /* dx = (softmax(x) - t) / divisor. */                                                                             \
  void nb_softmax_cross_entropy_gradient_##S(                                                                        \
      const T *x, const T *t, T *dx, T divisor, long rows, long columns);                                            \
  /* Sum of (y - t)^2, and dy = factor (y - t) / divisor. */                                                         \
  T nb_squared_error_##S(const T *y, const T *t, long count);                                                        \
  void nb_squared_error_gradient_##S(const T *y, const T *t, T *dy, T factor, T divisor, long count);                \
  /* Sum of -(t log y + (1 - t) log(1 - y)), and dy = (y - t) / (y (1 - y)) / divisor, both kept finite. */          \
  T nb_binary_cross_entropy_##S(const T *y, const T *t, long count);                                                 \
  void nb_binary_cross_entropy_gradient_##S(const T *y, const T *t, T *dy, T divisor, long count);                   \
  /* Plain gradient descent in place: w = w - rate g, one fused multiply-add each. */                                \
  void nb_descend_##S(T *w, const T *g, T rate, long count);                                                         \
  /* Whether every value is finite: 1 or 0. */                                                                       \
  int nb_all_finite_##S(const T *x, long count);

NB_DECLARE_KERNELS(double, f64)
NB_DECLARE_KERNELS(float, f32)

#undef NB_DECLARE_KERNELS
#endif
