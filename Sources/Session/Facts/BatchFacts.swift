import Engine
import Language

/// The rows that a step sees, and how they are chosen.
struct BatchFacts: Sendable {
  let size: Int
  let order: Order
  /// The command that has drawn them for good, if they are.
  var fixedAt: Span?

  /// The ways to choose the rows of a step.
  enum Order: String, CaseIterable {
    /// Every row once an epoch.
    case shuffle
    /// Drawn anew for every step, with replacement.
    case replace
    /// Drawn once, with replacement.
    case fixed

    /// The order unless another is said.
    static let standard = shuffle
  }

  /// The order in which steps would see the data, rows that are drawn once aside.
  var batchOrder: BatchOrder { order == .shuffle ? .shuffled(size) : .drawn(size) }
}

/// What a command says of the rows that a step sees.
struct BatchRequest: Sendable, Equatable {
  /// The rows of a step, if they are said.
  let size: Int?
  /// How they are chosen, if it is said.
  let order: BatchFacts.Order?

  /// Takes the arguments of a command.
  init(size: Int?, _ arguments: Arguments) {
    self.size = size
    order = BatchFacts.Order.allCases.first { arguments.has($0.rawValue) }
  }

  /// The flags that say how rows are chosen, with what each means.
  static func flags(_ meanings: KeyValuePairs<BatchFacts.Order, String>) -> [Parameter] {
    meanings.map { order, meaning in
      .flag(order.rawValue, in: "order", isDefault: order == .standard, meaning)
    }
  }
}

extension Facts {
  /// The rows of a step and how they are chosen, as a command or `batch` before it says; nil for all.
  func requireBatch(_ request: BatchRequest, _ at: Places) throws(Diagnostic) -> BatchFacts? {
    let order = request.order ?? (request.size == nil ? batch?.order : nil) ?? .standard
    if let size = request.size ?? batch?.size { return BatchFacts(size: size, order: order) }
    guard let order = request.order else { return nil }
    throw Diagnostic(
      "'\(order.rawValue)' needs the number of rows of a batch", at: at[order.rawValue],
      help: "write 'batch 10 \(order.rawValue)'")
  }
}

extension State {
  /// The rows of steps as a command asks for them, with what `batch` has chosen before where it says nothing.
  mutating func order(
    of request: BatchRequest, _ found: FoundData, _ context: inout RunContext
  ) -> BatchOrder {
    guard request.size != nil || request.order != nil, let size = request.size ?? batchOrder.size else {
      return batchOrder
    }
    context.noteMissingSeed(&self)
    switch request.order ?? .standard {
    case .shuffle: return .shuffled(size)
    case .replace: return .drawn(size)
    case .fixed: return .fixed(stream.choice(dataset(found).inputs.rows, draws: size))
    }
  }
}
