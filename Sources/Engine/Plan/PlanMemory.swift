/// One block of memory handed out in pieces, each at the start of a cache line, and freed as a whole.
///
/// It is gone through twice: the first time it only measures, and what it hands out must not be touched.
final class PlanMemory {
  private let scalarSize: Int
  private var base: UnsafeMutableRawPointer?
  private var capacity = 0
  /// The bytes handed out.
  private(set) var used = 0

  /// The bytes of a cache line.
  private static var line: Int { 64 }

  /// Begins to measure, for values of a size.
  init(scalarSize: Int) { self.scalarSize = scalarSize }

  deinit { base?.deallocate() }

  /// Makes as much memory as was handed out, filled with zeros, and begins anew.
  func allocate() {
    check(base == nil, "the memory is there already")
    capacity = used
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(used, 1), alignment: Self.line)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: used)
    (base, used) = (memory, 0)
  }

  /// Goes back, so that what comes next lies where it lay before.
  func rewind(to mark: Int) { used = mark }

  /// The next piece, for so many values.
  func take(_ count: Int) -> UnsafeMutableRawPointer {
    let start = used
    used += (count * scalarSize + Self.line - 1) / Self.line * Self.line
    guard let base else {
      // A place that is never looked at, but is none that is missing.
      return required(UnsafeMutableRawPointer(bitPattern: Self.line + start), "there is no place 0")
    }
    check(used <= capacity, "a layer has asked for more memory than it had measured")
    return base + start
  }
}
