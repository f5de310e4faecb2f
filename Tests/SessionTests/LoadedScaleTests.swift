import Foundation
import Language
import Outputs
import Testing
import WeightFiles

@testable import Session

/// The scale of the inputs that loaded weights learned from, and data on it or on another.
@Suite struct LoadedScaleTests {
  private let folder: TemporaryFolder
  private let table: [[Double]]

  /// Saves a network that has learned from normalized columns, and one that has learned from columns as they are.
  init() throws {
    folder = try TemporaryFolder()
    try folder.write("a,b,kind\n1,2,x\n3,1.5,y\n2,2,y\n0.1,7,x\n", to: "k.csv")
    try folder.write("a,b,kind\n5,2,x\n3,1,y\n2,2,y\n", to: "more.csv")
    try folder.write("b,a,kind\n5,2,y\n3,1,z\n2,2,z\n", to: "other.csv")
    let network = "layer affine 2 3\nlayer tanh\nlayer affine 3 2\nloss softmax_cross_entropy\ntrain 20 lr 0.5\n"
    let runner = Runner(Host(files: FileAccess(folder: folder.path)))
    _ = try runAll("seed 1\ndata csv \"k.csv\"\nnormalize minmax\n\(network)save \"scaled.safetensors\"", in: runner)
    table = try runner.rows(of: "predictions")
    _ = try runAll("reset\ndata csv \"k.csv\"\n\(network)save \"raw.safetensors\"", in: runner)
    let tensors = runner.state.tensors
    try Data(WeightFile.write(tensors)).write(to: folder.url.appending(path: "bare.safetensors"))
  }

  private func runner() -> Runner { Runner(Host(files: FileAccess(folder: folder.path))) }

  /// What commands say, without what was loaded, how the network looks and which data there is.
  private func said(_ text: String, in runner: Runner? = nil) throws -> [String] {
    notes(try runAll(text, in: runner ?? self.runner())).filter { note in
      let usual = [
        "Loaded ", "The network is ", "The network learned from normalized ", "Saved ", "No seed ", "The class labels ",
      ]
      return !usual.contains { note.hasPrefix($0) } && !note.contains(" rows of ")
    }
  }

  private static let put = "The inputs of k.csv were put on the scale of those that the network learned from (minmax)."
  private static let otherNumbers =
    "The inputs of k.csv were normalized by other numbers than those that the network learned from: "
    + "choose the data again without `normalize`, and it is put on the network's scale."
  private static let notAsTheyAre =
    "The network learned from inputs as they are, and those of k.csv are normalized: "
    + "choose the data again without `normalize`."

