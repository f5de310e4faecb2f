import Engine

/// Pictures of the ten digits, 8 × 8 pixels from 0 to 1, drawn from a small font by the program itself.
///
/// Each is scaled, slanted and moved a little, lit more or less brightly, and covered with noise, from a seeded stream
/// of its own. Row i shows digit i modulo 10. Pixels are rounded to multiples of 2⁻²⁰ like all drawn data.
public struct Digits: Sendable, Equatable {
  /// The number of pictures.
  public let samples: Int
  /// The standard deviation of what is added to every pixel.
  public let noise: Double
  /// The seed of the stream.
  public let seed: UInt32

  /// Creates a generator; there must be at least one picture, and no more than 100,000.
  public init(samples: Int, noise: Double, seed: UInt32) throws(DatasetError) {
    try Dataset.requireDrawable(samples: samples, classes: 10, noise: noise, bounds: 1...100_000)
    (self.samples, self.noise, self.seed) = (samples, noise, seed)
  }

  /// The pixels along a side.
  public static let side = 8

  /// The pictures, a row of pixels after the other, with the digits as labels.
  public var dataset: Dataset {
    var stream = RandomStream(seed: seed)
    var pixels: [Double] = []
    pixels.reserveCapacity(samples * Self.side * Self.side)
    let (interruption, blank) = (Interruption.current, Array(repeating: 0.0, count: Self.side * Self.side))
    for row in 0..<samples {
      pixels += interruption?.isRequested == true ? blank : picture(of: row % 10, from: &stream)
    }
    var dataset = Dataset(
      name: "digits", inputs: Matrix(rows: samples, columns: Self.side * Self.side, values: pixels),
      targets: Dataset.cyclingLabels(samples, classes: 10))
    dataset.pictureShape = Dataset.PictureShape(rows: Self.side, columns: Self.side)
    return dataset
  }

  private func picture(of digit: Int, from stream: inout RandomStream) -> [Double] {
    let glyph = Self.glyphs[digit]
    let (width, height) = (0.75 + 0.4 * stream.uniform(), 0.8 + 0.3 * stream.uniform())
    let slant = 0.5 * (stream.uniform() - 0.5)
    let (moveX, moveY) = (2 * stream.uniform() - 1, 1.4 * stream.uniform() - 0.7)
    let brightness = 0.65 + 0.35 * stream.uniform()
    let centre = Double(Self.side - 1) / 2
    var pixels: [Double] = []
    for row in 0..<Self.side {
      for column in 0..<Self.side {
        let y = (Double(row) - centre - moveY) / height
        let x = (Double(column) - centre - moveX) / width + slant * y
        let ink = Self.ink(glyph, x + 2, y + 3) * brightness + noise * stream.normal()
        pixels.append(rounded(min(max(ink, 0), 1)))
      }
    }
    return pixels
  }

  /// How black a glyph of 5 × 7 points is between its points: linear in both directions, and white outside.
  private static func ink(_ glyph: [[Double]], _ x: Double, _ y: Double) -> Double {
    let (left, top) = (x.rounded(.down), y.rounded(.down))
    func point(_ column: Double, _ row: Double) -> Double {
      guard (0..<5).contains(column), (0..<7).contains(row) else { return 0 }
      return glyph[Int(row)][Int(column)]
    }
    let (right, below) = (x - left, y - top)
    let upper = point(left, top) * (1 - right) + point(left + 1, top) * right
    let lower = point(left, top + 1) * (1 - right) + point(left + 1, top + 1) * right
    return upper * (1 - below) + lower * below
  }

  private static let glyphs: [[[Double]]] = font.map { $0.map { $0.map { $0 == "#" ? 1 : 0 } } }

  private static let font = [
    [" ### ", "#   #", "#   #", "#   #", "#   #", "#   #", " ### "],
    ["  #  ", " ##  ", "# #  ", "  #  ", "  #  ", "  #  ", " ### "],
    [" ### ", "#   #", "    #", "  ## ", " #   ", "#    ", "#####"],
    [" ### ", "#   #", "    #", "  ## ", "    #", "#   #", " ### "],
    ["   # ", "  ## ", " # # ", "#  # ", "#####", "   # ", "   # "],
    ["#####", "#    ", "#### ", "    #", "    #", "#   #", " ### "],
    ["  ## ", " #   ", "#    ", "#### ", "#   #", "#   #", " ### "],
    ["#####", "    #", "   # ", "  #  ", "  #  ", " #   ", " #   "],
    [" ### ", "#   #", "#   #", " ### ", "#   #", "#   #", " ### "],
    [" ### ", "#   #", "#   #", " ####", "    #", "   # ", " ##  "],
  ]
}
