// The processors that this process may use: those it is allowed to run on, as far as its quota of time reaches; and where
// on them threads begin.

#define _GNU_SOURCE

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ckernels.h"
#include "team.h"

#if defined(__linux__)
#include <sched.h>

static long allowed(void) {
  // Machines with more processors than a set has room for are asked for all of them.
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
  return sysconf(_SC_NPROCESSORS_ONLN);
}

int nb_processor_here(void) { return sched_getcpu(); }

void nb_spread(int caller, int part) {
  cpu_set_t all, one;
  if (caller < 0 || sched_getaffinity(0, sizeof all, &all) != 0 || !CPU_ISSET(caller, &all)) return;
  int processor = caller;
  for (int steps = part % CPU_COUNT(&all); steps > 0; steps--)
    do processor = (processor + 1) % CPU_SETSIZE;
    while (!CPU_ISSET(processor, &all));
  if (processor == caller) return;
  CPU_ZERO(&one);
  CPU_SET(processor, &one);
  if (sched_setaffinity(0, sizeof one, &one) == 0) sched_setaffinity(0, sizeof all, &all);
}

// The processors' worth of time that a file of the second version of control groups grants: `200000 100000`, or `max`.
static double quota_of(const char *path) {
  FILE *file = fopen(path, "re");
  if (!file) return 1e9;
  double quota = 0, period = 0;
  const int count = fscanf(file, "%lf %lf", &quota, &period);
  fclose(file);
  return count == 2 && period > 0 ? quota / period : 1e9;
}

// The same of the first version, which has a file for each number.
static double old_quota(void) {
  double quota = -1, period = 0;
  FILE *file = fopen("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "re");
  if (!file) return 1e9;
  if (fscanf(file, "%lf", &quota) != 1) quota = -1;
  fclose(file);
  if (!(file = fopen("/sys/fs/cgroup/cpu/cpu.cfs_period_us", "re"))) return 1e9;
  if (fscanf(file, "%lf", &period) != 1) period = 0;
  fclose(file);
  return quota > 0 && period > 0 ? quota / period : 1e9;
}

// The least of what the groups grant that this process is in, from its own up to the outermost that is seen.
static double quota(void) {
  double least = old_quota();
  char group[1024] = "", path[1200];
  FILE *file = fopen("/proc/self/cgroup", "re");
  if (file) {
    while (fgets(group, sizeof group, file) && strncmp(group, "0::", 3) != 0) group[0] = 0;
    fclose(file);
  }
  char *own = group[0] ? group + 3 : group;
  own[strcspn(own, "\n")] = 0;
  for (;;) {
    snprintf(path, sizeof path, "/sys/fs/cgroup%s/cpu.max", strcmp(own, "/") == 0 ? "" : own);
    const double granted = quota_of(path);
    if (granted < least) least = granted;
    char *slash = strrchr(own, '/');
    if (!slash) return least;
    *slash = 0;
  }
}
#else
static long allowed(void) { return sysconf(_SC_NPROCESSORS_ONLN); }
static double quota(void) { return 1e9; }

int nb_processor_here(void) { return -1; }
void nb_spread(int caller, int part) { (void)caller, (void)part; }
#endif

int nb_processor_count(void) {
  const long count = allowed();
  const double granted = quota();
  const double least = granted < (double)count ? granted : (double)count;
  return least < 1 ? 1 : (int)least;
}
