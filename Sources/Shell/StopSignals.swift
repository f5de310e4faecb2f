import CEditline
import Engine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The signals that ask a run without a prompt to end: the first is noticed, a second one ends the program.
package enum StopSignals {
  package static let interrupt = SIGINT
  package static let termination = SIGTERM
  package static let hangup = SIGHUP
  package static let alarm = SIGALRM

  /// Starts to notice them.
  package static func start() { nb_stop_signals_start() }

  /// Sends the alarm after some seconds.
  package static func setAlarm(after seconds: Double) {
    let whole = seconds.rounded(.down)
    // A time of 0 would be no alarm at all.
    let time = timeval(tv_sec: .init(whole), tv_usec: .init(max((seconds - whole) * 1e6, whole > 0 ? 0 : 1)))
    var timer = itimerval(it_interval: timeval(), it_value: time)
    setitimer(timerOfWallClock, &timer, nil)
  }

  #if canImport(Glibc)
    private static let timerOfWallClock = __itimer_which_t(ITIMER_REAL.rawValue)
  #else
    private static let timerOfWallClock = Int32(ITIMER_REAL)
  #endif

  /// The first that came; 0 while none has.
  package static var received: Int32 { nb_stop_signal() }

  /// What the work under way looks at.
  package static var interruption: Interruption { Interruption(following: nb_interrupt_flag()) }
}
