#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Files

/// The memory that the machine can give this process: its own, that of its control groups, or the limits of its shell.
public enum MachineMemory {
  /// The bytes that a run may count on: three quarters, for a count does not see the program itself, nor every copy.
  public static var standard: Double { limits.min().map { $0 * 0.75 } ?? 8e9 }

  private static var limits: [Double] {
    let pages = Double(sysconf(Int32(_SC_PHYS_PAGES))) * Double(sysconf(Int32(_SC_PAGESIZE)))
    return [pages].filter { $0 > 0 } + groupLimits + resourceLimits
  }

  #if canImport(Glibc)
    private static let resources = [RLIMIT_AS, RLIMIT_DATA].map { __rlimit_resource_t($0.rawValue) }
  #else
    private static let resources = [RLIMIT_AS, RLIMIT_DATA]
  #endif

  /// The limits that the shell has set (`ulimit`), less what the program has without a notebook.
  private static var resourceLimits: [Double] {
    resources.compactMap { resource in
      var limit = rlimit()
      guard getrlimit(resource, &limit) == 0, limit.rlim_cur < rlim_t(Int.max) else { return nil }
      return max(0, Double(limit.rlim_cur) - Self.program)
    }
  }

  /// The addresses that the program itself takes, with its libraries, threads and what their allocators reserve.
  private static let program = 250e6

  /// The limits of the control groups that the process is in, and of those around them; none where there are no groups.
  private static var groupLimits: [Double] {
    guard let text = try? text(of: "/proc/self/cgroup") else { return [] }
    return text.split(separator: "\n").flatMap { line -> [Double] in
      // `0::/path` of version 2, or `4:memory:/path` of version 1.
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return [] }
      if parts[1].isEmpty { return limits(in: "/sys/fs/cgroup", parts[2], "memory.max") }
      guard parts[1].split(separator: ",").contains("memory") else { return [] }
      return limits(in: "/sys/fs/cgroup/memory", parts[2], "memory.limit_in_bytes")
    }
  }

  private static func limits(in root: String, _ path: Substring, _ name: String) -> [Double] {
    let folders = path.split(separator: "/")
    return (0...folders.count).compactMap { depth in
      let folder = ([root] + folders.prefix(depth).map(String.init)).joined(separator: "/")
      // The word `max` stands for no limit.
      return (try? text(of: "\(folder)/\(name)")).flatMap { Double($0.filter { !$0.isNewline }) }
    }
  }

  private static func text(of path: String) throws(FileError) -> String {
    String(decoding: try InputFile(at: path).start(1 << 16), as: UTF8.self)
  }
}
