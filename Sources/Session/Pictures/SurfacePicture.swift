import Datasets
import Engine
import Language
import Outputs

/// `plot surface W1[1,1] W2[1,1]`: the loss over two parameters, and the way of the training on it.
struct SurfacePicture: Picture {
  private let written: (x: (word: String, indices: [Int]), y: (word: String, indices: [Int]))
  private let row: Int?

  static let form = Form(
    "surface", "the loss over two parameters, all others as they are, and the way of the training on it",
    [
      .positional("across", .place(ParameterPlace.pattern), "the one along the horizontal axis, such as W1[1,1]"),
      .positional("up", .place(ParameterPlace.pattern), "the other one, such as W2[1,1]"),
      .keyword(
        "row", .integer(1...Int(Int32.max)), unlessSaid: "all",
        "the row of the data that the loss is of, counted from 1"),
    ])

  /// The cells across and down, and the most rows of the data that the loss is of.
  private static let (side, mostRows) = (48, 500)

  init(_ word: String, _ arguments: Arguments) {
    (written, row) = ((arguments.place("across"), arguments.place("up")), arguments.integer(ifGiven: "row"))
  }

  /// The two values, and what the loss needs.
  struct Ready {
    let objective: FoundObjective
    let x, y: ParameterPlace
  }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> Ready {
    let objective = try facts.requireObjective(at)
    let x = try facts.requireValue(written.x, at, "across")
    let y = try facts.requireValue(written.y, at, "up")
    guard x != y else { throw Diagnostic("the two parameters are the same", at: at["up"]) }
    try facts.requireRow(row, at)
    return Ready(objective: objective, x: x, y: y)
  }

  func plot(_ ready: Ready, _ state: State) -> Plot {
    let blocks = [ready.x, ready.y].map { place in state.blocks { $0 == place.name }[0] }
    let offsets = zip([ready.x, ready.y], blocks).map { $0.offset(in: $1) }
    let path = way(blocks, offsets, state)
    let (x, y) = (Self.range(path.map(\.x)), Self.range(path.map(\.y)))
    let losses = losses(blocks, offsets, x, y, ready.objective, state)
    let finite = losses.filter(\.isFinite)
    let (least, most) = (finite.min() ?? .nan, finite.max() ?? .nan)
    let isLogarithmic = finite.count == losses.count && least > 0 && most > 20 * least
    let values = isLogarithmic ? losses.map(decimalLogarithm) : losses
    let shades = Plot.Field.Colouring.shades(ClosedRange(around: values, share: 0, atLeast: 1e-9))
    let field = Plot.Field(columns: Self.side, values: values, colouring: shades, x: x, y: y)
    let (first, last) = (path[0], path[path.count - 1])
    func place(_ point: Plot.Point) -> String { "\(state.shown(point.x)), \(state.shown(point.y))" }
    let rows = row == nil ? state.dataset(ready.objective.fit.data).inputs.rows : 1
    return Plot(
      title: (row.map { "Loss on row \($0)" } ?? "Loss") + " over \(ready.x) and \(ready.y)",
      summary: "Loss from \(state.shown(least)) to \(state.shown(most))"
        + (path.count > 1 ? "; the training went from \(place(first)) to \(place(last))" : "; now at \(place(last))")
        + ".",
      panels: [
        .init(
          x: .init("\(ready.x)", range: x), y: .init("\(ready.y)", range: y),
          marks: [
            .field(field), .line(.init(path, series: 1)), .points(.init(path.count > 1 ? [first] : [], series: 1)),
            .points(.init([last], series: 1, sign: .cross)),
          ], shape: .square)
      ],
      keys: [
        .init(isLogarithmic ? "logarithm of the loss, base 10" : "loss", .scale(shades))
      ]
        + (path.count > 1
          ? [.init("start", .point(1)), .init("end", .point(1, .cross))] : [.init("now", .point(1, .cross))]),
      remarks: (path.count > 1 ? ["All other parameters are as they are now, though the training moved them too."] : [])
        + (rows > Self.mostRows ? ["The loss is that of the first \(Self.mostRows) of \(rows) rows."] : [])
        + (path.count == 1 && state.stepsMade > 0 && state.network.parameterCount > Training.mostRecordedParameters
          ? ["The way is recorded for networks of \(Training.mostRecordedParameters) parameters at most."] : []))
  }

