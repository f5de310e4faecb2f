import Datasets
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
  fileprivate init?(at place: String, name: String) throws(WeightFileError) {
    // The length of the head and its first character.
    guard let start = beginning(ofFile: place, count: 9),
      let length = try WeightFile.length(ofHead: start, name: name), let bytes = beginning(ofFile: place, count: length)
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
    guard let full = try? files.resolve(path) else { return nil }
    if let file = saved[FileAccess.absolute(full)] { return file }
    do throws(WeightFileError) {
      return try SavedFile(at: full, name: files.name(of: path))
    } catch {
      throw Diagnostic(error.message, at: place, help: error.help)
    }
  }

  /// Takes note of what a path will lead to.
  mutating func willSave(to path: String) {
    guard let full = try? files.resolve(path) else { return }
    saved.set(FileAccess.absolute(full), to: SavedFile(self))
  }

  /// A file that is there, where a network has to come from it.
  func requireFile(_ path: String, at place: Span) throws(Diagnostic) {
    let full: String
    do throws(FileAccess.Refusal) {
      full = try files.resolve(path)
    } catch {
      throw Diagnostic(error.message, at: place)
    }
    guard !isTaken(full) else { return }
    do throws(DataFileError) {
      _ = try bytes(ofFile: full, named: files.name(of: path))
    } catch {
      throw Diagnostic(error.message, at: place, help: files.helpInPlace(of: path))
    }
  }
}
