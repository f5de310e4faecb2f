import Language

/// One number for the runs of a combination.
enum SweepMeasure: String, CaseIterable {
  case made, converged, rate, stuck, unfinished, diverged
  case dead = "dead_at_start"
  case died, loss, steps

  /// What all of a table can be expected by: how many runs there are, and how they ended.
  static let counts: [SweepMeasure] = [.made, .converged, .stuck, .unfinished, .diverged]

  /// The word that names it.
  var form: Form { Form(rawValue, summary) }

  /// What stands above its column in a table.
  var heading: String {
    switch self {
    case .made: "runs"
    case .dead: "dead at start"
    case .converged, .rate, .stuck, .unfinished, .diverged, .died, .loss, .steps: rawValue
    }
  }

  private var summary: String {
    switch self {
    case .made: "how many runs were made"
    case .converged: "how many runs converged"
    case .rate: "the share of them that did, from 0 to 1"
    case .stuck: "how many runs stand still elsewhere"
    case .unfinished: "how many runs were still moving"
    case .diverged: "how many runs left the finite numbers"
    case .dead: "how many runs had a dead relu unit before the first training"
    case .died: "how many runs had a relu unit that died"
    case .loss: "the median of the losses at the end"
    case .steps: "the median of the steps of the runs that converged, or of all where nothing was asked for"
    }
  }

  /// Whether it rests on what the runs were asked for.
  var needsCriterion: Bool { [.converged, .rate, .stuck, .unfinished].contains(self) }

  /// Whether it is a whole number.
  var isCount: Bool { ![.rate, .loss, .steps].contains(self) }

  /// The number; not a number where there is none.
  func value(_ runs: SweepCombination, _ sweep: Sweep) -> Double {
    switch self {
    case .made: Double(runs.runs.count)
    case .converged: Double(runs.converged.count)
    case .rate: Double(runs.converged.count) / Double(runs.runs.count)
    case .stuck: Double(runs.stuck.count)
    case .unfinished: Double(runs.unfinished)
    case .diverged: Double(runs.diverged)
    case .dead: Double(runs.deadAtStart)
    case .died: Double(runs.died)
    case .loss: median(runs.losses) ?? .nan
    case .steps: median(runs.steps(sweep.criterion)) ?? .nan
    }
  }
}

/// Values that choose some combinations of a sweep.
struct SweepSelection {
  /// The places of the variables among those that are not seeds, with the values that they must have.
  private let wanted: [(place: Int, value: Token.Kind)]
  /// How many combinations it leaves; nil where that is not known before the sweep.
  let count: Int?

  /// Reads names with a value each.
  init(_ tokens: [Token], of sweep: SweepFacts) throws(Diagnostic) {
    let names = sweep.ordinaryNames
    var wanted: [(place: Int, value: Token.Kind)] = []
    var rest = tokens[...]
    while let token = rest.popFirst() {
      guard case .word(let name) = token.kind, let place = names.firstIndex(of: name) else {
        throw Diagnostic(
          "the sweep has no combinations by '\(token.kind.shown)'", at: token.span,
          notes: [.init("the sweep is here", at: sweep.place)],
          help: names.isEmpty ? "leave out 'where'" : "choose from: \(names.joined(separator: ", "))")
      }
      guard !wanted.contains(where: { $0.place == place }) else {
        throw Diagnostic("'\(name)' is given twice", at: token.span)
      }
      guard let value = rest.popFirst() else {
        throw Diagnostic("'\(name)' needs a value", at: token.span, help: "write one of the sweep's behind it")
      }
      if let known = sweep.combinations, !known.contains(where: { $0[place].text == value.kind.text }) {
        var values: [String] = []
        for point in known where !values.contains(point[place].shown) { values.append(point[place].shown) }
        throw Diagnostic(
          "'\(name)' was never \(value.kind.shown)", at: value.span,
          notes: [.init("the sweep is here", at: sweep.place)],
          help: "its values: \(values.prefix(20).joined(separator: ", "))\(values.count > 20 ? " …" : "")")
      }
      wanted.append((place, value.kind))
    }
    self.wanted = wanted
    count = sweep.combinations.map { known in
      known.count { point in wanted.allSatisfy { point[$0.place].text == $0.value.text } }
    }
  }

  /// The sweep with the runs of these combinations alone.
  func applied(to sweep: Sweep) -> Sweep {
    guard !wanted.isEmpty else { return sweep }
    let ordinary = sweep.ordinary
    return sweep.filtered { point in wanted.allSatisfy { point[ordinary[$0.place]].text == $0.value.text } }
  }
}
