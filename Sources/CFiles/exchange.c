#define _GNU_SOURCE
#include "cfiles.h"

#include <errno.h>
#include <stdio.h>

#ifdef __linux__
#include <sys/syscall.h>
#include <unistd.h>

int nb_exchange(int folder, const char *name, int other_folder, const char *other_name) {
#ifdef SYS_renameat2
  return (int)syscall(SYS_renameat2, folder, name, other_folder, other_name, 2 /* RENAME_EXCHANGE */);
#else
  errno = ENOSYS;
  return -1;
#endif
}
#else
int nb_exchange(int folder, const char *name, int other_folder, const char *other_name) {
  return renameatx_np(folder, name, other_folder, other_name, RENAME_SWAP);
}
#endif
