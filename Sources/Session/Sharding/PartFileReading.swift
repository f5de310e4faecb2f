import Engine
import Language
import Outputs

/// Why a file is no part of a run.
public struct PartFileError: Error, Sendable, Equatable {
  /// One phrase in lower case.
  public let message: String
  /// A command that mends it; nil where none does.
  public let help: String?

  init(message: String, help: String? = nil) { (self.message, self.help) = (message, help) }
}

extension PartFile {
  /// Reads a file; whatever is not as it was written is refused with the line that it stands on.
  public init(_ bytes: [UInt8]) throws(PartFileError) {
    var reader = PartReader(bytes)
    try reader.requireHeading()
    program = try reader.text("program")
    let written = try reader.text("shard")
    guard let shard = Shard(written) else { throw reader.mistake }
    self.shard = shard
    notebook = Self.unescaped(try reader.text("notebook"))
    let hash = try reader.text("digest")
    digest = try reader.hash(hash)
    parameters = []
    sweeps = []
    while let parameter = reader.textIfNext("parameter") { parameters.append(Self.unescaped(parameter)) }
    while let sweep = reader.textIfNext("sweep") {
      let fields = sweep.split(separator: " ")
      guard fields.count == 3, let count = Int(fields[0]), (0...SweepHead.mostRuns).contains(count),
        let traits = Int(fields[2])
      else { throw reader.mistake }
      let fingerprint = try reader.hash(String(fields[1]))
      var runs: [Int: SweepRun] = [:]
      while let run = reader.textIfNext("run") {
        let (index, result) = try reader.run(run)
        guard (0..<count).contains(index), runs.updateValue(result, forKey: index) == nil, shard.holds(index)
        else { throw reader.mistake }
      }
      let expected = (0..<count).count { shard.holds($0) }
      guard runs.count == expected || traits & SweepRecord.Traits.failed.rawValue != 0 else {
        throw PartFileError(
          message: "it has \(runs.count) of the \(expected) runs of sweep \(sweeps.count + 1) that belong to it")
      }
      sweeps.append(SweepRecord(count: count, fingerprint: fingerprint, traits: .init(rawValue: traits), runs: runs))
    }
    try reader.requireEnd()
  }

  private static func unescaped(_ text: String) -> String {
    var (result, isEscaped) = (String.UnicodeScalarView(), false)
    for sign in text.unicodeScalars {
      if isEscaped {
        result.append(sign == "n" ? "\n" : sign == "r" ? "\r" : sign)
        isEscaped = false
      } else if sign == "\\" {
        isEscaped = true
      } else {
        result.append(sign)
      }
    }
    return String(result)
  }
}

/// Reads the lines of a part.
private struct PartReader {
  private let bytes: [UInt8]
  private var lines: ArraySlice<ArraySlice<UInt8>>
  private var number = 0
  private var offset = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
  }

  var mistake: PartFileError { PartFileError(message: "line \(number) is not as it was written") }

  mutating func requireHeading() throws(PartFileError) {
    guard let line = lines.first, line.elementsEqual(PartFile.heading.utf8) else {
      throw PartFileError(message: "it is no part of a run")
    }
    pass()
  }

  private mutating func pass() {
    offset += (lines.popFirst()?.count ?? 0) + 1
    number += 1
  }

  /// What stands behind a word, if the next line begins with it.
  mutating func textIfNext(_ word: String) -> String? {
    guard let line = lines.first, line.starts(with: word.utf8 + [0x20]) else { return nil }
    pass()
    return String(decoding: line.dropFirst(word.utf8.count + 1), as: UTF8.self)
  }

  mutating func text(_ word: String) throws(PartFileError) -> String {
    if let text = textIfNext(word) { return text }
    throw PartFileError(message: "line \(number + 1) does not begin with '\(word)'")
  }

  func hash(_ text: String) throws(PartFileError) -> UInt64 {
    guard text.utf8.count == 16, let hash = UInt64(text, radix: 16) else { throw mistake }
    return hash
  }

  private func number(_ text: Substring) throws(PartFileError) -> Double {
    Double(bitPattern: try hash(String(text)))
  }

  private func count(_ text: Substring) throws(PartFileError) -> Int {
    guard let count = Int(text), (0...1_000_000_000_000_000).contains(count) else { throw mistake }
    return count
  }

  /// A run and its place.
  func run(_ text: String) throws(PartFileError) -> (index: Int, run: SweepRun) {
    let fields = text.split(separator: " ")
    guard fields.count == 10 else { throw mistake }
    return (
      try count(fields[0]),
      SweepRun(
        ending: try ending(fields[1]), training: try score(fields[2]), test: try score(fields[3]),
        steps: try count(fields[4]), deadAtStart: try count(fields[5]), died: try count(fields[6]),
        deadAtEnd: try count(fields[7]), digest: try hash(String(fields[8])), curve: try curve(fields[9]))
    )
  }

  private func ending(_ text: Substring) throws(PartFileError) -> SweepRun.Ending {
    let parts = text.split(separator: ":")
    switch (parts.first, parts.count) {
    case ("converged", 1): return .converged
    case ("unfinished", 1): return .unfinished
    case ("finished", 1): return .finished
    case ("stuck", 2): return .stuck(try number(parts[1]))
    case ("diverged", 2): return .diverged(step: try count(parts[1]))
    default: throw mistake
    }
  }

  private func score(_ text: Substring) throws(PartFileError) -> Score? {
    if text == "-" { return nil }
    var numbers: [Double] = []
    for part in text.split(separator: ":") { numbers.append(try number(part)) }
    guard numbers.count == 2 || numbers.count == 4 else { throw mistake }
    return Score(
      loss: numbers[0], accuracy: numbers[1],
      regression: numbers.count == 4 ? .init(rmse: numbers[2], r2: numbers[3]) : nil)
  }

  private func curve(_ text: Substring) throws(PartFileError) -> [Plot.Point] {
    if text == "-" { return [] }
    var points: [Plot.Point] = []
    for point in text.split(separator: ",") {
      let parts = point.split(separator: ":")
      guard parts.count == 2, points.count < 1000 else { throw mistake }
      points.append(Plot.Point(x: try number(parts[0]), y: try number(parts[1])))
    }
    return points
  }

  /// The hash of all lines before it, and nothing after.
  mutating func requireEnd() throws(PartFileError) {
    let end = offset
    guard let written = textIfNext("end") else {
      throw PartFileError(message: "it ends in the midst, behind line \(number)")
    }
    var hash = Fingerprint()
    hash.add(bytes[..<end])
    guard written == hexadecimal(hash.value), lines.allSatisfy(\.isEmpty), lines.count == 1 else {
      throw PartFileError(message: "its hash is not that of its lines: it was damaged or changed")
    }
  }
}
