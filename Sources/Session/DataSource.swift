import Datasets
import Engine
import Language

/// Where samples can come from: a kind of data that the `data` command knows.
///
/// A source is one file in `DataSources/` and one line of ``DataSources/all``.
protocol DataSource: Sendable {
  /// The words for it, each with its arguments.
  static var forms: [Form] { get }

  /// Takes the word that was written and the arguments; `outer` are those of the command, a block included.
  init(_ name: String, _ arguments: Arguments, outer: Arguments)

  /// What is known of the data without building it, nil where files have to be read to know more; or what is wrong.
  func facts(_ facts: Facts, _ at: Places) throws(Diagnostic) -> DataFacts?

  /// Builds the samples; what only building can find wrong is placed in the command.
  func dataset(_ context: inout RunContext) throws(Diagnostic) -> Dataset
}

/// The sources there are, in the order in which help lists them.
enum DataSources {
  static let all: [any DataSource.Type] = [
    TruthTableSource.self,
    WrittenRowsSource.self,
    PointsSource.self,
    FunctionSource.self,
    DigitsSource.self,
    MNISTSource.self,
    IDXSource.self,
    CSVSource.self,
  ]

  /// The type of an argument that chooses one of them.
  static let type = ValueType.choice("data set", all.flatMap { $0.forms })

  /// The source that was chosen.
  static func source(_ chosen: (name: String, arguments: Arguments), outer: Arguments) -> any DataSource {
    guard let type = all.first(where: { $0.forms.contains { $0.name == chosen.name } }) else {
      preconditionFailure("'\(chosen.name)' is no source of data")
    }
    return type.init(chosen.name, chosen.arguments, outer: outer)
  }

  /// The flag that gives the targets one column a class.
  static let onehot = Parameter.flag("onehot", "give the targets one column a class")
}

extension Parameter {
  /// The seed of the stream that drawn data comes from.
  static let ownSeed = Parameter.keyword(
    "seed", .integer(0...0xFFFF_FFFF), default: "0", "of the stream they are drawn from")

  /// The noise of drawn data, with a standard deviation unless another is said.
  static func noise(_ standard: String) -> Parameter {
    .keyword("noise", .number(.notNegative), default: standard, "standard deviation of the noise")
  }
}

extension Diagnostic {
  /// What is wrong with data that cannot be drawn, placed at the argument that is at fault.
  init(_ error: DatasetError, ofDrawn at: Places) {
    let place =
      switch error {
      case .noiseOutOfRange: at["noise"]
      case .countOutOfRange(.samples, _, _): at["count"]
      case .boundsOutOfOrder, .boundsTooFarApart: at.given("from") ?? at["to"]
      default: at.head
      }
    self.init(error.message, at: place, help: error.help)
  }
}
