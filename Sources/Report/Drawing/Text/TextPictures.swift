import Outputs

/// Writes pictures as Markdown: the caption, the pictures between fences, and how many are left out.
func markdown(_ pictures: Pictures) -> String {
  let caption = pictures.caption.map(paragraph) ?? ""
  let drawing = fenced(TextPictures().lines(pictures).joined(separator: "\n") + "\n")
  return [caption, drawing, remark(on: pictures) ?? ""].filter { !$0.isEmpty }.joined(separator: "\n\n")
}

/// The sentence that says how many pictures are left out.
func remark(on pictures: Pictures) -> String? {
  if pictures.missing == 0 { return nil }
  let count = pictures.missing == 1 ? "1 more picture is" : "\(pictures.missing) more pictures are"
  return "(\(count) left out; `full` shows all)"
}

/// How pictures are drawn in lines of text: in characters of five shades, as many beside each other as fit.
///
/// A character is about twice as high as it is wide. So a pixel of a small picture is two characters; otherwise a
/// character shows the mean of k × 2k pixels, with the smallest k for which the picture fits into 32 × 32 characters, or
/// less where there is no room for that.
struct TextPictures {
  /// The width that no line exceeds: 8 or more.
  var columns = 100
  /// The characters to draw with.
  var charset = Charset.unicode

  /// Draws pictures, a string a line, with an empty one between rows of pictures.
  func lines(_ pictures: Pictures) -> [String] {
    let drawn = pictures.pictures.map { picture in
      [charset.shown(picture.title)] + lines(of: picture, in: pictures.range)
    }
    let titles = pictures.areTitlesWhole ? drawn.reduce(0) { max($0, displayWidth($1[0])) } : 0
    let width = drawn.lazy.flatMap { $0.dropFirst() }.reduce(max(leastWidth, min(titles, columns))) {
      max($0, $1.count)
    }
    let perRow = max(1, (columns + gap) / (width + gap))
    let rows = stride(from: 0, to: drawn.count, by: perRow).map { start in
      let group = drawn[start..<min(start + perRow, drawn.count)]
      let height = group.reduce(0) { max($0, $1.count) }
      return (0..<height).map { line in
        let cells = group.map { picture in
          let text = line < picture.count ? shortened(picture[line], toColumns: width, in: charset) : ""
          return text + blank(width - displayWidth(text))
        }
        return withoutTrailingSpaces(cells.joined(separator: blank(gap)))
      }
    }
    return Array(rows.joined(separator: [""]))
  }

  private func lines(of picture: Pictures.Picture, in range: ClosedRange<Double>) -> [String] {
    let (width, height) = (min(longestSide, columns), longestSide)
    let isSmall = picture.columns * 2 <= width && picture.rows <= height
    let across = max((picture.columns - 1) / width, (picture.rows - 1) / (2 * height)) + 1
    let down = isSmall ? 1 : 2 * across
    return stride(from: 0, to: picture.rows, by: down).map { top in
      let line = stride(from: 0, to: picture.columns, by: across).map { left in
        shade(mean(of: picture, top..<min(top + down, picture.rows), left..<min(left + across, picture.columns)), range)
      }
      return String(isSmall ? line.flatMap { [$0, $0] } : line)
    }
  }

  /// The shade nearest to a value; blank for what is no number, and where nothing varies.
  private func shade(_ value: Double, _ range: ClosedRange<Double>) -> Character {
    let shades: [Character] = charset == .unicode ? [" ", "░", "▒", "▓", "█"] : [" ", ".", ":", "*", "#"]
    // Halves keep the length of the range finite.
    let length = range.upperBound / 2 - range.lowerBound / 2
    let share = (value / 2 - range.lowerBound / 2) / length
    guard share.isFinite else { return shades[0] }
    return shades[Int((min(max(share, 0), 1) * Double(shades.count - 1)).rounded())]
  }
}

private let gap = 2
/// Room for a title above a very small picture.
private let leastWidth = 8
private let longestSide = 32

private func mean(of picture: Pictures.Picture, _ rows: Range<Int>, _ columns: Range<Int>) -> Double {
  var sum = 0.0
  for row in rows {
    for column in columns { sum += picture.pixels[row * picture.columns + column] }
  }
  return sum / Double(rows.count * columns.count)
}
