import Outputs

/// The colours of SVG pictures on light and on dark ground; pictures have no ground of their own.
///
/// A series has a stroke `s0` … `s7` and a fill `f0` … `f7`. What is above zero has the colour of the first, what is below
/// that of the second.
enum SVGStyle {
  /// The colours of Okabe and Ito, which the colour-blind tell apart; the yellow is darker, for it has to stand out from
  /// white.
  private static let light = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#948800",
  ]
  /// The same, brighter.
  private static let dark = [
    "#4ba3e3", "#f0803c", "#2fbf8f", "#e39ac4", "#f0b429", "#9bd7ff", "#ffffff", "#f0e442",
  ]

  /// How many series have a colour of their own.
  static var count: Int { light.count }

  /// The style sheet of every picture that is a file of its own.
  static let sheet = """
    <style>\(rules(onDark: false))
    @media screen and (prefers-color-scheme:dark){\(rules(onDark: true))}</style>
    """

  /// The rules on light or on dark ground, for pictures within what a selector names.
  static func rules(onDark isDark: Bool, within scope: String = "") -> String {
    isDark
      ? rules(dark, text: "#d5d5d5", ground: "#181a1f", grid: "#444", axis: "#999", scope)
      : rules(light, text: "#333", ground: "#fff", grid: "#ddd", axis: "#777", scope)
  }

  private static func rules(
    _ colours: [String], text: String, ground: String, grid: String, axis: String, _ scope: String
  ) -> String {
    let series = colours.enumerated().map { "\(scope).s\($0){stroke:\($1)}\(scope).f\($0){fill:\($1)}" }.joined()
    return "\(scope)text,\(scope).t{fill:\(text)}\(scope).b,\(scope)text.b{fill:\(ground)}"
      + "\(scope).o{stroke:\(ground)}\(scope).g{stroke:\(grid)}\(scope).a{stroke:\(axis)}\(series)"
  }

  /// The attributes of the line of a series: after the last colour the first comes again, dashed.
  static func line(_ series: Int, _ weight: Plot.Line.Weight = .regular) -> String {
    let dashes = series / count % 2 == 1 ? #" stroke-dasharray="5 3""# : ""
    let stroke =
      switch weight {
      case .thin: #"stroke-width="0.6" stroke-opacity="0.4""#
      case .regular: #"stroke-width="1.8""#
      case .thick: #"stroke-width="3.2""#
      }
    return #"class="s\#(series % count)" fill="none" \#(stroke) stroke-linejoin="round"\#(dashes)"#
  }

  /// The class of what is filled with the colour of a series.
  static func fill(_ series: Int) -> String { "f\(series % count)" }

  /// The series whose colour stands for the sign of a value.
  static func series(ofSign value: Double) -> Int { value < 0 ? 1 : 0 }
}
