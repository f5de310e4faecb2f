import Language

/// The names of the runs that were kept, in the order in which they were kept first.
struct RunNames: Sendable {
  private(set) var all = SharedArray<String>()
  private var places = SharedDictionary<Int>()

  /// Whether a run was kept under a name.
  func contains(_ name: String) -> Bool { places[name] != nil }

  /// The place of a run among those that were kept, counted from 0; one of a new name comes last.
  mutating func place(of name: String) -> Int {
    if let place = places[name] { return place }
    places.set(name, to: all.count)
    all.append(name)
    return all.count - 1
  }
}
