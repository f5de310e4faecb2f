import Files
import Language
import WeightFiles

/// A safetensors file as far as it is known before its numbers are read.
struct SavedFile: Sendable {
  /// The names and extents of its arrays.
  let shapes: [(name: String, shape: [Int])]
  /// What it says of its network.
  let model: SavedModel?
  /// Whether its weights learned from inputs on another scale than their own; nil if that is not known.
  let isNormalized: Bool?
}

extension SavedFile {
  /// What a network of some facts is saved as.
  init(_ facts: Facts) {
    model = SavedModel(
      precision: facts.precision, layers: facts.layers.map(\.layer), objective: facts.loss?.objective, samples: nil)
    shapes = facts.arrays.map { ($0.name.description, $0.shape) }
    isNormalized = facts.scales.isNormalized
  }

  /// Reads the head of a file; nil for what is no such file, or cannot be read.
  fileprivate init?(_ file: InputFile) throws(WeightFileError) {
    let name = file.name
    // The length of the head and its first character.
    guard let start = file.beginning(9), let length = try WeightFile.length(ofHead: start, name: name),
      let bytes = file.beginning(length)
    else { return nil }
    let head = try WeightFile.head(bytes, name: name)
    shapes = head.shapes
    model = try SavedModel(head.metadata, of: name)
    isNormalized = model?.samples?.isNormalized
  }
}

extension Facts {
  /// What a file will be once `save` has run; otherwise the file as it is, if it is there and of that kind.
  func savedFile(_ path: String, at place: Span) throws(Diagnostic) -> SavedFile? {
    guard let file = try? files.place(of: path) else { return nil }
    if let written = saved[file.absolutePath] { return written }
    guard let opened = try? file.open() else { return nil }
    do throws(WeightFileError) {
      return try SavedFile(opened)
    } catch {
      throw Diagnostic(error.message, at: place, help: error.help)
    }
  }

  /// Takes note of what a path will lead to.
  mutating func willSave(to path: String) {
    guard let file = try? files.place(of: path) else { return }
    saved.set(file.absolutePath, to: SavedFile(self))
  }

  /// A file that is there, where a network has to come from it.
  func requireFile(_ path: String, at place: Span) throws(Diagnostic) {
    let file: Place
    do throws(FileAccess.Refusal) {
      file = try files.place(of: path)
    } catch {
      throw Diagnostic(error.message, at: place)
    }
    guard file.kind == nil else { return }
    do throws(FileError) {
      _ = try file.open()
    } catch {
      throw Diagnostic(error.message, at: place, help: files.helpInPlace(of: path))
    }
  }
}
