import Datasets
import Foundation
import Language
import Testing

@testable import Session

/// What is known of data from its description is what the data that is built from it is.
@Suite struct FactsTests {
  private static let sources = [
    "xor", "and", "or", "nand", "xor onehot", "nand onehot", "parity 1", "parity 5", "parity 3 onehot",
    "spiral 300", "spiral 7 classes 7", "spiral 11 classes 2 noise 0", "moons 2", "moons 33", "circles 20",
    "blobs 30 classes 5",
    "blobs 2 classes 2", "digits 1", "digits 2", "digits 3", "digits 25",
    "function \"x1*x2 > 0\" 40", "function \"x3\" 5", "function \"x1\" \"x2\" 7 noise 1", "function \"x1\" 2",
    "function \"sigmoid(x1)\" \"1 - sigmoid(x1)\" 9", "function \"floor(3*x1)\" 30 from 0 to 1",
    "rows\n0 1 -> 1\n2 3 -> 0\nend", "rows\n0 1 -> 0.25 0.75\n2 3 -> 1 0\nend", "rows onehot\n1 -> 0\n2 -> 2\nend",
    "rows\n1 -> 7.5\n2 -> 7.5\n3 -> 2\nend", "rows\n1 -> -1\n2 -> 1\nend", "rows\n1 -> 1\nend",
  ]

  /// The facts that a check finds, and those of the data that a run builds.
  private func facts(_ text: String) throws -> (found: DataFacts?, built: DataFacts?) {
    let runner = Runner()
    _ = try runAll("seed 1\n" + text, in: runner)
    let place = runner.state.facts.knownData?.place ?? Span(0, 0)
    var built = runner.state.dataset.map { DataFacts(ofRead: $0, place: place) }
    built?.cycle = runner.state.facts.knownData?.cycle
    return (runner.state.facts.knownData, built)
  }

  @Test(arguments: sources) func descriptionsTellWhatDataIs(source: String) throws {
    let (found, built) = try facts("data \(source)")
    #expect(found == built && found != nil)
  }

  @Test(arguments: ["take 3", "shuffle\ntake 3", "split test 0.5", "split test 0.5\ntake 2", "shuffle", "normalize"])
  func changesOfRowsAreFollowed(change: String) throws {
    for source in [
      "xor", "xor onehot", "function \"x1 > 0\" 20", "function \"x1 + x2\" 20", "spiral 12 classes 4", "digits 10",
      "moons 9",
    ] {
      let (found, built) = try facts("data \(source)\n\(change)")
      #expect(found == built && found != nil, "\(source)")
    }
  }

