import Language
import Outputs

/// The layers with weights that a subject is about: all, or one of them.
struct ChosenLayer: Sendable, CustomStringConvertible {
  /// The layer counted from 1; nil for all.
  private let layer: Int?

  /// The number that chooses one.
  static let parameter = Parameter.positional(
    "layer", .integer(1...Int(Int32.max)), isOptional: true, names: .layer, "this layer only")

  init(_ arguments: Arguments) { layer = arguments.integer(ifGiven: "layer") }

  /// The part of the description of a subject.
  var description: String { layer.map { " \($0)" } ?? "" }

  /// Says that it is not there.
  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) {
    let count = facts.shapes.count
    guard let layer, layer > count else { return }
    throw Diagnostic(
      "there is no layer \(layer): the network has \(counted(count, "layer")) with weights", at: at["layer"])
  }

  /// Those of so many, counted from 1.
  func numbers(of count: Int) -> [Int] { layer.map { [$0] } ?? Array(1...max(count, 1)) }

  /// The lengths of a row of every unit of these layers for each of some rows; nil where only running can tell.
  func lengths(_ facts: Facts, _ rows: ChosenRows, of data: FoundData) -> [Int]? {
    guard data.facts != nil else { return nil }
    return numbers(of: facts.shapes.count).flatMap { rows.lengths(facts.shapes[$0 - 1].outputs, of: data) ?? [] }
  }
}
