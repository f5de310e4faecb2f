// The engine's own exp, log, tanh and sigmoid: bit-identical on every machine, at most 1 ulp off.
//
// One value at a time. A NaN argument, and log of a negative number, give the positive quiet NaN.

#ifndef CKERNELS_ELEMENTARY_H
#define CKERNELS_ELEMENTARY_H

#ifdef __cplusplus
extern "C" {
#endif

/// e^x.
double nb_exp_f64(double x);
/// The natural logarithm of x; minus infinity for a zero of either sign.
double nb_log_f64(double x);
/// The hyperbolic tangent of x, with the sign of x.
double nb_tanh_f64(double x);
/// The logistic function 1 / (1 + e^-x).
double nb_sigmoid_f64(double x);

/// e^x.
float nb_exp_f32(float x);
/// The natural logarithm of x; minus infinity for a zero of either sign.
float nb_log_f32(float x);
/// The hyperbolic tangent of x, with the sign of x.
float nb_tanh_f32(float x);
/// The logistic function 1 / (1 + e^-x).
float nb_sigmoid_f32(float x);

#ifdef __cplusplus
}
#endif

#endif