  @Test(arguments: [
    "data csv \"k.csv\"\nload \"scaled.safetensors\"", "load \"scaled.safetensors\"\ndata csv \"k.csv\"",
  ])
  func rawDataIsPutOnTheNetworksScale(commands: String) throws {
    let runner = runner()
    #expect(try said(commands, in: runner) == [Self.put])
    // The same rows, the same predictions, as they are in the data and as they are typed.
    #expect(try runner.rows(of: "predictions") == table)
    let typed = tables(try runAll("predict 3 1.5", in: runner))[0].rows[0]
    #expect(typed[2...3].map { if case .number(let number, _) = $0 { number } else { .nan } } == table[1])
    #expect(
      complaint("normalize", in: runner)
        == Complaint("the data is on the scale of the loaded network already", at: "normalize"))
    // A test part goes along, and the network may be taken away.
    _ = try runAll("seed 2\nsplit test 0.5\nshow test_loss\nreset\nnormalize", in: runner)
  }

  @Test func dataOnTheSameScaleIsLeftAlone() throws {
    let runner = runner()
    #expect(try said("data csv \"k.csv\"\nnormalize minmax\nload \"scaled.safetensors\"", in: runner) == [])
    #expect(try runner.rows(of: "predictions") == table)
  }

  @Test func otherDataIsPutOnTheScaleOfTheFile() throws {
    let runner = runner()
    let said = try said("load \"scaled.safetensors\"\ndata csv \"more.csv\"", in: runner)
    #expect(said == ["The inputs of more.csv were put on the scale of those that the network learned from (minmax)."])
    // From 0.1 to 3 and from 1.5 to 7 in the file's data.
    #expect(try runner.rows(of: "data")[0] == [(5 - 0.1) / (3 - 0.1), (2 - 1.5) / (7 - 1.5), 0])
  }

  @Test func dataOnAnotherScaleIsToldOf() throws {
    #expect(try said("data csv \"k.csv\"\nnormalize\nload \"scaled.safetensors\"") == [Self.otherNumbers])
    #expect(try said("data csv \"k.csv\"\nnormalize\nload \"raw.safetensors\"") == [Self.notAsTheyAre])
    #expect(try said("data csv \"k.csv\"\nload \"raw.safetensors\"\nnormalize") == [Self.notAsTheyAre])
    #expect(try said("data csv \"k.csv\"\nload \"raw.safetensors\"") == [])
    let declared = "layer affine 2 3\nlayer tanh\nlayer affine 3 2\nload \"bare.safetensors\""
    #expect(try said("data csv \"k.csv\"\n\(declared)") == [])
    #expect(
      try said("data csv \"k.csv\"\nnormalize\n\(declared)") == [
        "bare.safetensors does not tell on which scale the inputs were that these weights learned from; those of the data "
          + "are normalized."
      ])
  }

  @Test func theCureThatIsToldWorks() throws {
    let runner = runner()
    _ = try runAll("data csv \"k.csv\"\nnormalize\nload \"scaled.safetensors\"", in: runner)
    #expect(try said("data csv \"k.csv\"", in: runner) == [Self.put])
    #expect(try runner.rows(of: "predictions") == table)
  }

  @Test func namesThatAreOthersAreToldOf() throws {
    let runner = runner()
    let said = try said("data csv \"other.csv\"\nload \"raw.safetensors\"", in: runner)
    #expect(
      said == [
        "The columns of other.csv are b, a; those that the network learned from were a, b.",
        "The classes of other.csv are y, z; those that the network learned from were x, y.",
      ])
    // What the network gives is called as it has learned it, in the tables of the data too.
    let shown = tables(try runAll("show predictions\npredict 5 2", in: runner))
    #expect(shown[0].columns.map(\.heading) == ["b", "a", "kind", "p(x)", "p(y)", "predicted"])
    #expect(shown[1].columns.map(\.heading) == ["a", "b", "p(x)", "p(y)", "predicted"])
  }

  @Test func dataOfAnotherWidthIsNotTouched() throws {
    let runner = runner()
    #expect(try said("load \"scaled.safetensors\"\ndata parity 3\nnormalize", in: runner) == [])
    #expect(complaint("show loss", in: runner)?.message == "the network takes 2 inputs but the data has 3")
  }

  @Test func dataThatTheScaleDoesNotFitIsRefused() throws {
    try folder.write("a,b,kind\n1e308,1,x\n-1e308,2,y\n", to: "huge.csv")
    let runner = runner()
    _ = try runAll("load \"scaled.safetensors\"\ndata csv \"k.csv\"", in: runner)
    let rows = "data rows\n1e308 1 -> 0\n-1e308 2 -> 1\nend"
    for data in ["data csv \"huge.csv\"", rows] {
      _ = try runAll(data, in: self.runner())
      let source = Source(name: "test", text: data)
      _ = runner.run(source.lines, of: source) { _ in }
      #expect(runner.state.dataset?.inputs.values.allSatisfy(\.isFinite) == true)
    }
  }

  @Test func aTrainingHereEndsWhatTheFileSays() throws {
    let runner = runner()
    _ = try runAll("data csv \"k.csv\"\nnormalize\nload \"scaled.safetensors\"\ntrain 1", in: runner)
    let scale = try #require(runner.state.dataset?.normalisations)
    #expect(runner.state.learned?.samples.normalisations == scale && scale.map(\.kind) == [.standard])
    // Now `predict` and a file go by the data that the network has learned from here.
    _ = try runAll("save \"now.safetensors\"\nnormalize", in: runner)
    let other = self.runner()
    _ = try runAll("load \"now.safetensors\"", in: other)
    #expect(other.state.learned?.samples.normalisations == scale)
  }

  @Test func whatLintKnowsOfTheScale() throws {
    func lint(_ text: String) -> [String] {
      let source = Source(name: "test", text: text)
      do throws(Diagnostics) {
        _ = try Notebook.read(source, files: FileAccess(folder: folder.path), isScript: true)
        return []
      } catch {
        return error.all.map(\.message)
      }
    }
    let already = ["the data is on the scale of the loaded network already"]
    #expect(lint("data xor\nload \"scaled.safetensors\"\nnormalize") == already)
    #expect(lint("load \"scaled.safetensors\"\ndata xor\nnormalize") == already)
    #expect(lint("load \"scaled.safetensors\"\ndata parity 3\nnormalize") == [])
    #expect(lint("data xor\nload \"raw.safetensors\"\nnormalize") == [])
    #expect(lint("data xor\nload \"scaled.safetensors\"\nreset\nnormalize") == [])
    #expect(lint("data xor\nload \"scaled.safetensors\"\ntrain 1\nnormalize") == [])
    #expect(lint("data xor\nnormalize\nload \"scaled.safetensors\"\nnormalize") == [])
    let network = "layer affine 2 2\nloss mse\n"
    let again = "reset\ndata xor\nload \"new.safetensors\"\nnormalize"
    #expect(lint("data xor\nnormalize\n\(network)train 1\nsave \"new.safetensors\"\n\(again)") == already)
    #expect(lint("data xor\n\(network)train 1\nnormalize\nsave \"new.safetensors\"\n\(again)") == [])
    #expect(lint("data xor\nnormalize\n\(network)save \"new.safetensors\"\n\(again)") == already)
  }
}
