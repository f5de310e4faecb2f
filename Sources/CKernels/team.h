// A few threads that run one list of operations together: each does its share of every operation, and none begins the
// next before all have finished this one.

#ifndef NB_TEAM_H
#define NB_TEAM_H

#include <stdatomic.h>

#include "ckernels.h"

// Where the threads of a team meet between two operations.
typedef struct nb_meeting {
  atomic_uint arrived;
  atomic_uint round;
  atomic_uint sleepers;
} nb_meeting;

// What one thread has to know of its team.
typedef struct nb_member {
  int part, parts;
  nb_meeting *meeting;
  const int *stop;  // a flag that is set once the work is no longer wanted, or null
  int *is_cut;      // set by who has passed work over
} nb_member;

// Waits for the other members.
void nb_meet_others(const nb_member *member);

// The processor that the calling thread is on; -1 where that cannot be said.
int nb_processor_here(void);

// Puts the calling thread, a member by its part, on another processor than its caller's if there is one: a system may leave both on one
// for milliseconds, in which each meeting takes a turn. From there it may be moved on.
void nb_spread(int caller, int part);

// Memory of the thread's own for what is copied together, aligned to 64 bytes; the same at every call.
void *nb_scratch(void);
enum { nb_scratch_bytes = 1 << 20 };

// Whether the work is to be passed over. Members still meet after each operation, for some see the flag before others.
static inline int nb_is_stopped(const nb_member *member) {
  if (!member->stop || !nb_flag_is_set(member->stop)) return 0;
  nb_flag_set(member->is_cut, 1);
  return 1;
}

// Waits for all members; a team of one goes on at once.
static inline void nb_meet(const nb_member *member) {
  if (member->parts > 1) nb_meet_others(member);
}

// The share of a member: from `from` up to `to`, in whole grains but for the last.
static inline void nb_share(const nb_member *member, long total, long grain, long *from, long *to) {
  if (member->parts == 1) {
    *from = 0;
    *to = total;
    return;
  }
  long grains = (total + grain - 1) / grain;
  *from = grains * member->part / member->parts * grain;
  *to = grains * (member->part + 1) / member->parts * grain;
  if (*from > total) *from = total;
  if (*to > total) *to = total;
}

#endif
