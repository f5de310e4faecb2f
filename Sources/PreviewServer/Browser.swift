#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Has the desktop open an address; false if there is no program for it.
func openBrowser(_ url: String) -> Bool {
  #if os(macOS)
    let name = "open"
    var actions: posix_spawn_file_actions_t?
  #else
    let name = "xdg-open"
    var actions = posix_spawn_file_actions_t()
  #endif
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  for file in [STDOUT_FILENO, STDERR_FILENO] {
    posix_spawn_file_actions_addopen(&actions, file, "/dev/null", O_WRONLY, 0)
  }
  var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(name), strdup(url), nil]
  defer { for argument in arguments { free(argument) } }
  var (process, status): (pid_t, Int32) = (0, 0)
  guard posix_spawnp(&process, name, &actions, nil, &arguments, environ) == 0 else { return false }
  // A program that cannot do it ends at once; one that can may stay for as long as the browser does.
  usleep(300_000)
  return waitpid(process, &status, WNOHANG) == 0 || status == 0
}
