import Engine
import Foundation
import Outputs
import Testing

@testable import Session

/// A picture shows the numbers that the session shows as tables and sentences.
@Suite struct PictureTests {
  private static let moons =
    "seed 1\ndata moons 120\nsplit test 0.25\nlayer affine 2 5\nlayer tanh\nlayer affine 5 2\n"
    + "loss softmax_cross_entropy\ntrain 30 epochs lr 0.3 batch 10\ndigits 1\n"
  private static let sine =
    "seed 1\ndata function \"sin(3*x1)\" 40\nlayer affine 1 6\nlayer tanh\nlayer affine 6 1\nloss mse\ntrain 200 lr 0.1\n"
  private static let xor =
    "seed 42\ndata xor\nlayer affine 2 3\nlayer sigmoid\nlayer affine 3 2\nloss softmax_cross_entropy\ntrain 400 lr 0.3\n"

  private struct NoPlot: Error {}

  private func plot(_ text: String) throws -> Plot {
    guard case .plot(let plot)? = try runAll(text).last else { throw NoPlot() }
    return plot
  }

  private func note(_ text: String) throws -> String {
    guard case .note(let note)? = try runAll(text).last else { throw NoPlot() }
    return note
  }

  private func state(_ text: String) throws -> State {
    let runner = Runner()
    _ = try runAll(text, in: runner)
    return runner.state
  }

  private func fields(_ plot: Plot) -> [Plot.Field] {
    plot.panels.flatMap { $0.marks.compactMap { if case .field(let field) = $0 { field } else { nil } } }
  }

  private func points(_ plot: Plot) -> [Plot.Points] {
    plot.panels.flatMap { $0.marks.compactMap { if case .points(let points) = $0 { points } else { nil } } }
  }

  private func lines(_ plot: Plot) -> [Plot.Line] {
    plot.panels.flatMap { $0.marks.compactMap { if case .line(let line) = $0 { line } else { nil } } }
  }

  // MARK: - Answers

