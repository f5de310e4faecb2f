import Outputs

extension Plot.Field {
  /// The colour of a cell, that of a series or nil for that of text, and how strong it is, from 0 to 1.
  func shade(_ row: Int, _ column: Int) -> (series: Int?, strength: Double) {
    let value = values[row * columns + column]
    guard value.isFinite else { return (nil, 0) }
    switch colouring {
    case .twoEnded(let limit):
      return (value < 0 ? 1 : 0, limit > 0 ? min(value.magnitude / limit, 1) * 0.9 : 0)
    case .shades(let range):
      // Halves keep the length of the range finite.
      let length = range.upperBound / 2 - range.lowerBound / 2
      return (nil, length > 0 ? min(max((value / 2 - range.lowerBound / 2) / length, 0), 1) * 0.9 : 0)
    case .classes:
      let series = value.rounded(.down)
      return (Int(series), 0.1 + 0.5 * (value - series))
    }
  }

  /// The cell that a place lies in, given as shares of the way from the left and from the top.
  func cell(_ across: Double, _ down: Double) -> (row: Int, column: Int) {
    (min(Int(down * Double(rows)), rows - 1), min(Int(across * Double(columns)), columns - 1))
  }

  /// The field with the means of neighbouring cells, so that there are no more than so many; itself if there are not.
  func reduced(toRows most: Int, columns mostColumns: Int) -> Plot.Field {
    let (down, across) = ((rows - 1) / max(most, 1) + 1, (columns - 1) / max(mostColumns, 1) + 1)
    guard down > 1 || across > 1 else { return self }
    var means: [Double] = []
    for top in stride(from: 0, to: rows, by: down) {
      for left in stride(from: 0, to: columns, by: across) {
        var (sum, count) = (0.0, 0.0)
        for row in top..<min(top + down, rows) {
          for column in left..<min(left + across, columns) {
            (sum, count) = (sum + values[row * columns + column], count + 1)
          }
        }
        means.append(sum / count)
      }
    }
    var field = self
    (field.columns, field.values, field.decimals) = ((columns - 1) / across + 1, means, nil)
    return field
  }
}

extension Plot.Field.Colouring {
  /// The values at the ends of a scale of colours.
  var ends: [String] {
    switch self {
    case .twoEnded(let limit): [short(-limit), short(limit)]
    case .shades(let range): [short(range.lowerBound), short(range.upperBound)]
    case .classes: []
    }
  }

  /// Three digits or a little more.
  private func short(_ value: Double) -> String {
    let decimals =
      value == value.rounded() && value.magnitude < 1e6 ? 0 : value.magnitude < 1 ? 3 : value.magnitude < 100 ? 2 : 0
    return formatted(value, decimals: decimals)
  }
}
