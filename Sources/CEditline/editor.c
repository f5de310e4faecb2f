#include "ceditline.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static void bind(EditLine *editor, const char *keys, const char *function) {
  el_set(editor, EL_BIND, keys, function, NULL);
}

/// Binds the keys that are no characters, in both of vi's modes where its keys are chosen.
static void bind_special_keys(EditLine *editor, bool is_vi) {
  static const struct {
    nb_key key;
    const char *function;
  } bindings[] = {
      {NB_KEY_UP, "nbrun-older"},
      {NB_KEY_DOWN, "nbrun-newer"},
      {NB_KEY_LEFT, "ed-prev-char"},
      {NB_KEY_RIGHT, "ed-next-char"},
      {NB_KEY_WORD_LEFT, "ed-prev-word"},
      {NB_KEY_WORD_RIGHT, "em-next-word"},
      {NB_KEY_HOME, "ed-move-to-beg"},
      {NB_KEY_END, "ed-move-to-end"},
      {NB_KEY_DELETE, "ed-delete-next-char"},
      {NB_KEY_DELETE_WORD, "em-delete-next-word"},
      {NB_KEY_NONE, "ed-ignore"},
      {NB_KEY_INSERT, "nbrun-insert"},
  };
  for (size_t i = 0; i < sizeof bindings / sizeof *bindings; i++) {
    char key[16];
    snprintf(key, sizeof key, "\\%03o", (unsigned)bindings[i].key);
    bind(editor, key, bindings[i].function);
    if (is_vi) {
      el_set(editor, EL_BIND, "-a", key, bindings[i].function, NULL);
    } else {
      // After an escape that was typed by itself, and which the editor keeps for the next key.
      snprintf(key, sizeof key, "^[\\%03o", (unsigned)bindings[i].key);
      bind(editor, key, bindings[i].function);
    }
  }
}

bool nb_editor_has_modes(EditLine *editor) {
  const char *style = NULL;
  return el_get(editor, EL_EDITOR, &style) == 0 && style != NULL && strcmp(style, "vi") == 0;
}

EditLine *nb_editor_start(
    void *client, nb_read_function read, nb_prompt_function prompt, nb_key_functions keys, History *lines) {
  EditLine *editor = el_init("nbrun", stdin, stdout, stderr);
  if (editor == NULL) return NULL;
  el_set(editor, EL_CLIENTDATA, client);
  // libedit's own handling would send a signal on to the whole process group.
  el_set(editor, EL_SIGNAL, 0);
  el_set(editor, EL_GETCFN, read);
  el_set(editor, EL_PROMPT, prompt);
  el_set(editor, EL_HIST, history, lines);
  el_set(editor, EL_EDITOR, "emacs");
  el_set(editor, EL_ADDFN, "nbrun-complete", "Complete the word at the cursor", keys.complete);
  el_set(editor, EL_ADDFN, "nbrun-older", "Go to the last command that begins so", keys.older);
  el_set(editor, EL_ADDFN, "nbrun-newer", "Go back from older commands", keys.newer);
  el_set(editor, EL_ADDFN, "nbrun-insert", "Insert a character, and draw the line anew", keys.insert);
  bind(editor, "^R", "em-inc-search-prev");
  bind(editor, "^P", "nbrun-older");
  bind(editor, "^N", "nbrun-newer");
  bind(editor, "^W", "ed-delete-prev-word");
  // Control characters have no place in a line, nor have the editor's own commands.
  const char *unwanted[] = {"^Q", "^V", "^[x", "^[X"};
  for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++) bind(editor, unwanted[i], "ed-unassigned");
  el_source(editor, NULL);
  bind(editor, "^I", "nbrun-complete");
  bool is_vi = nb_editor_has_modes(editor);
  // Choosing vi's keys has undone the search.
  if (is_vi) bind(editor, "^R", "em-inc-search-prev");
  bind_special_keys(editor, is_vi);
  return editor;
}

void *nb_editor_client(EditLine *editor) {
  void *client = NULL;
  el_get(editor, EL_CLIENTDATA, &client);
  return client;
}

void nb_editor_redraw(EditLine *editor, bool is_after_stop) {
  if (is_after_stop) {
    // Another program has set the terminal meanwhile: the editor has to leave its mode to enter it again.
    el_set(editor, EL_PREP_TERM, 0);
    el_set(editor, EL_PREP_TERM, 1);
  }
  el_resize(editor);
  el_set(editor, EL_REFRESH);
}

History *nb_history_start(int size) {
  History *lines = history_init();
  HistEvent event;
  history(lines, &event, H_SETSIZE, size);
  history(lines, &event, H_SETUNIQUE, 1);
  return lines;
}

bool nb_history_load(History *lines, const char *path) {
  HistEvent event;
  return history(lines, &event, H_LOAD, path) >= 0;
}

void nb_history_add(History *lines, const char *line) {
  HistEvent event;
  history(lines, &event, H_ENTER, line);
}

const char *nb_history_newest(History *lines) {
  HistEvent event;
  return history(lines, &event, H_FIRST) >= 0 ? event.str : NULL;
}

const char *nb_history_next_older(History *lines) {
  HistEvent event;
  return history(lines, &event, H_NEXT) >= 0 ? event.str : NULL;
}

bool nb_history_append(History *lines, FILE *file) {
  HistEvent event;
  // The number is that of the lines to step back over from the newest.
  return history(lines, &event, H_NSAVE_FP, (size_t)0, file) >= 0;
}

bool nb_history_save(History *lines, FILE *file) {
  HistEvent event;
  return history(lines, &event, H_SAVE_FP, file) >= 0;
}

bool nb_locale_start(void) {
  bool is_utf8 = setlocale(LC_CTYPE, "") != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  if (!is_utf8) setlocale(LC_CTYPE, "C.UTF-8");
  return is_utf8;
}