  @Test(arguments: ["", " test"]) func aBoundaryTellsTheAccuracy(part: String) throws {
    let plot = try plot(Self.moons + "plot boundary\(part)")
    let wrong = points(plot).filter { $0.sign == .cross }.reduce(0) { $0 + $1.points.count }
    let count = part.isEmpty ? 90 : 30
    #expect(points(plot).reduce(0) { $0 + $1.points.count } == count)
    let accuracy = Double(count - wrong) / Double(count)
    #expect(
      try runAll(Self.moons + "expect \(part.isEmpty ? "" : "test_")accuracy = \(accuracy) within 1e-12").count > 0)
    #expect(plot.summary.contains("\(formatted(100 * accuracy, decimals: 1)) % of \(count) rows"))
  }

  /// A cell of the field has the class that `predict` gives for its middle, and its share.
  @Test func aBoundaryIsWhatPredictSays() throws {
    let field = try #require(fields(try plot(Self.moons + "plot boundary")).first)
    for (row, column) in [(0, 0), (10, 50), (63, 63), (40, 3)] {
      let x = field.x.lowerBound + (field.x.upperBound - field.x.lowerBound) * (Double(column) + 0.5) / 64
      let y = field.y.upperBound - (field.y.upperBound - field.y.lowerBound) * (Double(row) + 0.5) / 64
      let said = tables(try runAll(Self.moons + "digits 12\npredict \(x) \(y)")).last!.rows[0]
      let value = field.values[row * 64 + column]
      #expect(said.last == .integer(Int(value)))
      guard case .number(let share, _) = said[2 + Int(value)] else { throw NoPlot() }
      #expect(abs(min(share, 0.999) - (value - value.rounded(.down))) < 1e-12)
    }
  }

  @Test func cellsOfAConfusionAreItsCounts() throws {
    let shown = tables(try runAll(Self.moons + "show confusion")).last!.rows.map { $0.dropFirst().map { $0 } }
    let field = try #require(fields(try plot(Self.moons + "plot confusion")).first)
    #expect(shown.joined().map { $0 } == field.values.map { .integer(Int($0)) })
  }

  @Test func predictionsAreAgainstTheInput() throws {
    let plot = try plot(Self.sine + "plot predictions")
    let rmse = try note(Self.sine + "show rmse")
    #expect(plot.summary.hasPrefix("40 rows, root mean squared error \(rmse.split(separator: " ").last!)"))
    let curve = try #require(lines(plot).first).points
    for index in [0, 77, 200] {
      let said = tables(try runAll(Self.sine + "digits 12\npredict \(curve[index].x)")).last!.rows[0]
      guard case .number(let value, _) = said[1] else { throw NoPlot() }
      #expect(abs(value - curve[index].y) < 1e-12)
    }
  }

  // MARK: - The network

  @Test func unitsHoldTheValuesOfTheRow() throws {
    let state = try state(Self.xor)
    let plot = try plot(Self.xor + "digits 2\nplot network row 2")
    let texts = plot.panels[0].marks.flatMap { if case .texts(let texts) = $0 { texts } else { [Plot.Text]() } }
    let evaluation = Evaluation(state.network, inputs: Matrix([[0, 1]]))
    let expected =
      [0, 1] + evaluation.layerOutputs[1].row(0)
      + Evaluation.softmax(of: evaluation.outputs, precision: .float64).row(0)
    #expect(
      texts.map(\.lines)
        == zip(["x1", "x2", "h1", "h2", "h3", "y1", "y2"], expected).map {
          [$0, formatted($1, decimals: 2)]
        })
    let links = plot.panels[0].marks.flatMap { if case .links(let links) = $0 { links } else { [Plot.Link]() } }
    let weights = state.blocks { $0.role == .weights }.flatMap { state.network.values(of: $0).values }
    let largest = weights.map(\.magnitude).max()!
    #expect(links.map(\.strength) == weights.map { $0 / largest })
  }

  @Test func manyUnitsAreLeftOutInTheMiddle() throws {
    let plot = try plot("seed 1\nlayer affine 3 40\nlayer affine 40 2\nplot network")
    let texts = plot.panels[0].marks.flatMap { if case .texts(let texts) = $0 { texts } else { [Plot.Text]() } }
    #expect(texts.map { $0.lines[0] }.filter { $0.hasPrefix("h") } == [1, 2, 3, 4, 37, 38, 39, 40].map { "h\($0)" })
    #expect(texts.contains { $0.lines == ["32 more"] })
  }

  @Test func cellsOfWeightsAreTheWeights() throws {
    let state = try state(Self.xor)
    let expected = state.blocks { $0.role == .weights }.map { state.network.values(of: $0).values }
    #expect(try fields(plot(Self.xor + "plot weights")).map(\.values) == expected)
    #expect(try fields(plot(Self.xor + "plot W2")).map(\.values) == [expected[1]])
  }

  @Test func surfacesOfHiddenUnitsAreTheirOutputs() throws {
    let plot = try plot(Self.xor + "plot hidden")
    let state = try state(Self.xor)
    #expect(plot.panels.map(\.title) == ["h1", "h2", "h3"])
    for (unit, field) in fields(plot).enumerated() {
      let (row, column) = (5, 17)
      let x = field.x.lowerBound + (field.x.upperBound - field.x.lowerBound) * (Double(column) + 0.5) / 24
      let y = field.y.upperBound - (field.y.upperBound - field.y.lowerBound) * (Double(row) + 0.5) / 24
      let value = Evaluation(state.network, inputs: Matrix([[x, y]])).layerOutputs[1][0, unit]
      #expect(field.values[row * 24 + column] == value)
    }
    #expect(try fields(self.plot(Self.xor + "plot hidden rows 2..3")).map(\.rows) == [2])
  }

  @Test func histogramsCountEveryValue() {
    let histogram = Histogram([0, 0.1, 0.5, 0.99, 1, .nan], over: 0...1, bins: 4)
    #expect(histogram.bars.heights == [0.4, 0, 0.2, 0.4])
    #expect(abs(histogram.mean - 0.518) < 1e-15)
    // The square root of the mean of the squared differences from 0.518.
    #expect(abs(histogram.deviation - 0.42390564987978163) < 1e-15)
  }

  /// The loss in a cell is that of the network with the two values of its middle.
  @Test func aSurfaceIsTheLoss() throws {
    let plot = try plot(Self.xor + "plot surface W1[2,1] b2[1]")
    let field = try #require(fields(plot).first)
    let isLogarithmic = plot.keys[0].name.hasPrefix("logarithm")
    for (row, column) in [(0, 0), (20, 31), (47, 47)] {
      let x = field.x.lowerBound + (field.x.upperBound - field.x.lowerBound) * (Double(column) + 0.5) / 48
      let y = field.y.upperBound - (field.y.upperBound - field.y.lowerBound) * (Double(row) + 0.5) / 48
      let loss = isLogarithmic ? pow(10, field.values[row * 48 + column]) : field.values[row * 48 + column]
      _ = try runAll(Self.xor + "set W1[2,1] \(x)\nset b2[1] \(y)\nexpect loss = \(loss) within 1e-10")
    }
    // The way ends where the network is.
    let state = try state(Self.xor)
    let way = try #require(lines(plot).first).points
    let values = state.network.blocks.map { state.network.values(of: $0).values }
    #expect(way.last == Plot.Point(x: values[0][3], y: values[3][0]) && way.count > 300)
    let start = try self.state(Self.xor.replacing("train 400 lr 0.3\n", with: "")).network
    #expect(
      way.first
        == Plot.Point(x: start.values(of: start.blocks[0]).values[3], y: start.values(of: start.blocks[3]).values[0]))
  }

  // MARK: - Curves

  @Test func smoothingTakesMeansOfNeighbours() throws {
    let raw = try #require(lines(try plot(Self.xor + "plot loss")).first).points
    let smooth = try #require(lines(try plot(Self.xor + "plot loss smooth 4")).first).points
    #expect(raw.count == smooth.count)
    for index in [0, 1, 50, raw.count - 1] {
      let window = raw[max(0, index - 1)...min(raw.count - 1, index + 2)].map(\.y)
      #expect(abs(smooth[index].y - window.reduce(0, +) / Double(window.count)) < 1e-15)
    }
    let part = try #require(lines(try plot(Self.xor + "plot loss from 100 to 200")).first).points
    #expect(part == raw.filter { (100...200).contains($0.x) } && part.count > 40)
  }

  @Test func aSpikeIsCutOffAndSaid() {
    let calm = (1...200).map { 1 + 1 / Double($0) }
    #expect(CutOff(calm, isLogarithmic: false).range == nil)
    let cut = CutOff(calm + [1e6], isLogarithmic: false)
    #expect(cut.range.map { $0.upperBound < 3 && $0.lowerBound <= 1 } == true)
    let state = Runner().state
    let points = (calm + [1e6]).enumerated().map { Plot.Point(x: Double($0), y: $1) }
    #expect(
      cut.remark(points, unit: "step", state).first?.hasSuffix("1 value, the largest 1000000.0000 at step 200.") == true
    )
    #expect(CutOff(calm + [1e6], isLogarithmic: true).range == nil)
    // One in ten is no exception.
    #expect(CutOff(calm + Array(repeating: 1e6, count: 20), isLogarithmic: false).range == nil)
  }

  @Test func aCurveSaysWhereItBeginsAndEnds() throws {
    let summary = try plot(Self.xor + "plot loss").summary
    let entries = try state(Self.xor).history
    #expect(
      summary
        == "Loss from \(formatted(entries[0].loss, decimals: 4)) at step 1 to \(formatted(entries.last!.loss, decimals: 4)) at step 400."
    )
    #expect(try plot(Self.xor + "plot loss title \"So it goes\"").title == "So it goes")
  }

  // MARK: - Extremes

  /// Numbers at the ends of what there is, and more cells, rows and classes than there is room for.
  @Test(arguments: [
    "data xor\nlayer affine 2 300\nlayer affine 300 2\nplot b1\nplot weights\nplot hidden row 1\nplot network",
    "data xor\nlayer affine 2 1\nloss mse\nset W1[1,1] 1e308\nset W1[2,1] -1e308\nplot activations\nplot gradients\n"
      + "plot surface W1[1,1] W1[2,1]\nplot predictions\nplot network row 2",
    "data rows\n1700000000000000000 0 -> 0\n1700000000000000000 1 -> 1\nend\nlayer affine 2 1\nplot data\nplot boundary",
    "data rows\n1e308 0 -> 0\n-1e308 1 -> 1\nend\nlayer affine 2 2\nlayer affine 2 1\nplot data\nplot boundary\nplot hidden",
    "data xor\nlayer affine 2 2\nloss mse\nset W1[1,1] 1e200\nplot surface W1[1,1] W1[2,1]\nplot W1\nplot network",
    "data rows\n10 0 -> 0.5\n1 1 -> 1.7\nend\nlayer affine 2 1\nloss mse\nset W1[1,1] 1e308\nplot predictions",
    "data rows\n0 0 -> 0\nend\nlayer affine 2 1 weights ones\nloss mse\nplot surface W1[1,1] W1[2,1] row 1\nplot data\n"
      + "plot boundary\nplot activations",
    "data blobs 5000 classes 1000\nlayer affine 2 1000\nloss softmax_cross_entropy\nplot data\nplot boundary\n"
      + "plot confusion",
  ]) func whateverThereIsIsDrawn(text: String) throws {
    for output in try runAll(text) {
      guard case .plot(let plot) = output else { continue }
      #expect(plot.summary.hasSuffix(".") && !plot.panels.isEmpty)
    }
  }

  // MARK: - What cannot be drawn

  @Test(arguments: [
    ("plot boundary", "there is no network yet"),
    ("data xor\nlayer affine 2 2\nplot boundary inputs 1", "a plane has two inputs, not 1"),
    ("data xor\nlayer affine 2 2\nplot boundary inputs 1 3", "there is no input 3: the data has 2"),
    ("data xor\nlayer affine 2 2\nplot boundary inputs x2 x2", "the two inputs are the same"),
    ("data xor\nlayer affine 2 2\nplot boundary inputs x1 height", "no input is called 'height'"),
    ("data function \"x1\" 9\nlayer affine 1 1\nplot boundary", "a plane needs two inputs, but the data has 1"),
    (
      "data function \"x1*x2\" 9\nlayer affine 2 1\nplot boundary",
      "a boundary needs classes, but the targets are numbers"
    ),
    (
      "data spiral 30 classes 3\nlayer affine 2 2\nplot boundary",
      "the network gives 2 outputs but the data has 3 classes"
    ),
    (
      "data rows\n0 0 -> 0 1 2\n1 1 -> 1 2 3\nend\nlayer affine 2 2\nplot predictions",
      "the network gives 2 outputs but the data has 3 target columns"
    ),
    ("data xor\nlayer affine 2 2\nloss mse\ntrain 9\nplot loss from 50", "no step is in that part"),
    ("data xor\nlayer affine 2 2\nplot boundary test", "the data has no test part"),
    ("data xor\nlayer affine 2 2\nplot hidden", "the network has no hidden layer"),
    ("data xor\nlayer affine 2 2\nlayer affine 2 2\nplot hidden 2", "there is no hidden layer 2: the network has 1"),
    ("data xor\nlayer affine 2 2\nplot network row 5", "there is no row 5: the data has 4"),
    ("layer affine 2 2\nplot W2", "there is no W2: the network has 1 affine layer"),
    ("data xor\nlayer affine 2 2\nloss mse\nplot surface W1 b1[1]", "say which value of W1"),
    ("data xor\nlayer affine 2 2\nloss mse\nplot surface W1[3,1] b1[1]", "there is no W1[3,1]: W1 has 2 × 2 values"),
    ("data xor\nlayer affine 2 2\nloss mse\nplot surface b1[1] b1[1]", "the two parameters are the same"),
    ("data xor\nlayer affine 2 2\nloss mse\nplot surface b1[1] b1[2] row 7", "there is no row 7: the data has 4"),
    ("data xor\nlayer affine 2 2\nplot predictions", "the targets are classes, which have no axis"),
    ("data xor\nlayer affine 2 2\nloss mse\nplot loss", "there is no history: the network has not been trained"),
    (
      "data xor\nlayer affine 2 2\nloss mse\ntrain 9\nplot loss from 8 to 8", "the part from 8 to 8 is empty"
    ),
  ]) func whatCannotBeDrawnIsSaid(text: String, message: String) {
    var prompt = Prompt()
    prompt.type(text)
    #expect(prompt.failures.last == message)
  }
}
