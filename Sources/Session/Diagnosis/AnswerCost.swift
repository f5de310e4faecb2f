import Engine

/// What answers cost that are the same for several rows: the least loss of a network that cannot tell these rows apart.
///
/// The best answer for a group of rows is the mean of their targets, for each of the losses; what it costs is the variance
/// within the group for squared errors, and the entropy of the mean for cross entropies (Bishop 2006, sections 1.5.5
/// and 5.2).
struct AnswerCost {
  private let targets: [[Double]]
  private let loss: Loss

  /// Takes the targets, a row a sample, as the network's outputs are compared with them.
  init(_ targets: Matrix, _ loss: Loss) {
    self.targets = (0..<targets.rows).map { targets.row($0) }
    self.loss = loss
  }

  /// The rows, counted from 0.
  var rows: Range<Int> { targets.indices }

  /// The mean of the targets of some rows.
  func mean(of rows: some Collection<Int>) -> [Double] {
    targets[0].indices.map { column in rows.reduce(0) { $0 + targets[$1][column] } / Double(rows.count) }
  }

  /// Whether rows have targets that are not the same.
  func differ(_ rows: [Int]) -> Bool { rows.contains { targets[$0] != targets[rows[0]] } }

  /// The loss, as it is shown, if each group of rows gets its best single answer; every row must be in one of them.
  func cost(of groups: [[Int]]) -> Double {
    let total = groups.reduce(0.0) { $0 + sum(of: $1) }
    switch loss {
    case .softmaxCrossEntropy: return total / Double(targets.count)
    case .meanSquaredError, .binaryCrossEntropy: return total / Double(targets.count * targets[0].count)
    case .sumOfSquaredErrors: return total / 2
    }
  }

  /// The same for one answer for all rows.
  var costOfOne: Double { cost(of: [Array(rows)]) }

  /// The sum over the rows of a group.
  private func sum(of group: [Int]) -> Double {
    let mean = mean(of: group)
    switch loss {
    case .meanSquaredError, .sumOfSquaredErrors:
      var sum = 0.0
      for row in group {
        for (target, mean) in zip(targets[row], mean) { sum += (target - mean) * (target - mean) }
      }
      return sum
    case .softmaxCrossEntropy: return Double(group.count) * mean.reduce(0) { $0 + Self.entropyTerm($1) }
    case .binaryCrossEntropy:
      return Double(group.count) * mean.reduce(0) { $0 + Self.entropyTerm($1) + Self.entropyTerm(1 - $1) }
    }
  }

  private static func entropyTerm(_ share: Double) -> Double { share > 0 ? -share * logarithm(share) : 0 }

  // MARK: - In words

  /// What the cost of one answer for all rows is called: `ln 2`, or what it is.
  var nameOfOne: String {
    let mean = mean(of: rows)
    let isEven = mean.allSatisfy { ($0 - mean[0]).magnitude < 1e-9 }
    switch loss {
    case .softmaxCrossEntropy: return isEven ? "ln \(mean.count)" : "the entropy of the classes"
    case .binaryCrossEntropy:
      return isEven && (mean[0] - 0.5).magnitude < 1e-9 ? "ln 2" : "the entropy of the targets"
    case .meanSquaredError: return "the variance of the targets"
    case .sumOfSquaredErrors: return "half the squared deviations of the targets from their mean"
    }
  }

  /// A number as a fraction with a small divisor, such as `1/8`; nil if it is none, or is not shown as the fraction is.
  static func fraction(_ value: Double, shownBy shown: (Double) -> String) -> String? {
    for divisor in 2...12 {
      let above = value * Double(divisor)
      if above.rounded() >= 1, above < 100, (above - above.rounded()).magnitude < 1e-6 {
        let isWhole = above.rounded().truncatingRemainder(dividingBy: Double(divisor)) == 0
        guard !isWhole, shown(above.rounded() / Double(divisor)) == shown(value) else { return nil }
        return "\(Int(above.rounded()))/\(divisor)"
      }
    }
    return nil
  }
}

/// Which rows get the same answer of a network, as near as makes no difference.
struct SameAnswers {
  /// The rows in groups, each in the order of the rows; a row with an answer of its own is a group too.
  let groups: [[Int]]

  /// Puts together the rows whose values are within a tolerance of those of the first of their group, column by column.
  init(_ values: Matrix, tolerances: [Double]) {
    var groups: [(first: [Double], rows: [Int])] = []
    for row in 0..<values.rows {
      let answer = values.row(row)
      let place = groups.firstIndex { group in
        zip(zip(group.first, answer), tolerances).allSatisfy { ($0.0 - $0.1).magnitude <= $1 }
      }
      if let place { groups[place].rows.append(row) } else { groups.append((answer, [row])) }
    }
    self.groups = groups.map(\.rows)
  }
}