  @Test func theFirstRowsOfACycleAreOfTheFirstClasses() {
    let network = "layer affine 64 2\nloss softmax_cross_entropy\ntrain 1"
    #expect(complaints("data digits 100\ntake 2\n\(network)") == [])
    #expect(
      complaints("data digits 100\ntake 3\n\(network)") == [
        Complaint("the network gives 2 outputs but the data has 3 classes", at: "train 1")
      ])
    // Which classes a drawn order leaves is known when it was drawn.
    #expect(complaints("data digits 100\nshuffle\ntake 3\n\(network)") == [])
    #expect(
      complaint("seed 1\ndata digits 100\nshuffle\ntake 30\n\(network)")
        == Complaint("the network gives 2 outputs but the data has 10 classes", at: "train 1"))
  }

  @Test(arguments: [
    ("train 1\nkeep first\ncompare firts", "no run was kept as 'firts'", "firts"),
    ("save \"w.npz\"", "weights are saved in the safetensors format", "\"w.npz\""),
    (
      "save \"../w.safetensors\"", "'../w.safetensors' is outside the notebook's folder", "\"../w.safetensors\""
    ),
    ("save notebook \"x.md\"", "a notebook ends in .nnb", "\"x.md\""),
    ("save notebook \"/x.nnb\"", "'/x.nnb' is outside the notebook's folder", "\"/x.nnb\""),
    ("load \"../w.npz\"", "'../w.npz' is outside the notebook's folder", "\"../w.npz\""),
    ("data csv \"/etc/passwd\"", "'/etc/passwd' is outside the notebook's folder", "\"/etc/passwd\""),
    ("data idx \"a\" \"../b\"", "'../b' is outside the notebook's folder", "\"../b\""),
    ("data mnist \"..\"", "'..' is outside the notebook's folder", "\"..\""),
  ])
  func whatNamesTellIsKnownBeforeTheFirstTraining(command: String, message: String, place: String) {
    #expect(complaints("data xor\nlayer affine 2 2\nloss mse\n\(command)") == [Complaint(message, at: place)])
  }

  @Test func aRunIsKnownByTheValueOfItsName() {
    let start = "data xor\nlayer affine 2 2\nloss mse\ntrain 1\nlet name first\nkeep $name\n"
    #expect(complaints(start + "compare first\ncompare $name") == [])
    let none = Complaint("no run was kept as 'first'", at: "first")
    #expect(complaints(start + "data xor\ncompare first") == [none])
    #expect(complaints(start + "undo\ncompare first") == [none])
  }

  @Test func classesAreToldTheSameWhereverTheyAreAsked() throws {
    let network = "seed 1\ndata xor\nlayer affine 2 4 weights normal 1\nlayer tanh\nlayer affine 4 1\nlayer sigmoid\n"
    let runner = Runner()
    let outputs = try runAll(
      network + "loss binary_cross_entropy\ntrain 50 lr 0.5\nkeep first\ntrain 10 lr 0.5\nshow runs\ncompare first\n"
        + "show accuracy", in: runner)
    let shown = tables(outputs)
    #expect(shown[2].columns.map(\.heading) == ["run", "training", "steps", "loss", "accuracy"])
    #expect(shown[3].rows.map { $0[0] } == ["steps", "loss", "accuracy"].map { .text($0) })
    #expect(shown[2].rows.map { $0[0] } == [.text("first")])
    #expect(shown[3].rows.map { $0[1] } == Array(shown[2].rows[0].dropFirst(2)))
    let accuracy = try runner.rows(of: "accuracy")[0][0]
    #expect(shown[3].rows[2][2] == .number(accuracy, decimals: 4))
    #expect([0, 0.25, 0.5, 0.75, 1].contains(accuracy))
    // Numbers have no accuracy anywhere, but measures of their own.
    let numbers = "data rows\n1 -> 0.5\n2 -> 3\n3 -> 7\nend\nlayer affine 1 1\nloss mse\ntrain 5\nkeep a\ntrain 1\n"
    let other = tables(try runAll("seed 1\n" + numbers + "show runs\ncompare a"))
    #expect(other[2].columns.map(\.heading) == ["run", "training", "steps", "loss", "rmse", "r2"])
    #expect(other[3].rows.map { $0[0] } == ["steps", "loss", "rmse", "r2"].map { .text($0) })
    #expect(
      complaint("seed 1\n" + numbers + "show accuracy")
        == Complaint("accuracy needs classes, but the targets are numbers", at: "accuracy"))
  }

  @Test func theLastRowIsTheLastThatThereIs() {
    let start = "data xor\nlayer affine 2 2\nloss mse\n"
    #expect(mistakes(start + "show data row 4\nshow loss row 4\ntrain 1 row 4") == [])
    let missing = "there is no row 5: the data has 4"
    #expect(mistakes(start + "show data row 5\nshow loss row 5\ntrain 1 row 5") == [missing, missing, missing])
  }

  @Test func theLastHiddenLayerIsTheOneBeforeTheOutputs() {
    let start = "data xor\nlayer affine 2 3\nlayer tanh\nlayer affine 3 2\n"
    #expect(mistakes(start + "show hidden 1\nshow hidden") == [])
    #expect(mistakes(start + "show hidden 2") == ["there is no hidden layer 2: the network has 1"])
    #expect(
      mistakes(start + "layer affine 2 2\nshow hidden 2\nexpect hidden 3 row 1\n0\nend") == [
        "there is no hidden layer 3: the network has 2"
      ])
  }
}
