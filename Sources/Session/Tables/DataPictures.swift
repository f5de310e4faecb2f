import Datasets
import Engine
import Language
import Outputs

/// What a session shows of the data itself: a table, or pictures where a row is one.
extension State {
  /// The pictures that are shown where not all are wanted.
  private static let fewPictures = 10

  /// The output of `show data`.
  func dataOutput(_ dataset: Dataset, _ caption: String, _ chosen: ClosedRange<Int>?, isFull: Bool) -> Output {
    guard let shape = dataset.pictureShape else {
      let seen = SeenRows(dataset, chosen, isFull: isFull)
      return .table(sampleTable(dataset, seen, caption, values: nil, isFull: isFull))
    }
    let pictures = pictures(
      dataset, shape, rows: dataset.places(chosen), areAllWanted: isFull || chosen != nil, caption
    ) { targetText($0, dataset) }
    return .pictures(pictures)
  }

  /// Pictures of some rows, counted from 0, each under its number and a title; a few of them unless all are wanted.
  func pictures(
    _ dataset: Dataset, _ shape: Dataset.PictureShape, rows: [Int], areAllWanted: Bool, _ caption: String? = nil,
    title: (_ row: Int) -> String
  ) -> Pictures {
    let pictures = (areAllWanted ? rows : Array(rows.prefix(Self.fewPictures))).map { row in
      Pictures.Picture(
        title: "\(row + 1): \(title(row))", columns: shape.columns, pixels: dataset.inputs.row(row))
    }
    // Pixels are from 0 to 1 unless they were normalized or never were.
    let (lowest, highest) = Self.bounds(of: pictures)
    let range = lowest >= 0 && highest <= 1 ? 0...1 : lowest...highest
    let size = "Each picture has \(shape.rows) × \(shape.columns) pixels."
    let remark = range == 0...1 ? nil : "Blank is \(shown(lowest)), full is \(shown(highest))."
    return Pictures(
      caption: [caption, size, remark].compactMap { $0 }.joined(separator: " "), pictures: pictures, range: range,
      missing: rows.count - pictures.count)
  }

  /// The least and the largest pixel.
  private static func bounds(of pictures: [Pictures.Picture]) -> (lowest: Double, highest: Double) {
    var (lowest, highest) = (Double.infinity, -Double.infinity)
    for picture in pictures {
      for pixel in picture.pixels { (lowest, highest) = (min(lowest, pixel), max(highest, pixel)) }
    }
    return (lowest, highest)
  }

  /// The targets of a row, counted from 0, in words.
  func targetText(_ row: Int, _ dataset: Dataset) -> String {
    dataset.targets.row(row).map { value in
      hasNamedTargets ? className(Int(value)) ?? value.plain : value.plain
    }.joined(separator: " ")
  }
}
