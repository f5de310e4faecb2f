// The forms of the kernels that exist for the architecture; whether the processor has one is asked at run time.

#ifndef NB_FORMS_H
#define NB_FORMS_H

#include "ckernels.h"
#include "team.h"

extern const nb_form nb_portable_form;
#if defined(__x86_64__)
extern const nb_form nb_avx2_form;
extern const nb_form nb_avx512_form;
#elif defined(__aarch64__)
extern const nb_form nb_neon_form;
#endif

#endif
