#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where one thread leaves things for another, in their order.
final class Mailbox<Item: Sendable>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var items: [Item] = []
  private var isClosed = false
  private let wake: @Sendable () -> Void

  /// Creates a mailbox; whoever waits for something else than this is woken when something comes.
  init(wake: @escaping @Sendable () -> Void = {}) {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
    self.wake = wake
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Leaves something.
  func put(_ item: Item) {
    pthread_mutex_lock(mutex)
    items.append(item)
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
    wake()
  }

  /// Takes what has come, at once.
  func takeAll() -> [Item] {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    defer { items = [] }
    return items
  }

  /// Waits for what comes; nil once it is closed.
  func waitForAll() -> [Item]? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while items.isEmpty, !isClosed { pthread_cond_wait(condition, mutex) }
    defer { items = [] }
    return isClosed ? nil : items
  }

  /// Lets nobody wait any longer; what was left is not taken any more.
  func close() {
    pthread_mutex_lock(mutex)
    isClosed = true
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  /// Whether it was closed.
  var wasClosed: Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return isClosed
  }
}
