import Compression
import Datasets
import Session
import WeightFiles

/// What reads bytes from outside. Whatever they are, it ends soon, in little memory, with a value or an error.
struct FuzzedReader: Sendable {
  /// What it is called: on the command line, and as the folder of its files in `Tests/Fixtures/fuzz`.
  let name: String
  /// Reads bytes; a promise that is broken ends the program.
  let read: @Sendable ([UInt8]) -> Void

  static let all = [
    FuzzedReader(name: "notebook") { check($0, isScript: false) },
    FuzzedReader(name: "script") { check($0, isScript: true) },
    FuzzedReader(name: "run", read: run),
    FuzzedReader(name: "completion", read: complete),
    FuzzedReader(name: "csv", read: readCSV),
    FuzzedReader(name: "idx", read: readIDX),
    FuzzedReader(name: "gzip", read: readGzip),
    FuzzedReader(name: "npy") { readWeights($0, as: .npy) },
    FuzzedReader(name: "npz") { readWeights($0, as: .npz) },
    FuzzedReader(name: "safetensors", read: readSafetensors),
    FuzzedReader(name: "part", read: readPart),
    FuzzedReader(name: "preview", read: readPreview),
    FuzzedReader(name: "request", read: readRequest),
    FuzzedReader(name: "lsp", read: readMessages),
    FuzzedReader(name: "ipynb", read: readJupyter),
  ]

  init(name: String, read: @escaping @Sendable ([UInt8]) -> Void) { (self.name, self.read) = (name, read) }

  init?(named name: String) {
    guard let reader = Self.all.first(where: { $0.name == name }) else { return nil }
    self = reader
  }
}

private func readCSV(_ bytes: [UInt8]) {
  let choices = [
    CSVOptions(), CSVOptions(targets: [.number(1)], hasHeader: true),
    CSVOptions(inputs: [.number(2), .number(2)], targets: [.number(1), .number(3)], hasHeader: false),
    CSVOptions(inputs: [.name("x")], targets: [.name("t")]),
  ]
  for options in choices {
    guard let data = try? Dataset(csv: bytes, name: "a.csv", options) else { continue }
    precondition(data.inputs.values.allSatisfy(\.isFinite) && data.targets.values.allSatisfy(\.isFinite))
    precondition(data.inputs.rows == data.targets.rows)
  }
}

private func readIDX(_ bytes: [UInt8]) {
  guard let file = try? IDXFile(bytes, name: "a") else { return }
  let (rows, labels) = (file.rows, file.labels)
  precondition(labels.map { $0.rows == rows.rows } ?? true)
}

/// The most that compressed bytes may become here: much more than a file of a fuzzer's size can need.
private let limit = 1 << 24

private func readGzip(_ bytes: [UInt8]) {
  if let inflated = try? inflate(bytes[...], as: .gzip, limit: limit) { readIDX(inflated) }
  _ = try? inflate(bytes[...], as: .raw, limit: limit)
}

private func readWeights(_ bytes: [UInt8], as format: WeightFile.Format) {
  do {
    for tensor in try WeightFile.read(bytes, as: format, name: "a.b") {
      precondition(tensor.values.count == tensor.shape.reduce(1, *))
    }
  } catch {
    precondition(error.message.contains("a.b") && error.message.utf8.count < 1000)
  }
}

private func readSafetensors(_ bytes: [UInt8]) {
  readWeights(bytes, as: .safetensors)
  _ = try? WeightFile.length(ofHead: bytes, name: "a")
  _ = try? WeightFile.head(bytes, name: "a")
}

/// Reads a part as it is, and with the hash at its end that its lines ask for.
private func readPart(_ bytes: [UInt8]) {
  _ = try? PartFile(bytes)
  var hash = Fingerprint()
  hash.add(bytes)
  let digits = String(hash.value, radix: 16)
  let end = "end " + String(repeating: "0", count: 16 - digits.count) + digits + "\n"
  guard let part = try? PartFile(bytes + end.utf8) else { return }
  let again = try? PartFile(part.bytes)
  precondition(again?.bytes == part.bytes)
}
