import Engine
import Language
import Outputs

/// What a session shows: its values as tables and sentences, and its numbers as rows.
extension Session {
  /// The outputs of `show`.
  func outputs(of subject: Subject, isFull: Bool) -> [Output] {
    switch subject {
    case .loss, .trainingLoss, .accuracy, .testLoss, .testAccuracy:
      return [.note("\(title(of: subject)): \(shown(rows(of: subject)[0][0])).")]
    case .confusion: return [.table(confusionTable(isFull: isFull))]
    case .digest: return [.note("Digest of the network: \(digest).")]
    case .model: return [.table(modelTable)]
    case .data(let row): return [dataOutput(title(of: subject), row: row, isFull: isFull)]
    case .runs: return [.table(runsTable(isFull: isFull))]
    case .history: return [.table(historyTable(history.filter(\.isLogged), isFull: isFull))]
    case .outputs(let row):
      let outputs = evaluation.outputs
      let values = columns(outputHeadings(outputs.columns), outputs)
      return [.table(sampleTable(title(of: subject), values: values, row: row, isFull: isFull))]
    case .predictions(let row):
      let values = columns(ofPredictions: matrix(of: subject))
      return [.table(sampleTable(title(of: subject), values: values, row: row, isFull: isFull))]
    case .hidden(let layer, let row):
      return hiddenLayers(layer).flatMap { index in
        let matrix = hiddenOutputs(index)
        let title = "Outputs of hidden layer \(index), \(counted(matrix.columns, "unit"))."
        let headings = hiddenHeadings(matrix.columns)
        let table = Output.table(sampleTable(title, values: columns(headings, matrix), row: row, isFull: isFull))
        return [table] + [deadUnits(index, matrix).map { Output.note($0) }].compactMap { $0 }
      }
    case .weights, .biases, .parameter, .gradients:
      return parameters(of: subject).map { .table(parameterTable($0.block, $0.matrix, subject, isFull: isFull)) }
    }
  }

  /// The numbers of a subject, row by row, as an expectation states them.
  func rows(of subject: Subject) -> [[Double]] {
    switch subject {
    case .loss(let row?): return [[gradients(row: row).loss]]
    case .loss(nil): return [[assessment(onTest: false)?.loss ?? .nan]]
    case .trainingLoss: return [[history.last(where: \.isOnCurve)?.loss ?? .nan]]
    case .accuracy: return [[assessment(onTest: false)?.accuracy ?? .nan]]
    case .testLoss: return [[assessment(onTest: true)?.loss ?? .nan]]
    case .testAccuracy: return [[assessment(onTest: true)?.accuracy ?? .nan]]
    case .confusion: return confusion.map { $0.map(Double.init) }
    case .digest: return []
    case .model: return modelRows.map { $0.numbers.map(Double.init) }
    case .data(let row):
      guard let dataset else { return [] }
      return chosenRows(row).map { dataset.inputs.row($0) + dataset.targets.row($0) }
    case .runs: return runRows
    case .history: return history.filter(\.isLogged).map(historyRow)
    case .outputs(let row), .predictions(let row): return selected(matrix(of: subject), row)
    case .hidden(let layer, let row): return hiddenLayers(layer).flatMap { selected(hiddenOutputs($0), row) }
    case .weights, .biases, .parameter, .gradients: return parameters(of: subject).flatMap { allRows($0.matrix) }
    }
  }

  /// The hash of all parameters as 16 hexadecimal digits.
  var digest: String {
    let digits = String(network.digest, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// A number for a sentence, with the session's decimals.
  func shown(_ value: Double) -> String { formatted(value, decimals: decimals) }

  private func title(of subject: Subject) -> String {
    switch subject {
    case .data: return "Data: \(dataset?.name ?? ""), \(counted(dataset?.inputs.rows ?? 0, "row"))."
    case .outputs: return "Outputs of the last layer."
    case .predictions: return isSoftmaxed ? "Predicted probability of each class." : "Predictions."
    case .loss(let row): return row.map { "Loss on row \($0)" } ?? "Loss"
    case .trainingLoss: return "Loss before the last update"
    case .accuracy: return "Accuracy"
    case .testLoss: return "Loss on the test part"
    case .testAccuracy: return "Accuracy on the test part"
    default: return ""
    }
  }
}
