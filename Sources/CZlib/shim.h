// zlib's entry points that are macros, as functions.
#include <zlib.h>

static inline int nb_inflate_begin(z_stream *stream, int window_bits) { return inflateInit2(stream, window_bits); }
