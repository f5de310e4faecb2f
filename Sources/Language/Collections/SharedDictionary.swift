/// A dictionary by names whose copies share what they have in common: one entry more costs no copy of the others.
///
/// A session keeps a copy of what it knew before every command. Entries lie in a tree by the bits of their hash, and to
/// change one makes anew the few nodes above it. Entries are replaced and never removed.
public struct SharedDictionary<Value: Sendable>: Sendable {
  private var root = Node.leaf([])
  /// The number of entries.
  public private(set) var count = 0

  /// Creates a dictionary without entries.
  public init() {}

  private struct Entry: Sendable {
    let key: String
    let hash: UInt
    var value: Value
  }

  private enum Node: Sendable {
    /// A few entries.
    case leaf([Entry])
    /// A node for each of the values that three bits of a hash can have.
    case branch([Node])

    private static var mostEntries: Int { 4 }

    private static func place(of hash: UInt, _ depth: UInt) -> Int { Int((hash >> (3 * depth)) & 7) }

    func value(_ key: String, _ hash: UInt, _ depth: UInt = 0) -> Value? {
      switch self {
      case .leaf(let entries): entries.first { $0.hash == hash && $0.key == key }?.value
      case .branch(let children): children[Self.place(of: hash, depth)].value(key, hash, depth + 1)
      }
    }

    /// Puts an entry in; true if none was there of its key.
    mutating func put(_ entry: Entry, _ depth: UInt = 0) -> Bool {
      switch self {
      case .branch(var children):
        self = .leaf([])  // so that the children are not shared, and not copied
        defer { self = .branch(children) }
        return children[Self.place(of: entry.hash, depth)].put(entry, depth + 1)
      case .leaf(var entries):
        let known = entries.firstIndex { $0.hash == entry.hash && $0.key == entry.key }
        if let known { entries[known].value = entry.value } else { entries.append(entry) }
        self = .leaf(entries)
        // Beyond the bits of a hash all entries of a leaf have the same.
        if entries.count > Self.mostEntries, 3 * depth < UInt.bitWidth { split(entries, depth) }
        return known == nil
      }
    }

    private mutating func split(_ entries: [Entry], _ depth: UInt) {
      var children = Array(repeating: Node.leaf([]), count: 8)
      for entry in entries { _ = children[Self.place(of: entry.hash, depth)].put(entry, depth + 1) }
      self = .branch(children)
    }

    func forEach(_ body: (Entry) -> Void) {
      switch self {
      case .leaf(let entries): entries.forEach(body)
      case .branch(let children): for child in children { child.forEach(body) }
      }
    }
  }

  /// The value of a key; nil if it has none.
  public subscript(key: String) -> Value? { root.value(key, Self.hash(key)) }

  /// Gives a key a value, in the place of the one that it has.
  public mutating func set(_ key: String, to value: Value) {
    if root.put(Entry(key: key, hash: Self.hash(key), value: value)) { count += 1 }
  }

  private static func hash(_ key: String) -> UInt { UInt(bitPattern: key.hashValue) }

  /// The keys with their values, in no order.
  public var entries: [(key: String, value: Value)] {
    var entries: [(key: String, value: Value)] = []
    entries.reserveCapacity(count)
    root.forEach { entries.append(($0.key, $0.value)) }
    return entries
  }

  /// The keys, in no order.
  public var keys: [String] { entries.map(\.key) }

  /// Whether there are no entries.
  public var isEmpty: Bool { count == 0 }
}

extension SharedDictionary: ExpressibleByDictionaryLiteral {
  /// Creates a dictionary of entries; of two with one key the last counts.
  public init(dictionaryLiteral entries: (String, Value)...) {
    for (key, value) in entries { set(key, to: value) }
  }

  /// Creates a dictionary of the entries of another.
  public init(_ dictionary: [String: Value]) {
    for (key, value) in dictionary { set(key, to: value) }
  }
}
