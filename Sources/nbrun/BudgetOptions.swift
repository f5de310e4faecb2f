import ArgumentParser
import Session
import Shell

/// What a run may take of the machine, as the command line says it.
struct BudgetOptions: ParsableArguments {
  @Option(
    help: "Refuse what needs more memory, such as 500M, 2G or 1.5Gi; else three quarters of what the machine can give.",
    transform: ByteCount.init(argument:))
  var maxMemory: ByteCount?

  @Option(help: "Refuse trainings of a notebook that together ask for more steps.")
  var maxSteps: Int?

  @Option(
    help: "Stop after this time, such as 90s, 5m or 1.5h, with status 124.", transform: WallTime.init(argument:))
  var timeout: WallTime?

  /// Notices signals from here on, and the end of the time.
  func start() {
    StopSignals.start()
    if let timeout { StopSignals.setAlarm(after: timeout.seconds) }
  }

  func validate() throws {
    if let maxSteps, maxSteps < 1 { throw ValidationError("--max-steps must be at least 1") }
  }

  /// The budget of a run.
  var budget: Budget {
    maxMemory.map { Budget(memory: $0.bytes, steps: maxSteps) }
      ?? Budget(ofMachine: MachineMemory.standard, steps: maxSteps)
  }
}

extension ByteCount {
  /// Reads an argument, or says what it has to be.
  init(argument: String) throws {
    guard let size = ByteCount(argument) else {
      throw ValidationError("a size is a number with a unit, such as 500M, 2G or 1.5Gi")
    }
    self = size
  }
}

/// A time: `90` or `90s`, `5m`, `1.5h`.
struct WallTime {
  let seconds: Double

  init(argument: String) throws {
    guard let seconds = measured(argument, ["": 1, "s": 1, "m": 60, "h": 3600]), seconds < 1e9 else {
      throw ValidationError("a time is a number with a unit, such as 90s, 5m or 1.5h")
    }
    self.seconds = seconds
  }
}
