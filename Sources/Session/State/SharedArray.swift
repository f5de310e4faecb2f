/// An array whose copies share what they have in common: one element more costs no copy of the others.
///
/// A session keeps a copy of what it was before every command. Elements lie in a tree of 16 branches a node, by the digits
/// of their places, and to add or change one makes anew the few nodes above it.
struct SharedArray<Element: Sendable>: Sendable, RandomAccessCollection, MutableCollection {
  private var root = Node.leaf([])
  /// The levels of the tree above its leaves.
  private var height = 0
  private(set) var count = 0

  init() {}

  private enum Node: Sendable {
    case leaf([Element])
    case branch([Node])

    /// Puts an element in the next place, which the tree must have room for.
    mutating func append(_ element: Element, at place: Int, _ height: Int) {
      switch self {
      case .leaf(var elements):
        self = .leaf([])  // so that the elements are not shared, and not copied
        elements.append(element)
        self = .leaf(elements)
      case .branch(var children):
        self = .leaf([])
        let digit = SharedArray.digit(of: place, height)
        if digit == children.count { children.append(height == 1 ? .leaf([]) : .branch([])) }
        children[digit].append(element, at: place, height - 1)
        self = .branch(children)
      }
    }

    mutating func set(_ element: Element, at place: Int, _ height: Int) {
      switch self {
      case .leaf(var elements):
        self = .leaf([])
        elements[SharedArray.digit(of: place, 0)] = element
        self = .leaf(elements)
      case .branch(var children):
        self = .leaf([])
        children[SharedArray.digit(of: place, height)].set(element, at: place, height - 1)
        self = .branch(children)
      }
    }
  }

  private static func digit(of place: Int, _ height: Int) -> Int { (place >> (4 * height)) & 15 }

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(place: Int) -> Element {
    get {
      precondition(indices.contains(place), "there is no element \(place)")
      var (node, level) = (root, height)
      while true {
        switch node {
        case .leaf(let elements): return elements[Self.digit(of: place, 0)]
        case .branch(let children): node = children[Self.digit(of: place, level)]
        }
        level -= 1
      }
    }
    set {
      precondition(indices.contains(place), "there is no element \(place)")
      root.set(newValue, at: place, height)
    }
  }

  mutating func append(_ element: Element) {
    if count == 1 << (4 * (height + 1)) {
      root = .branch([root])
      height += 1
    }
    root.append(element, at: count, height)
    count += 1
  }

  mutating func append(contentsOf elements: some Sequence<Element>) { for element in elements { append(element) } }
}

extension SharedArray: ExpressibleByArrayLiteral {
  init(arrayLiteral elements: Element...) { append(contentsOf: elements) }

  init(_ elements: some Sequence<Element>) { append(contentsOf: elements) }
}
