import Language
import Outputs

/// What can be plotted: what it needs, and the plot that it makes of a state.
///
/// A picture is one file in `Pictures/` and one line of ``PictureTable/all``; nothing else lists pictures. Some are of a
/// ``Subject`` of the same name, which shows the numbers.
protocol Picture: Sendable {
  /// What a check has found out and the plot may rely on.
  associatedtype Ready

  /// The word and its arguments.
  static var form: Form { get }

  /// Takes the word that was written, which for a pattern is one of many, and its arguments.
  init(_ word: String, _ arguments: Arguments)

  /// Says why it cannot be drawn, or finds out what it rests on.
  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> Ready

  /// The plot, with a summary in numbers; or what only the data itself can tell wrong.
  func plot(_ ready: Ready, _ state: State) throws(Diagnostic) -> Plot
}

/// What makes a plot of a state.
typealias Drawing = (State) throws(Diagnostic) -> Plot

/// What can be plotted, in the order in which help lists it.
enum PictureTable {
  /// Every picture: a file in `Pictures/` and a line here.
  static let all: [any Picture.Type] = [
    LossPicture.self,
    AccuracyPicture.self,
    RunsPicture.self,
    SweepPicture.self,
    DataPicture.self,
    PredictionsPicture.self,
    BoundaryPicture.self,
    ConfusionPicture.self,
    NetworkPicture.self,
    WeightsPicture.self,
    ParameterPicture.self,
    HiddenPicture.self,
    ActivationsPicture.self,
    GradientsPicture.self,
    SurfacePicture.self,
  ]

  /// The type of an argument that chooses one.
  static let type = ValueType.choice("plot", all.map { $0.form })

  /// The picture that was chosen.
  static func picture(_ chosen: (name: String, arguments: Arguments)) -> any Picture {
    guard let type = all.first(where: { $0.form.matches(chosen.name) }) else {
      preconditionFailure("'\(chosen.name)' is not in the table that it was read by")
    }
    return type.init(chosen.name, chosen.arguments)
  }
}

extension Picture {
  /// What draws the plot of a state, once a check has passed.
  func checked(_ facts: Facts, _ at: Places) throws(Diagnostic) -> Drawing {
    let ready = try check(facts, at)
    return { (state: State) throws(Diagnostic) in try plot(ready, state) }
  }
}
