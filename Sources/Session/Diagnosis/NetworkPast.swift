import Engine
import Language

/// The commands that built the network as it is, found in what was typed since it began.
struct NetworkPast {
  /// The last `seed` before its first layer.
  private(set) var seed: String?
  /// The last `batch` since it began.
  private(set) var batch: String?
  /// The last `load`.
  private(set) var load: String?
  /// The last `data`, and the `take` after it.
  private(set) var data: (choice: String, take: String)?
  /// Its layers as they were declared; made from the network itself where it came from a file.
  let layers: [LayerLine]

  /// Looks through the transcript of a session.
  init(_ state: State) {
    var (lines, seedBefore, choice): ([LayerLine], String?, String?) = ([], nil, nil)
    for line in state.transcript.lines {
      guard case .command(let effect, _) = line.kind, effect.isChange else { continue }
      let text = LayerLine.bare(line.text)
      switch text.prefix(while: { $0 != " " }) {
      case "reset": (lines, seed, batch, load) = ([], nil, nil, nil)
      case "seed": seedBefore = text
      case "batch": batch = text
      case "data": (choice, data) = (line.text, nil)
      case "take": data = choice.map { ($0, text) }
      case "load": load = text
      case "layer":
        if lines.isEmpty { seed = seedBefore }
        lines.append(LayerLine(text))
      default: break
      }
    }
    let isWhole = lines.count == state.network.layers.count && lines.allSatisfy { !$0.text.contains("\n") }
    layers = isWhole ? lines : state.network.layers.map { LayerLine($0) }
  }
}

/// A line that declares a layer.
struct LayerLine {
  let text: String

  /// A line as it was typed.
  init(_ text: String) { self.text = text }

  /// The line for a layer; initial values are those unless others are said.
  init(_ layer: some Layer) {
    let shapes = layer.shapes.map { " \($0.input.count) \($0.output.count)" } ?? ""
    let settings = layer.settings.map { setting in (setting.name.map { " \($0)" } ?? "") + " \(setting.value.plain)" }
    text = "layer \(layer.word)\(shapes)" + (layer.shapes == nil ? settings.joined() : "")
  }

  /// A line without its comment and with single spaces.
  static func bare(_ text: String) -> String {
    text.prefix { $0 != "#" }.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")
  }

  private var words: [Substring] { text.split(separator: " ") }

  /// A word of it, counted from 0; nothing beyond its end.
  func word(_ index: Int) -> String {
    guard words.indices.contains(index) else { return "" }
    return index == 1 && Self.affine.contains(String(words[1])) ? "affine" : String(words[index])
  }

  private static let affine: Set = ["affine", "linear", "dense", "fc"]

  /// Whether it is a layer of weights.
  var isAffine: Bool { word(1) == "affine" }

  /// The line with other widths.
  func with(inputs: Int, outputs: Int) -> String {
    (["layer", String(words[1]), String(inputs), String(outputs)] + words.dropFirst(4).map(String.init))
      .joined(separator: " ")
  }

  /// The line with other initial weights and biases of 0.
  func with(weights: String) -> String { words.prefix(4).joined(separator: " ") + " weights \(weights)" }
}
