import Outputs

/// The characters by which text tells series, signs and strengths apart, with or without colour.
enum TextSigns {
  /// What stands for a point: of sixteen series each has its own.
  static func point(_ sign: Plot.Points.Sign, _ series: Int, _ charset: Charset) -> Character {
    if sign == .cross { return charset == .unicode ? "×" : "x" }
    return Array("o+*#@%&$AEHKMSTW")[series % 16]
  }

  /// The dashes of a line, for `TextCanvas.draw`: solid, long, dotted, long and dot, and then again.
  static func dashes(_ series: Int, _ weight: Plot.Line.Weight) -> UInt8 {
    switch weight {
    case .thin: 0b0000_0001
    case .regular: [0b1111_1111, 0b0001_1111, 0b0001_0001, 0b0100_1111][series % 4]
    case .thick: 0b1111_1111
    }
  }

  /// The dashes of a link: solid above zero, dotted below.
  static func dashes(ofSign value: Double) -> UInt8 { value < 0 ? 0b0001_0001 : 0b1111_1111 }

  /// What fills a cell: shades for what is above zero, lines for what is below, a pattern a class.
  static func cell(_ field: Plot.Field, row: Int, column: Int, _ charset: Charset) -> Character {
    let shade = field.shade(row, column)
    let isUnicode = charset == .unicode
    switch field.colouring {
    case .twoEnded:
      let signs = shade.series == 1 ? (isUnicode ? " -=≡" : " -=%") : (isUnicode ? " ░▓█" : " .+#")
      return Array(signs)[Int((shade.strength / 0.9 * 3).rounded())]
    case .shades:
      return Array(isUnicode ? " ░▒▓█" : " .:*#")[Int((shade.strength / 0.9 * 4).rounded())]
    case .classes: return ground(shade.series ?? 0, charset)
    }
  }

  /// What fills the cells of a class.
  static func ground(_ series: Int, _ charset: Charset) -> Character {
    Array(charset == .unicode ? " ░▒-▓=:~" : " .:-=~'\"")[series % 8]
  }

  /// A bar's part in one cell, from 0 to 1 of its height.
  static func bar(_ share: Double, _ charset: Charset) -> Character {
    let signs = Array(charset == .unicode ? " ▁▂▃▄▅▆▇█" : " ..::###")
    return signs[Int((min(max(share, 0), 1) * Double(signs.count - 1)).rounded(.up))]
  }
}
