import Datasets
import Engine
import Language
import Outputs

/// What columns and classes are called: as the file says that the weights came from, or the data; otherwise by letter and
/// number.
extension State {
  /// The headings of the input columns of data: its names, where it has so many.
  func inputHeadings(_ count: Int) -> [String] { Self.inputHeadings(count, dataset?.inputNames) }

  /// The headings of what goes into the network.
  func networkInputHeadings(_ count: Int, _ samples: SampleDescription?) -> [String] {
    Self.inputHeadings(count, samples?.inputNames ?? dataset?.inputNames)
  }

  private static func inputHeadings(_ count: Int, _ names: [String]?) -> [String] {
    if let names, names.count == count { return names }
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
    outputHeadings(count, asProbabilities: asProbabilities, outputClasses(loadedSamples))
  }

  /// The same for classes that are known.
  func outputHeadings(_ count: Int, asProbabilities: Bool, _ classes: [String]?) -> [String] {
    if asProbabilities { return toldApart((0..<count).map { "p(\(Self.name($0, of: classes) ?? String($0)))" }) }
    guard let classes, classes.count == count else { return toldApart(numbered("y", count)) }
    return toldApart(classes.map { "y(\($0))" })
  }

  /// The headings of hidden units.
  func hiddenHeadings(_ count: Int) -> [String] { toldApart((1...count).map { "h\($0)" }) }

  /// Headings that no column of the data has: where one has, each is followed by what it is of, such as `y (network)`.
  func toldApart(_ headings: [String], as mark: String = "network") -> [String] {
    let taken = Set((dataset?.inputNames ?? []) + (dataset?.targetNames ?? []))
    var headings = headings
    while !taken.isDisjoint(with: headings) { headings = headings.map { "\($0) (\(mark))" } }
    return headings
  }

  /// The headings of the units of a layer with shapes of its own, counted from 1; those of the inputs for 0.
  func unitHeadings(_ layer: Int, _ count: Int) -> [String] {
    switch layer {
    case 0: networkInputHeadings(count, loadedSamples)
    case network.shapedLayers.count: outputHeadings(count)
    default: hiddenHeadings(count)
    }
  }

  private func numbered(_ name: String, _ count: Int) -> [String] {
    count == 1 ? [name] : (1...max(count, 1)).map { "\(name)\($0)" }
  }

  /// The names of the classes that outputs stand for: those of the samples that the network learned from, or of the data.
  func outputClasses(_ samples: SampleDescription?) -> [String]? {
    samples.map(\.classNames) ?? dataset?.classNames
  }

  private static func name(_ index: Int, of classes: [String]?) -> String? {
    guard let classes, classes.indices.contains(index) else { return nil }
    return classes[index]
  }

  /// The name of a class of the data, counted from 0, if the data names it.
  func className(_ index: Int) -> String? { Self.name(index, of: dataset?.classNames) }

  /// A class of the data in a table: its name, otherwise its number.
  func classCell(_ index: Int) -> Table.Value { classCell(index, dataset?.classNames) }

  /// A class in a table: its name, otherwise its number.
  func classCell(_ index: Int, _ classes: [String]?) -> Table.Value {
    Self.name(index, of: classes).map { .text($0) } ?? .integer(index)
  }

  /// Whether the targets are one column of classes with names.
  var hasNamedTargets: Bool { dataset?.classNames != nil && dataset?.targets.columns == 1 }

  /// Whether a prediction says which class a row belongs to: there is an output a class, or the classes have names.
  func predictsClasses(_ samples: SampleDescription?) -> Bool {
    guard !isSoftmaxed else { return true }
    let hasLabels = samples.map(\.hasLabels) ?? (dataset?.classCount != nil)
    guard hasLabels, let width = network.outputWidth else { return false }
    let needed = outputClasses(samples).map { $0.count == 2 ? 1 : $0.count } ?? 2
    return width >= needed
  }
}