  /// The two values along the training, the present ones last.
  private func way(_ blocks: [ParameterBlock], _ offsets: [Int], _ state: State) -> [Plot.Point] {
    let learnt = state.blocks { $0.role.isLearnt }
    func offset(_ index: Int) -> Int? {
      var start = 0
      for block in learnt {
        if block == blocks[index] { return start + offsets[index] }
        start += block.count
      }
      return nil
    }
    let now = (0..<2).map { state.network.values(of: blocks[$0]).values[offsets[$0]] }
    guard let x = offset(0), let y = offset(1) else { return [.init(x: now[0], y: now[1])] }
    return state.history.compactMap { entry in entry.parameters.map { .init(x: $0[x], y: $0[y]) } }
      + [.init(x: now[0], y: now[1])]
  }

  /// A range around values, half as long again on either side, and at least one.
  private static func range(_ values: [Double]) -> ClosedRange<Double> {
    let around = ClosedRange(around: values, share: 0.5, atLeast: 1)
    let short = max(0, 2 - (around.upperBound - around.lowerBound)) / 2
    return (around.lowerBound - short)...(around.upperBound + short)
  }

  /// The loss in the middle of every cell, row after row from the top.
  private func losses(
    _ blocks: [ParameterBlock], _ offsets: [Int], _ x: ClosedRange<Double>, _ y: ClosedRange<Double>,
    _ found: FoundObjective, _ state: State
  ) -> [Double] {
    let dataset = state.dataset(found.fit.data)
    let rows = row.map { [$0 - 1] } ?? Array(0..<min(dataset.inputs.rows, Self.mostRows))
    let (inputs, targets) = (
      dataset.inputs.slice(rows: rows), state.fitted(dataset.targets, found.fit).slice(rows: rows)
    )
    var network = state.network
    func set(_ index: Int, _ value: Double) {
      var values = network.values(of: blocks[index]).values
      values[offsets[index]] = value
      network.replaceValues(of: blocks[index], by: values, areInitial: false)
    }
    func middle(_ index: Int, _ range: ClosedRange<Double>) -> Double {
      range.lowerBound + (range.upperBound - range.lowerBound) * (Double(index) + 0.5) / Double(Self.side)
    }
    var losses: [Double] = []
    for down in 0..<Self.side {
      set(1, middle(Self.side - 1 - down, y))
      for across in 0..<Self.side {
        if Interruption.isRequested { return Array(repeating: .nan, count: Self.side * Self.side) }  // never shown
        set(0, middle(across, x))
        losses.append(Assessment(network, inputs: inputs, targets: targets, objective: found.objective).loss)
      }
    }
    return losses
  }
}

extension Facts {
  /// One value of a parameter of the network, in range.
  func requireValue(
    _ written: (word: String, indices: [Int]), _ at: Places, _ argument: String
  ) throws(Diagnostic) -> ParameterPlace {
    guard let name = ParameterName(written.word) else {
      preconditionFailure("'\(written.word)' is no parameter's name")
    }
    try requireParameter(name, at, argument)
    guard let found = parameters.first(where: { $0.name == name }) else {
      preconditionFailure("a check has found a parameter where there is none")
    }
    let extents = name.role.isMatrix ? [found.rows, found.columns] : [found.columns]
    let example = "\(name)[\(extents.map { _ in "1" }.joined(separator: ","))]"
    guard let place = ParameterPlace(written), place.indices.count == extents.count else {
      throw Diagnostic("say which value of \(name)", at: at[argument], help: "write it as '\(example)'")
    }
    for (index, count) in zip(place.indices, extents) where !(1...count).contains(index) {
      throw Diagnostic(
        "there is no \(place): \(name) has \(extents.map(String.init).joined(separator: " × ")) values",
        at: at[argument],
        help: index == 0 ? "they are counted from 1" : nil)
    }
    return place
  }
}
