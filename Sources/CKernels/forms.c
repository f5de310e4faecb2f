// Which form of the kernels is used: the fastest that the processor has, or the one asked for. And the names of operations.

#include "forms.h"

#include <stddef.h>
#include <string.h>

// From the fastest to the slowest, as far as this processor has them.
static const nb_form *available(int index) {
#if defined(__x86_64__)
  int hasAVX2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  int hasAVX512 = hasAVX2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                  __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
  if (hasAVX512 && index-- == 0) return &nb_avx512_form;
  if (hasAVX2 && index-- == 0) return &nb_avx2_form;
#elif defined(__aarch64__)
  if (index-- == 0) return &nb_neon_form;
#endif
  return index == 0 ? &nb_portable_form : NULL;
}

const nb_form *nb_form_named(const char *name) {
  for (int index = 0;; index++) {
    const nb_form *form = available(index);
    if (!form || !name || strcmp(form->name, name) == 0) return form;
  }
}

const char *nb_kind_name(nb_kind kind) {
  switch (kind) {
  case NB_NOTHING: return "NOTHING";
#define NB_OPERATION(kind, split, function) \
  case NB_##kind: return #kind;
#define NB_ACTIVATION(kind, name) \
  case NB_##kind: return #kind;   \
  case NB_##kind##_BACK: return #kind "_BACK";
#include "nb_operations.def"
#undef NB_OPERATION
#undef NB_ACTIVATION
  case NB_KIND_COUNT: break;
  }
  return NULL;
}

int nb_kind_is_activation(nb_kind kind) {
  switch (kind) {
#define NB_OPERATION(kind, split, function)
#define NB_ACTIVATION(kind, name) \
  case NB_##kind:                 \
  case NB_##kind##_BACK: return 1;
#include "nb_operations.def"
#undef NB_ACTIVATION
  default: return 0;
  }
}

int nb_kind_goes_back(nb_kind kind) {
  switch (kind) {
#define NB_ACTIVATION(kind, name) \
  case NB_##kind##_BACK: return 1;
#include "nb_operations.def"
#undef NB_ACTIVATION
#undef NB_OPERATION
  default: return 0;
  }
}
