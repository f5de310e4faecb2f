import Engine
import Language
import Outputs

/// A sweep that was read and checked whole: which runs it makes, and the commands of each.
struct SweepPlan: Sendable {
  let head: SweepHead
  /// The block.
  let body: Arguments.Body
  /// The commands of the block.
  let pieces: [Arguments.Body.Piece]
  /// The places of the variables that seed the random stream, and so tell runs of one combination apart.
  let seeds: Set<Int>
  /// Whether the block seeds the random stream.
  let hasSeed: Bool

  /// The names of the variables.
  var names: [String] { head.variables.map(\.name) }

  /// The commands of a run, each with values for its names.
  struct Run: Sendable {
    /// The value of every variable.
    let point: [Token.Kind]
    let commands: [Command]
    /// The steps that it makes at most, as far as they are known.
    let steps: Int
    /// The bytes of its network and its data.
    let memory: Double
  }

  init(_ tokens: [Token], _ body: Arguments.Body, in facts: Facts, _ at: Places) throws(Diagnostic) {
    self.body = body
    pieces = body.pieces(in: facts.table.grammar)
    guard !pieces.isEmpty else {
      throw Diagnostic("the block has no commands", at: at.head, help: "write the commands of a run before 'end'")
    }
    let seeding = pieces.filter { body.isSeed($0) }
    hasSeed = !seeding.isEmpty
    let head = try SweepHead(
      tokens, usedNames: Set(pieces.flatMap(\.names)).subtracting(body.letNames(pieces)),
      seedNames: Set(seeding.flatMap(\.names)))
    self.head = head
    seeds = Set(
      head.variables.indices.filter { index in
        seeding.contains { $0.names.contains(head.variables[index].name) }
      })
    if head.draws != nil, seeds.count == head.variables.count {
      throw Diagnostic(
        "'random' draws nothing here: seeds are not drawn, and nothing else varies", at: at["variables"],
        help: "leave it out: every seed is run")
    }
    let count = runCount
    guard count <= Double(SweepHead.mostRuns) else {
      throw Diagnostic(
        "\(count.plain) runs are too many: a sweep has at most \(SweepHead.mostRuns)", at: at["variables"],
        help: "draw some of them: 'random 100' behind the values")
    }
    if let runs = head.runs, let last = runs.ranges.map(\.upperBound).max(), Double(last) > count {
      throw Diagnostic(
        "there is no run \(last): the sweep has \(counted(Int(count), "run"))", at: runs.place ?? at.head)
    }
  }

  /// How many runs it makes.
  private var runCount: Double {
    head.variables.enumerated().reduce(Double(head.draws ?? 1)) { count, variable in
      head.draws == nil || seeds.contains(variable.offset)
        ? count * Double(variable.element.choice.extremes.count) : count
    }
  }

  /// The steps that all runs make at most, given some that were checked: of those that are drawn as many as of the longest.
  func steps(of runs: [Run]) -> Int {
    guard head.draws != nil else {
      return runs.indices.reduce(0) { $0 &+ (isWanted($1) ? runs[$1].steps : 0) }
    }
    let longest = Double(runs.map(\.steps).max() ?? 0)
    return Int(exactly: (runCount * longest).rounded()) ?? .max
  }

  /// The memory of the runs that are open at once and of the results of all, given some that were checked.
  func memory(of runs: [Run]) -> MemoryNeed {
    let count = min(runCount, Double(SweepPool.mostOpen))
    let results = runCount * Double(SweepRun.mostBytes)
    return MemoryNeed(bytes: count * (runs.map(\.memory).max() ?? 0) + results)
  }

  /// Whether a run is among those that are asked for; its place is counted from 0.
  func isWanted(_ run: Int) -> Bool { head.runs?.hold(run) ?? true }

  /// The values of the variables in every run: all combinations, the first variable changing last; nil where they are
  /// drawn.
  var points: [[Token.Kind]]? { head.draws == nil ? combinations(head.variables.map { $0.choice.extremes }) : nil }

