#include "ceditline.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

EditLine *nb_editor_start(
    void *client, nb_read_function read, nb_prompt_function prompt, nb_key_function complete, History *lines) {
  EditLine *editor = el_init("nbrun", stdin, stdout, stderr);
  if (editor == NULL) return NULL;
  el_set(editor, EL_CLIENTDATA, client);
  // libedit's own handling would send a signal on to the whole process group.
  el_set(editor, EL_SIGNAL, 0);
  el_set(editor, EL_GETCFN, read);
  el_set(editor, EL_PROMPT, prompt);
  el_set(editor, EL_HIST, history, lines);
  el_set(editor, EL_EDITOR, "emacs");
  el_set(editor, EL_ADDFN, "nbrun-complete", "Complete the word at the cursor", complete);
  el_set(editor, EL_BIND, "^R", "em-inc-search-prev", NULL);
  el_source(editor, NULL);
  el_set(editor, EL_BIND, "^I", "nbrun-complete", NULL);
  // Choosing vi's keys has undone the search.
  const char *keys = NULL;
  if (el_get(editor, EL_EDITOR, &keys) == 0 && keys != NULL && strcmp(keys, "vi") == 0)
    el_set(editor, EL_BIND, "^R", "em-inc-search-prev", NULL);
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
