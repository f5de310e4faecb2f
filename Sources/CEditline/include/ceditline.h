// What of libedit and of signals Swift cannot do itself: `el_set`, `el_get` and `history` are variadic, and a flag that a
// signal handler sets must exist before the handler runs, which a Swift global does not promise.
#pragma once

#include <histedit.h>
#include <stdbool.h>
#include <stdio.h>

// MARK: Editing

typedef int (*nb_read_function)(EditLine *, wchar_t *);
typedef char *(*nb_prompt_function)(EditLine *);
typedef unsigned char (*nb_key_function)(EditLine *, int);

/// The characters that `read` gives for keys which are no character: control characters that no keyboard sends.
///
/// A key that is one character, and not a sequence of them, also ends a search before it does its work.
typedef enum {
  NB_KEY_UP = 0x80,
  NB_KEY_DOWN,
  NB_KEY_LEFT,
  NB_KEY_RIGHT,
  NB_KEY_WORD_LEFT,
  NB_KEY_WORD_RIGHT,
  NB_KEY_HOME,
  NB_KEY_END,
  NB_KEY_DELETE,
  NB_KEY_DELETE_WORD,
  /// A key that does nothing.
  NB_KEY_NONE,
  /// A character that the editor is not to insert by itself.
  NB_KEY_INSERT,
} nb_key;

/// What the keys do that the editor does not see to itself.
typedef struct {
  nb_key_function complete, older, newer, insert;
} nb_key_functions;

/// Starts an editor on standard input and output; characters come from `read`, Tab and the keys up and down call `keys`.
///
/// The user's ~/.editrc is read after the default bindings and before those that must hold. NULL if libedit cannot start.
EditLine *nb_editor_start(
    void *client, nb_read_function read, nb_prompt_function prompt, nb_key_functions keys, History *history);

/// Whether a letter may be a command, as with vi's keys.
bool nb_editor_has_modes(EditLine *editor);

/// What `client` was when the editor was started.
void *nb_editor_client(EditLine *editor);

/// Draws prompt and line anew from the cursor's place, at the window's present size; after a stop also takes the terminal
/// again.
void nb_editor_redraw(EditLine *editor, bool is_after_stop);

// MARK: History

/// Starts a history of at most so many lines, without repeats one after the other.
History *nb_history_start(int size);

/// Reads a history file; false if there is none or it is not one.
bool nb_history_load(History *history, const char *path);

/// Adds a line.
void nb_history_add(History *history, const char *line);

/// The newest line, and after a call the one before the line that the call before gave; NULL if there is none.
const char *nb_history_newest(History *history);
const char *nb_history_next_older(History *history);

/// Writes the newest line, or all lines, to a file in libedit's format; at its start with the word that marks one.
bool nb_history_append(History *history, FILE *file);
bool nb_history_save(History *history, FILE *file);

// MARK: Locale

/// Takes the character encoding of the environment, or UTF-8 where that has none for more than ASCII; true if the
/// environment's own is UTF-8. Numbers stay as in C.
bool nb_locale_start(void);

// MARK: Signals

/// Starts to notice interrupts (Ctrl-C), stops and resumes (Ctrl-Z, fg), and changes of the window's size.
///
/// Before the process stops or is ended, the terminal gets the mode back that it has now.
void nb_signals_start(void);

/// Lets the terminal show what is typed while nobody reads it, or no longer; a process that is stopped or ended shows it.
void nb_show_keys(bool on);

/// Asks the terminal to mark pastes, or no longer to; while the process is stopped it does not.
void nb_mark_pastes(bool on);

/// Starts to notice signals that ask a run without a prompt to end: SIGINT, SIGTERM, SIGHUP, and SIGALRM when time is over.
///
/// The first one counts as an interrupt too. A second one, or two seconds in which the program has not ended, end it with
/// 128 and the number of the first, of SIGALRM with 124.
void nb_stop_signals_start(void);

/// The number of the first of these signals; 0 while none came.
int nb_stop_signal(void);

/// Whether there was an interrupt, a change of size or a resume since this was last asked.
bool nb_take_interrupt(void);
bool nb_take_resize(void);
bool nb_take_resume(void);

/// Whether there was an interrupt; asking does not take it.
bool nb_is_interrupted(void);

/// What is not 0 while there is an interrupt that was not taken; any thread may look at it.
const int *nb_interrupt_flag(void);

/// Waits until a file has input: 1 if it has, 0 when the time is over, -1 after a signal, also one just before the call.
///
/// A negative time is for ever.
int nb_wait_for_input(int file, int milliseconds);

/// The columns and the rows of the terminal's window, or 0 if they are not known.
int nb_window_columns(int file);
int nb_window_rows(int file);
