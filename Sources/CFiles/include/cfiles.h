// What of files Swift cannot ask for itself: a call that each system has under another name.

/// Lets two names in two open folders change places at once: 0, or -1 where the system or the file system cannot.
int nb_exchange(int folder, const char *name, int other_folder, const char *other_name);