  /// Values that stand for all that may be drawn: the ends of every range, the values of every list.
  var extremePoints: [[Token.Kind]] {
    let choices = head.variables.map { $0.choice.extremes }
    let longest = choices.map(\.count).max() ?? 0
    return (0..<longest).map { index in choices.map { $0[min(index, $0.count - 1)] } }
  }

  /// The values of the variables in every run where they are drawn: each drawn combination with every seed.
  func drawnPoints(_ draw: (SweepVariable.Choice) -> Token.Kind) -> [[Token.Kind]] {
    (0..<(head.draws ?? 0)).flatMap { _ in
      combinations(
        head.variables.indices.map { index in
          let choice = head.variables[index].choice
          return seeds.contains(index) ? choice.extremes : [draw(choice)]
        })
    }
  }

  private func combinations(_ choices: [[Token.Kind]]) -> [[Token.Kind]] {
    choices.reduce([[]]) { points, values in points.flatMap { point in values.map { point + [$0] } } }
  }

  /// Checks the commands of every run against what is known before the first, or says which is wrong.
  func runs(_ points: [[Token.Kind]], in facts: Facts) throws(Diagnostic) -> [Run] {
    var cache = CommandCache()
    var runs: [Run] = []
    runs.reserveCapacity(points.count)
    for point in points {
      var inner = facts
      inner.isSwept = true
      for (name, value) in zip(names, point) { inner.names.assign(name, value) }
      var commands: [Command] = []
      var usesNames = false
      do throws(Diagnostic) {
        for (index, piece) in pieces.enumerated() {
          usesNames = usesNames || !piece.names.isEmpty
          guard let command = try cache.command(index, piece, of: body, inner) else { continue }
          try inner.settleInBlock(command)
          commands.append(command)
        }
      } catch {
        // What is wrong before any name is used is so for all values.
        throw usesNames ? error.noting("this is with \(written(point))", at: head.variables[0].place) : error
      }
      runs.append(
        Run(
          point: point, commands: commands, steps: inner.spending.steps - facts.spending.steps,
          memory: inner.networkMemory.byteCount + inner.dataMemory))
    }
    return runs
  }

  /// The values of a run with their names: `seed 3, hidden 4`.
  func written(_ point: [Token.Kind]) -> String { writtenPoint(names, point) }
}

/// Values with their names: `seed 3, hidden 4`.
func writtenPoint(_ names: [String], _ point: [Token.Kind]) -> String {
  zip(names, point).map { "\($0) \($1.shown)" }.joined(separator: ", ")
}

/// Commands that were read, so that a line is read once for all runs that give its names the same values.
private struct CommandCache {
  private var commands: [Key: Command?] = [:]

  private struct Key: Hashable {
    let piece: Int
    let values: [String]
  }

  mutating func command(
    _ index: Int, _ piece: Arguments.Body.Piece, of body: Arguments.Body, _ facts: Facts
  ) throws(Diagnostic) -> Command? {
    let key = Key(piece: index, values: piece.names.map { facts.names.values[$0]?.shown ?? "" })
    if let known = commands[key] { return known }
    let command = try body.command(piece, in: facts.table.grammar, names: facts.names.values)
    commands[key] = .some(command)
    return command
  }
}

extension Arguments.Body {
  /// The first word of a command.
  private func firstWord(_ piece: Piece) -> Substring? {
    piece.lines.first.flatMap { source.text($0).split { $0 == " " || $0 == "\t" }.first }
  }

  /// Whether a command seeds the random stream.
  fileprivate func isSeed(_ piece: Piece) -> Bool { firstWord(piece).map { $0 == SeedCommand.form.name } ?? false }

  /// Whether a command is an expectation.
  func isExpectation(_ piece: Piece) -> Bool { firstWord(piece).map { $0 == ExpectCommand.form.name } ?? false }

  /// The names that the block itself gives values to.
  fileprivate func letNames(_ pieces: [Piece]) -> Set<String> {
    Set(
      pieces.filter { firstWord($0).map { $0 == LetCommand.form.name } ?? false }.compactMap { piece in
        let words = source.text(piece.lines[0]).split { $0 == " " || $0 == "\t" }
        return words.count > 1 ? String(words[1]) : nil
      })
  }
}
