import ArgumentParser
import Session
import Shell

/// What a run may take of the machine, as the command line says it.
struct BudgetOptions: ParsableArguments {
  @Option(
    help: "Refuse what needs more memory, such as 500M, 2G or 1.5Gi; else three quarters of what the machine can give.",
    transform: Size.init(argument:))
  var maxMemory: Size?

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

/// A number with a unit, as it is written on the command line.
private func measured(_ text: String, _ units: [String: Double]) -> Double? {
  let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
  guard let value = Double(number), let unit = units[text.dropFirst(number.count).lowercased()] else { return nil }
  let result = value * unit
  return result > 0 && result.isFinite ? result : nil
}

/// An amount of memory: `500M`, `2G`, `2GB`, `1.5GiB`, or bytes.
struct Size {
  /// The bytes; a k is 1000 of them, a Ki 1024.
  let bytes: Double

  init(argument: String) throws {
    guard let bytes = measured(argument, Self.units), bytes >= 1 else {
      throw ValidationError("a size is a number with a unit, such as 500M, 2G or 1.5Gi")
    }
    self.bytes = bytes
  }

  private static let units: [String: Double] = {
    var units = ["": 1.0, "b": 1]
    for (power, letter) in ["k", "m", "g", "t"].enumerated() {
      for unit in [letter, letter + "b"] { units[unit] = (0...power).reduce(1) { size, _ in size * 1000 } }
      for unit in [letter + "i", letter + "ib"] { units[unit] = (0...power).reduce(1) { size, _ in size * 1024 } }
    }
    return units
  }()
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
