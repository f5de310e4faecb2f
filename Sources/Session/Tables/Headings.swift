import Datasets
import Engine
import Language
import Outputs

/// What columns and classes are called: as the data names them, otherwise by letter and number.
extension State {
  /// The headings of input columns: the names of the data, where it has so many.
  func inputHeadings(_ count: Int) -> [String] {
    if let names = dataset?.inputNames, names.count == count { return names }
    return (1...max(count, 1)).map { "x\($0)" }
  }

  /// The headings of the targets: a column's own name, or those of the classes where each has a column.
  var targetHeadings: [String] {
    let count = dataset?.targets.columns ?? 0
    if let names = dataset?.targetNames, names.count == count { return names }
    return numbered("t", count)
  }

  /// The headings of what the last layer gives, with the classes named where each has an output.
  func outputHeadings(_ count: Int, asProbabilities: Bool = false) -> [String] {
    if asProbabilities { return (0..<count).map { "p(\(className($0) ?? String($0)))" } }
    guard let names = dataset?.classNames, names.count == count else { return numbered("y", count) }
    return names.map { "y(\($0))" }
  }

  /// The headings of hidden units.
  func hiddenHeadings(_ count: Int) -> [String] { (1...count).map { "h\($0)" } }

  /// The headings of the units of a layer with shapes of its own, counted from 1; those of the inputs for 0.
  func unitHeadings(_ layer: Int, _ count: Int) -> [String] {
    switch layer {
    case 0: inputHeadings(count)
    case network.shapedLayers.count: outputHeadings(count)
    default: hiddenHeadings(count)
    }
  }

  private func numbered(_ name: String, _ count: Int) -> [String] {
    count == 1 ? [name] : (1...max(count, 1)).map { "\(name)\($0)" }
  }

  /// The name of a class, counted from 0, if the data names it.
  func className(_ index: Int) -> String? {
    guard let names = dataset?.classNames, names.indices.contains(index) else { return nil }
    return names[index]
  }

  /// A class in a table: its name, otherwise its number.
  func classCell(_ index: Int) -> Table.Value { className(index).map { .text($0) } ?? .integer(index) }

  /// Whether the targets are one column of classes with names.
  var hasNamedTargets: Bool { dataset?.classNames != nil && dataset?.targets.columns == 1 }

  /// Whether a prediction says which class a row belongs to: there is an output a class, or the classes have names.
  var predictsClasses: Bool {
    guard !isSoftmaxed else { return true }
    guard let dataset, dataset.classCount != nil, let width = network.outputWidth else { return false }
    let needed = dataset.classNames.map { $0.count == 2 ? 1 : $0.count } ?? 2
    return width >= needed
  }
}
