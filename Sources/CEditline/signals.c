#include "ceditline.h"

#include <errno.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t is_resized, is_resumed;
/// What the work under way looks at, on whatever thread.
static int is_interrupted;
static struct termios terminal;
static bool has_terminal;
/// Whether the terminal marks pastes, for nobody but the editor.
static volatile sig_atomic_t is_marking;

static void send_marking(bool on) {
  ssize_t count = write(STDOUT_FILENO, on ? "\033[?2004h" : "\033[?2004l", 8);
  (void)count;
}

void nb_mark_pastes(bool on) {
  is_marking = on;
  send_marking(on);
}

/// Gives the terminal back as it was found.
static void restore(void) {
  if (is_marking) send_marking(false);
  if (has_terminal) tcsetattr(STDIN_FILENO, TCSANOW, &terminal);
}

static void on_interrupt(int signal) {
  (void)signal;
  __atomic_store_n(&is_interrupted, 1, __ATOMIC_RELAXED);
}

static void on_resize(int signal) {
  (void)signal;
  is_resized = 1;
}

static void on_resume(int signal) {
  (void)signal;
  is_resumed = 1;
}

static void handle(int signal, void (*handler)(int)) {
  // Without SA_RESTART, so that a read ends with EINTR.
  struct sigaction action = {.sa_handler = handler};
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, NULL);
}

static void on_stop(int number) {
  int error = errno;
  struct termios now;
  bool is_saved = tcgetattr(STDIN_FILENO, &now) == 0;
  restore();
  handle(number, SIG_DFL);
  sigset_t this_one, before;
  sigemptyset(&this_one);
  sigaddset(&this_one, number);
  raise(number);
  pthread_sigmask(SIG_UNBLOCK, &this_one, &before);
  // The process stops here, and goes on from here.
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  handle(number, on_stop);
  // From the background the terminal is another's, and setting it would stop the process again.
  if (is_saved && tcgetpgrp(STDIN_FILENO) == getpgrp()) tcsetattr(STDIN_FILENO, TCSANOW, &now);
  if (is_marking) send_marking(true);
  errno = error;
}

static void on_end(int number) {
  restore();
  handle(number, SIG_DFL);
  // Comes when this handler is done, and ends the process.
  raise(number);
}

void nb_signals_start(void) {
  has_terminal = tcgetattr(STDIN_FILENO, &terminal) == 0;
  handle(SIGINT, on_interrupt);
  handle(SIGWINCH, on_resize);
  handle(SIGCONT, on_resume);
  handle(SIGTSTP, on_stop);
  // Ctrl-\ would else show a trace of the program's own functions, and go on.
  int ends[] = {SIGTERM, SIGHUP, SIGQUIT};
  for (int i = 0; i < 3; i++) {
    struct sigaction now;
    // Not where they are to be ignored, as under nohup.
    if (sigaction(ends[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN) handle(ends[i], on_end);
  }
}

// MARK: - Without a prompt

static int stop_signal;

/// Takes note of the first signal; a second one, or the alarm two seconds after the first, ends the program.
static void on_stop_run(int number) {
  int first = 0;
  if (__atomic_compare_exchange_n(&stop_signal, &first, number, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
    __atomic_store_n(&is_interrupted, 1, __ATOMIC_RELAXED);
    alarm(2);
  } else {
    static const char late[] = "nbrun: error: the time is over; stopped in the midst of what was running\n";
    static const char text[] = "nbrun: error: stopped in the midst of what was running\n";
    bool is_late = first == SIGALRM;
    ssize_t count = write(STDERR_FILENO, is_late ? late : text, (is_late ? sizeof late : sizeof text) - 1);
    (void)count;
    _exit(first == SIGALRM ? 124 : 128 + first);
  }
}

void nb_stop_signals_start(void) {
  int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGALRM};
  sigset_t noticed;
  sigemptyset(&noticed);
  for (int i = 0; i < 4; i++) {
    struct sigaction now;
    sigaddset(&noticed, ends[i]);
    // Not where they are to be ignored, as under nohup.
    if (sigaction(ends[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN) handle(ends[i], on_stop_run);
  }
  // Ctrl-\ would else show a trace of the program's own functions.
  handle(SIGQUIT, SIG_DFL);
  // Whoever starts the program from a thread that lets no signals in hands that on.
  pthread_sigmask(SIG_UNBLOCK, &noticed, NULL);
}

int nb_stop_signal(void) { return __atomic_load_n(&stop_signal, __ATOMIC_RELAXED); }

// MARK: - With a prompt

void nb_show_keys(bool on) {
  struct termios now;
  if (tcgetattr(STDIN_FILENO, &now) != 0) return;
  now.c_lflag = on ? now.c_lflag | ECHO : now.c_lflag & ~(tcflag_t)ECHO;
  tcsetattr(STDIN_FILENO, TCSANOW, &now);
}

static bool take(volatile sig_atomic_t *flag) {
  bool was_set = *flag != 0;
  *flag = 0;
  return was_set;
}

bool nb_take_interrupt(void) { return __atomic_exchange_n(&is_interrupted, 0, __ATOMIC_RELAXED) != 0; }
const int *nb_interrupt_flag(void) { return &is_interrupted; }
bool nb_take_resize(void) { return take(&is_resized); }
bool nb_take_resume(void) { return take(&is_resumed); }
bool nb_is_interrupted(void) { return __atomic_load_n(&is_interrupted, __ATOMIC_RELAXED) != 0; }

int nb_wait_for_input(int file, int milliseconds) {
  // Signals are let in only while waiting, so that none can slip in between the look at the flags and the wait.
  sigset_t ours, before;
  sigemptyset(&ours);
  sigaddset(&ours, SIGINT);
  sigaddset(&ours, SIGWINCH);
  sigaddset(&ours, SIGCONT);
  pthread_sigmask(SIG_BLOCK, &ours, &before);
  int result = -1;
  if (!is_interrupted && !is_resized && !is_resumed) {
    fd_set files;
    FD_ZERO(&files);
    FD_SET(file, &files);
    struct timespec time = {.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000L};
    result = pselect(file + 1, &files, NULL, NULL, milliseconds < 0 ? NULL : &time, &before);
    // Whatever else went wrong shows in the read that follows.
    if (result < 0 && errno != EINTR) result = 1;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return result;
}

int nb_window_columns(int file) {
  struct winsize size;
  return ioctl(file, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

int nb_window_rows(int file) {
  struct winsize size;
  return ioctl(file, TIOCGWINSZ, &size) == 0 ? size.ws_row : 0;
}
