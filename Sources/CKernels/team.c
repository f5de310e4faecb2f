// The pool of threads. It is made at the first call that asks for more than one thread. Whoever waits turns round for
// some tenths of a millisecond, which is what the shares of an operation differ by and the next batch takes to be loaded,
// and then sleeps: where another program has the processor, waiting must not keep it from the one that is waited for.

#include "team.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "ckernels.h"

#if defined(__x86_64__)
#define PAUSE() __builtin_ia32_pause()
#elif defined(__aarch64__)
#define PAUSE() __asm__ volatile("yield")
#else
#define PAUSE() ((void)0)
#endif

enum { most_threads = 64, spins_before_sleep = 10000 };

// One call's work; written by the caller while no worker looks at it.
static struct {
  nb_runner *run;
  const nb_operation *operations;
  long count, repeats;
  int threads, is_cut;
  int processor;  // the caller's, when it began
  const int *stop;
  nb_meeting meeting;
} job;

// A worker: its part, and the number of calls it has seen.
typedef struct worker {
  int part;
  unsigned long seen;
} worker;

static struct {
  pthread_mutex_t in_use;
  pthread_mutex_t lock;
  pthread_cond_t wake;  // there is work, all have met, or all are done
  worker workers[most_threads];
  int worker_count;
  atomic_ulong generation;
  atomic_uint busy;
  atomic_uint idle;  // the workers that sleep, and whether the caller does until they are done
} pool = {.in_use = PTHREAD_MUTEX_INITIALIZER, .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

// Wakes all that sleep, if anybody does. What they wait for was changed before, and they look at it after they have
// counted themselves among the sleepers, so that one of both sees the other.
static void wake(atomic_uint *sleepers) {
  if (atomic_load(sleepers) == 0) return;
  pthread_mutex_lock(&pool.lock);
  pthread_cond_broadcast(&pool.wake);
  pthread_mutex_unlock(&pool.lock);
}

// Waits while a condition holds.
#define WAIT_WHILE(condition, sleepers)                                               \
  do {                                                                                \
    for (unsigned spins = 0; (condition) && spins < spins_before_sleep; spins++) PAUSE(); \
    if (condition) {                                                                  \
      pthread_mutex_lock(&pool.lock);                                                 \
      atomic_fetch_add(&(sleepers), 1);                                               \
      while (condition) pthread_cond_wait(&pool.wake, &pool.lock);                    \
      atomic_fetch_sub(&(sleepers), 1);                                               \
      pthread_mutex_unlock(&pool.lock);                                               \
    }                                                                                 \
  } while (0)

void nb_meet_others(const nb_member *member) {
  nb_meeting *meeting = member->meeting;
  const unsigned round = atomic_load_explicit(&meeting->round, memory_order_relaxed);
  if (atomic_fetch_add_explicit(&meeting->arrived, 1, memory_order_acq_rel) == (unsigned)member->parts - 1) {
    atomic_store_explicit(&meeting->arrived, 0, memory_order_relaxed);
    atomic_store(&meeting->round, round + 1);
    wake(&meeting->sleepers);
    return;
  }
  WAIT_WHILE(atomic_load(&meeting->round) == round, meeting->sleepers);
}

static pthread_key_t scratch_key;
static pthread_once_t scratch_once = PTHREAD_ONCE_INIT;

static void make_scratch_key(void) { pthread_key_create(&scratch_key, free); }

void *nb_scratch(void) {
  pthread_once(&scratch_once, make_scratch_key);
  void *memory = pthread_getspecific(scratch_key);
  if (memory) return memory;
  if (posix_memalign(&memory, 64, nb_scratch_bytes) != 0) abort();
  pthread_setspecific(scratch_key, memory);
  return memory;
}

static void *work(void *argument) {
  const int part = ((worker *)argument)->part;
  unsigned long seen = ((worker *)argument)->seen;
  for (;;) {
    WAIT_WHILE(atomic_load(&pool.generation) == seen, pool.idle);
    seen++;
    if (part < job.threads) {
      if (nb_processor_here() == job.processor) nb_spread(job.processor, part);
      nb_member member = {part, job.threads, &job.meeting, job.stop, &job.is_cut};
      job.run(job.operations, job.count, job.repeats, &member);
    }
    if (atomic_fetch_sub(&pool.busy, 1) == 1) wake(&pool.idle);
  }
  return 0;
}

// Makes workers until there are so many; gives the number of threads there are then, the caller among them.
static int hire(int threads) {
  while (pool.worker_count < threads - 1) {
    worker *next = &pool.workers[pool.worker_count];
    *next = (worker){pool.worker_count + 1, atomic_load(&pool.generation)};
    pthread_t thread;
    // Signals are for the thread that began the work: it alone may be waiting for them.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    const int failure = pthread_create(&thread, 0, work, next);
    pthread_sigmask(SIG_SETMASK, &before, 0);
    if (failure != 0) return pool.worker_count + 1;
    pthread_detach(thread);
    pool.worker_count++;
  }
  return threads;
}

int nb_run(nb_runner *run, const nb_operation *operations, long count, long repeats, int threads, const int *stop) {
  if (threads > most_threads) threads = most_threads;
  if (threads < 2 || pthread_mutex_trylock(&pool.in_use) != 0) {
    int is_cut = 0;
    nb_member alone = {0, 1, 0, stop, &is_cut};
    run(operations, count, repeats, &alone);
    return !is_cut;
  }
  threads = hire(threads);
  job.run = run;
  job.operations = operations;
  job.count = count;
  job.repeats = repeats;
  job.threads = threads;
  job.is_cut = 0;
  job.processor = nb_processor_here();
  job.stop = stop;
  atomic_store(&job.meeting.arrived, 0);
  atomic_store(&pool.busy, (unsigned)pool.worker_count);
  atomic_fetch_add(&pool.generation, 1);
  wake(&pool.idle);

  nb_member first = {0, threads, &job.meeting, stop, &job.is_cut};
  run(operations, count, repeats, &first);
  WAIT_WHILE(atomic_load(&pool.busy) != 0, pool.idle);
  const int is_whole = !nb_flag_is_set(&job.is_cut);
  pthread_mutex_unlock(&pool.in_use);
  return is_whole;
}
