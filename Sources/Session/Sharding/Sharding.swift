import Engine
import Files
import Language

/// One of several parts of every sweep of a notebook, made by a process of its own.
public struct Shard: Sendable, Equatable, CustomStringConvertible {
  /// Which part it is, counted from 1.
  public let number: Int
  /// How many parts there are.
  public let count: Int

  /// The most parts there may be.
  public static let most = 100_000

  /// Creates one; nil unless the number is one of the count.
  public init?(_ number: Int, of count: Int) {
    guard (1...Self.most).contains(count), (1...count).contains(number) else { return nil }
    (self.number, self.count) = (number, count)
  }

  /// Reads one as it is written, such as `3/16`.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1] else { return nil }
    self.init(number, of: count)
  }

  /// As it is written.
  public var description: String { "\(number)/\(count)" }

  /// Whether a run, counted from 0, belongs to the part: every so many-th does.
  func holds(_ index: Int) -> Bool { index % count == number - 1 }
}

/// Where the runs of sweeps come from.
public enum Sharding: Sendable {
  /// All are made here.
  case none
  /// Those of one part are made here, for a file; what only looks at the session is passed over.
  case part(Shard)
  /// None is made here: they were made in parts.
  case merged([SweepRecord])

  /// Whether commands of an effect are run.
  func runs(_ effect: Effect) -> Bool { if case .part = self { effect != .looks } else { true } }

  /// Whether the runs here are one part of several.
  public var isPart: Bool { if case .part = self { true } else { false } }
}

/// What one sweep of a notebook has come to, in one part or all.
public struct SweepRecord: Sendable, Equatable {
  /// How many runs the whole sweep has.
  public internal(set) var count: Int
  /// A hash of all that the runs rest on: the session, its data, and the commands with their values.
  var fingerprint: UInt64
  /// What else is known of the runs together.
  var traits: Traits
  /// The runs by their places among all.
  var runs: [Int: SweepRun]

  /// What holds for some of the runs.
  struct Traits: OptionSet, Sendable {
    let rawValue: Int
    /// A network has rectifying units.
    static let rectifiers = Traits(rawValue: 1)
    /// An output can be right or wrong.
    static let classes = Traits(rawValue: 2)
    /// Something was drawn without a seed.
    static let drawn = Traits(rawValue: 4)
    /// A run could not be made, and so none of the sweep is kept.
    static let failed = Traits(rawValue: 8)
  }
}

extension State {
  /// A hash of all that the runs of a sweep rest on, so that parts made from another session are told apart.
  func fingerprint(of plan: SweepPlan, _ points: [[Token.Kind]], _ runs: [SweepPlan.Run]) -> UInt64 {
    var hash = Fingerprint()
    for piece in plan.pieces { hash.add(plan.body.text(piece, with: [:], in: facts.table.grammar)) }
    hash.add(plan.names.joined(separator: " "))
    for point in points { for value in point { hash.add(value.shown) } }
    for name in facts.names.values.keys.sorted() { hash.add("\(name) \(facts.names.values[name]?.shown ?? "")") }
    for layer in network.layers { hash.add("\(layer.word) \(layer.settings.map(\.value)) \(layer.shapes as Any)") }
    hash.add("\(network.precision) \(facts.loss?.objective as Any) \(optimizer) \(schedule as Any) \(batchOrder)")
    hash.add(network.digest)
    var stream = stream
    hash.add(UInt64(stream.nextWord()) << 32 | UInt64(stream.nextWord()))
    for path in Set(runs.flatMap { $0.commands.flatMap(\.paths) }).sorted() { hash.add(contentsOf: path, facts.files) }
    guard let dataset else { return hash.value }
    for matrix in [dataset.inputs, dataset.targets] + (dataset.test.map { [$0.inputs, $0.targets] } ?? []) {
      hash.add(UInt64(matrix.rows))
      hash.add(matrix.digest)
    }
    return hash.value
  }
}

extension Fingerprint {
  /// Adds the bytes of a file, or of the files of a folder, as far as they can be read.
  fileprivate mutating func add(contentsOf path: String, _ files: FileAccess) {
    if let place = try? files.place(of: path) { add(contentsOf: place) } else { add(path) }
  }

  private mutating func add(contentsOf place: Place) {
    add(place.name)
    if place.kind == .folder {
      for entry in place.entries.sorted() where !entry.hasSuffix("/") { add(contentsOf: place.member(entry)) }
    } else if let file = try? place.open() {
      while let part = try? file.next(), !part.isEmpty { add(part) }
    }
  }
}

/// A hash of texts and numbers: FNV-1a with 64 bits (Fowler, Noll and Vo).
public struct Fingerprint: Sendable {
  /// The hash of what was added.
  public private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Creates the hash of nothing.
  public init() {}

  /// Adds bytes.
  public mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  /// Adds a text and its end.
  public mutating func add(_ text: String) { add(Array(text.utf8) + [0]) }

  /// Adds a number.
  public mutating func add(_ number: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) {
      value = (value ^ (number >> UInt64(shift) & 0xFF)) &* 0x100_0000_01B3
    }
  }
}
