#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Has the desktop open an address; false if there is no program for it.
///
/// The program outlives this one: it gets none of its files, such as the one that listens, signals as they are usual, and a
/// group of its own, which Ctrl-C does not end.
func openBrowser(_ url: String) -> Bool {
  #if os(macOS)
    let name = "open"
    var (actions, attributes): (posix_spawn_file_actions_t?, posix_spawnattr_t?)
  #else
    let name = "xdg-open"
    var (actions, attributes) = (posix_spawn_file_actions_t(), posix_spawnattr_t())
  #endif
  posix_spawn_file_actions_init(&actions)
  posix_spawnattr_init(&attributes)
  defer {
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
  }
  for file in 3..<Int32(64) where fcntl(file, F_GETFD) >= 0 { _ = fcntl(file, F_SETFD, FD_CLOEXEC) }
  for file in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
    posix_spawn_file_actions_addopen(&actions, file, "/dev/null", O_RDWR, 0)
  }
  var (none, all) = (sigset_t(), sigset_t())
  sigemptyset(&none)
  sigfillset(&all)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setsigdefault(&attributes, &all)
  posix_spawnattr_setpgroup(&attributes, 0)
  posix_spawnattr_setflags(
    &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETPGROUP))

  var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(name), strdup(url), nil]
  defer { for argument in arguments { free(argument) } }
  var (process, status): (pid_t, Int32) = (0, 0)
  guard posix_spawnp(&process, name, &actions, &attributes, &arguments, environ) == 0 else { return false }
  // A program that cannot do it ends at once; one that can may stay for as long as the browser does.
  usleep(300_000)
  return waitpid(process, &status, WNOHANG) == 0 || status == 0
}
