// The pool of threads. It is made at the first call that asks for more than one thread, and its threads sleep between
// calls that lie further apart than some microseconds.

#include "team.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>

#include "ckernels.h"

#if defined(__x86_64__)
#define PAUSE() __builtin_ia32_pause()
#else
#define PAUSE() ((void)0)
#endif

enum { most_threads = 64, spins_before_yield = 2000, spins_before_sleep = 20000 };

void nb_meet_others(const nb_member *member) {
  nb_meeting *meeting = member->meeting;
  int round = atomic_load_explicit(&meeting->round, memory_order_relaxed);
  if (atomic_fetch_add_explicit(&meeting->arrived, 1, memory_order_acq_rel) == member->parts - 1) {
    atomic_store_explicit(&meeting->arrived, 0, memory_order_relaxed);
    atomic_store_explicit(&meeting->round, round + 1, memory_order_release);
    return;
  }
  for (int spins = 0; atomic_load_explicit(&meeting->round, memory_order_acquire) == round; spins++) {
    if (spins < spins_before_yield) PAUSE();
    else sched_yield();
  }
}

// One call's work; written by the caller while no worker looks at it.
static struct {
  nb_runner *run;
  const nb_operation *operations;
  long count, repeats;
  int threads, is_cut;
  const int *stop;
  nb_meeting meeting;
} job;

// A worker: its part, and the number of calls it has seen.
typedef struct worker {
  int part;
  long seen;
} worker;

static struct {
  pthread_mutex_t in_use;
  pthread_mutex_t lock;
  pthread_cond_t wake;
  worker workers[most_threads];
  int worker_count;
  atomic_long generation;
  atomic_int busy;
} pool = {.in_use = PTHREAD_MUTEX_INITIALIZER, .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

static void *work(void *argument) {
  const int part = ((worker *)argument)->part;
  long seen = ((worker *)argument)->seen;
  for (;;) {
    for (int spins = 0; atomic_load(&pool.generation) == seen && spins < spins_before_sleep; spins++) PAUSE();
    if (atomic_load(&pool.generation) == seen) {
      pthread_mutex_lock(&pool.lock);
      while (atomic_load(&pool.generation) == seen) pthread_cond_wait(&pool.wake, &pool.lock);
      pthread_mutex_unlock(&pool.lock);
    }
    seen++;
    if (part < job.threads) {
      nb_member member = {part, job.threads, &job.meeting, job.stop, &job.is_cut};
      job.run(job.operations, job.count, job.repeats, &member);
    }
    atomic_fetch_sub(&pool.busy, 1);
  }
  return 0;
}

int nb_run(nb_runner *run, const nb_operation *operations, long count, long repeats, int threads, const int *stop) {
  if (threads > most_threads) threads = most_threads;
  if (threads < 2 || pthread_mutex_trylock(&pool.in_use) != 0) {
    int is_cut = 0;
    nb_member alone = {0, 1, 0, stop, &is_cut};
    run(operations, count, repeats, &alone);
    return !is_cut;
  }
  while (pool.worker_count < threads - 1) {
    worker *next = &pool.workers[pool.worker_count];
    *next = (worker){pool.worker_count + 1, atomic_load(&pool.generation)};
    pthread_t thread;
    // Signals are for the thread that began the work: it alone may be waiting for them.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    int failure = pthread_create(&thread, 0, work, next);
    pthread_sigmask(SIG_SETMASK, &before, 0);
    if (failure != 0) {
      threads = pool.worker_count + 1;
      break;
    }
    pthread_detach(thread);
    pool.worker_count++;
  }
  job.run = run;
  job.operations = operations;
  job.count = count;
  job.repeats = repeats;
  job.threads = threads;
  job.is_cut = 0;
  job.stop = stop;
  atomic_store(&job.meeting.arrived, 0);
  atomic_store(&pool.busy, pool.worker_count);
  pthread_mutex_lock(&pool.lock);
  atomic_fetch_add(&pool.generation, 1);
  pthread_cond_broadcast(&pool.wake);
  pthread_mutex_unlock(&pool.lock);

  nb_member first = {0, threads, &job.meeting, stop, &job.is_cut};
  run(operations, count, repeats, &first);
  for (int spins = 0; atomic_load(&pool.busy) != 0; spins++) {
    if (spins < spins_before_yield) PAUSE();
    else sched_yield();
  }
  const int is_whole = !nb_flag_is_set(&job.is_cut);
  pthread_mutex_unlock(&pool.in_use);
  return is_whole;
}
