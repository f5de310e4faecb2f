import Engine
import Language

/// What is known of a session without running it: names, shapes, the loss, and where each was set.
///
/// It comes from descriptions and never from data that was built. A whole notebook is checked against facts before its
/// first command runs, and each command again just before it runs: the same rules, with the same words, in both.
struct Facts: Sendable {
  /// The values that names stand for.
  var names: Names
  /// The files that commands may name.
  var files: FileAccess
  /// The notebooks that are being run, one inside the other: none may run itself.
  var running: [String] = []
  /// The commands there are.
  let table: CommandTable
  /// What the session may take of the machine.
  var budget: Budget
  /// What it has taken of that.
  var spending = Spending()
  /// The data, once it was chosen.
  var data: KnownData?
  /// The layers with the places that set them.
  var layers = DeclaredLayers()
  /// The loss with its place.
  var loss: PlacedLoss?
  var precision = Precision.float64
  /// The values of each parameter that the optimizer remembers.
  var remembered = 0
  var isTrained = false
  /// Whether the rows of the data were changed or others chosen since the last training.
  var hasOtherData = false
  /// The names of the runs that were kept.
  var runs = RunNames()
  /// The rows of a step that `batch` has chosen, and how they are chosen.
  var batch: BatchFacts?
  /// The scales of the inputs, and of those that the weights learned from.
  var scales = ScaleFacts()
  /// The files of weights that commands will have written, by their absolute paths, until they have.
  var saved = SharedDictionary<SavedFile>()
  /// The sweep that was made last.
  var sweep: SweepFacts?
  /// How often the command that is checked is run, in blocks that repeat it.
  var repetitions = 1
  /// Whether a run of a sweep is checked.
  var isSwept = false

  /// What is known of data that was chosen.
  enum KnownData: Sendable {
    /// Its files have to be read to know more; with the place of the command.
    case unread(Span)
    case known(DataFacts)
  }

  /// A loss and the place that chose it.
  struct PlacedLoss: Sendable {
    let objective: Objective
    let place: Span
  }

  init(
    overrides: [String: Token.Kind] = [:], files: FileAccess, table: CommandTable, budget: Budget = Budget()
  ) {
    names = Names(overrides: overrides)
    (self.files, self.table, self.budget) = (files, table, budget)
    running = files.notebook.map { [$0] } ?? []
  }

  /// The data's shapes; nil if there is none or it has not been read.
  var knownData: DataFacts? { if case .known(let facts)? = data { facts } else { nil } }
}

/// The values that `let` has given names to.
struct Names: Sendable {
  /// The values by name, for `$name`.
  private(set) var values = NamedValues()
  /// The values from outside, which take the place of those in the text.
  let overrides: [String: Token.Kind]

  init(overrides: [String: Token.Kind]) { self.overrides = overrides }

  /// What a value is called, if it has a name.
  func name(of value: String) -> String? { values.entries.filter { $0.value.text == value }.map(\.key).min() }

  /// Gives a name to a value, whatever comes from outside.
  mutating func assign(_ name: String, _ value: Token.Kind) { values.set(name, to: value) }

  /// Gives a name to a value, or to the one from outside.
  mutating func bind(_ name: String, _ value: Token.Kind) { values.set(name, to: overrides[name] ?? value) }
}
