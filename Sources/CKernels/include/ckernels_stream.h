// The functions that random streams and drawn data are made with; stream.c says whose bits they have.

#ifndef NB_CKERNELS_STREAM_H
#define NB_CKERNELS_STREAM_H

/// The natural logarithm of a positive, normal, finite x, as NumPy's streams take it.
double nb_stream_log(double x);
/// The same without the processor's fused multiply-add: the same bits, slowly.
double nb_stream_log_plain(double x);

/// The sine of an angle in radians, of a size below 2^20.
double nb_stream_sin(double angle);
/// The cosine of an angle in radians, of a size below 2^20.
double nb_stream_cos(double angle);

#endif
