/// Small pictures in shades of one colour, shown side by side.
public struct Pictures: Sendable, Equatable {
  /// A sentence above the pictures that says what they are.
  public var caption: String?
  /// The pictures, in reading order.
  public var pictures: [Picture]
  /// The value that is shown as nothing, and the one that is shown as full.
  public var range: ClosedRange<Double>
  /// How many more there are that are not shown.
  public var missing: Int
  /// Whether room is made for titles that are wider than the pictures; otherwise they are shortened.
  public var areTitlesWhole: Bool

  /// Creates pictures; there are no more than these unless some are said to be missing.
  public init(
    caption: String? = nil, pictures: [Picture], range: ClosedRange<Double>, missing: Int = 0,
    areTitlesWhole: Bool = false
  ) {
    self.caption = caption
    self.pictures = pictures
    self.range = range
    self.missing = missing
    self.areTitlesWhole = areTitlesWhole
  }

  /// One picture under its title.
  public struct Picture: Sendable, Equatable {
    /// The title, as plain text: renderers escape it.
    public var title: String
    /// The number of pixels from left to right.
    public var columns: Int
    /// The pixels, row after row from the top.
    public var pixels: [Double]

    /// Creates a picture; the pixels must fill whole rows.
    public init(title: String, columns: Int, pixels: [Double]) {
      precondition(columns > 0 && pixels.count.isMultiple(of: columns), "the pixels must fill whole rows")
      (self.title, self.columns, self.pixels) = (title, columns, pixels)
    }

    /// The number of pixels from top to bottom.
    public var rows: Int { pixels.count / columns }
  }
}
