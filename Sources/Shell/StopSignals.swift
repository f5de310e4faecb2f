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

  /// The first that came; 0 while none has.
  package static var received: Int32 { nb_stop_signal() }

  /// What the work under way looks at.
  package static var interruption: Interruption { Interruption(following: nb_interrupt_flag()) }
}
