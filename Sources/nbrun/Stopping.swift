import ArgumentParser
import Language
import Report
import Shell

/// Why a run is to end before it is through, and the status that the program ends with then.
///
/// What runs sees the wish every few milliseconds, through the host's `interruption`; nothing of it is written. A second
/// signal, or two seconds in which nothing has obeyed, end the program where it is: what it was writing has not taken the
/// place of anything, and is removed by the next run that writes there.
enum Stop: CaseIterable {
  case interrupted
  case terminated
  case hungUp
  case timedOut

  /// The wish that there is; nil while there is none.
  static var requested: Stop? { allCases.first { $0.signal == StopSignals.received } }

  private var signal: Int32 {
    switch self {
    case .interrupted: StopSignals.interrupt
    case .terminated: StopSignals.termination
    case .hungUp: StopSignals.hangup
    case .timedOut: StopSignals.alarm
    }
  }

  /// What has happened, in words.
  var reason: String {
    switch self {
    case .interrupted: "interrupted"
    case .terminated: "terminated"
    case .hungUp: "the terminal was closed"
    case .timedOut: "the time is over"
    }
  }

  /// That of a program which the signal has ended, as shells have it; 124 where time is over.
  var status: ExitCode { ExitCode(self == .timedOut ? 124 : 128 + signal) }

  /// Where and why a run was stopped, and what is as it was.
  func message(at command: Span?, of source: Source, leaving kept: String?) -> String {
    let what = "\(reason) while this ran" + (kept.map { "; \($0)" } ?? "")
    guard let command else {
      return visible("\(source.name): error: \(reason) before anything ran")
    }
    return rendered(Diagnostic(what, at: command), in: source)
  }
}
