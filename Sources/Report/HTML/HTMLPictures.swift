import Outputs

/// Small pictures beside each other, each a drawing with its title below it.
func html(_ pictures: Pictures) -> String {
  let items = pictures.pictures.map { picture in
    "<figure>\(drawing(of: picture, in: pictures.range))<figcaption>\(htmlEscaped(picture.title))</figcaption></figure>"
  }
  let gallery = items.isEmpty ? "" : "<div class=\"pictures\">\n\(items.joined(separator: "\n"))\n</div>"
  return figure(pictures.caption, gallery, remark: remark(on: pictures))
}

/// The pixels in sixteen shades of the colour of words.
private func drawing(of picture: Pictures.Picture, in range: ClosedRange<Double>) -> String {
  let field = Plot.Field(columns: picture.columns, values: picture.pixels, colouring: .shades(range))
  let (width, height) = (Double(picture.columns), Double(picture.rows))
  let cells = SVGField(field: field, left: 0, top: 0, width: width, height: height).elements
  let scale = max(1, min(96 / max(width, height), 8))
  let box = "viewBox=\"0 0 \(picture.columns) \(picture.rows)\""
  let size = "width=\"\(SVGText.number(width * scale))\" height=\"\(SVGText.number(height * scale))\""
  return "<svg class=\"plot\" \(box) \(size) role=\"img\"><title>\(htmlEscaped(picture.title))</title>"
    + cells.joined() + "</svg>"
}
