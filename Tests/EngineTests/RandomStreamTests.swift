@testable import Engine
import Foundation
import Testing

/// The stream draws what NumPy's legacy generator draws, bit for bit, in any mixture and order.
@Suite struct RandomStreamTests {
  private static let lines: [String] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/numpy_stream.txt")
    return ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
  }()

  @Test func drawsWhatNumPyRecorded() throws {
    var stream = RandomStream(seed: 0)
    var draws = 0
    for line in Self.lines {
      let parts = line.split(separator: ":")
      let words = parts[0].split(separator: " ").map(String.init)
      let numbers = try words.dropFirst().map { try #require(Int($0)) }
      let recorded = parts.count > 1 ? parts[1].split(separator: " ").map(String.init) : []
      switch words[0] {
      case "seed":
        stream = RandomStream(seed: UInt32(numbers[0]))
        continue
      case "rand": #expect((0..<numbers[0]).map { _ in bits(stream.uniform()) } == recorded, "\(line.prefix(40))")
      case "randn": #expect((0..<numbers[0]).map { _ in bits(stream.normal()) } == recorded, "\(line.prefix(40))")
      case "choice": #expect(stream.choice(numbers[0], draws: numbers[1]).map(String.init) == recorded)
      case "sample": #expect(stream.sample(numbers[0], draws: numbers[1]).map(String.init) == recorded)
      case "permutation": #expect(stream.permutation(numbers[0]).map(String.init) == recorded)
      case "shuffle":
        var order = Array(0..<numbers[0])
        stream.shuffle(&order)
        #expect(order.map(String.init) == recorded)
      default: Issue.record("unknown draw '\(words[0])'")
      }
      draws += recorded.count
    }
    #expect(draws == 4550)
  }

  @Test func beginsAsPublished() {
    var stream = RandomStream(seed: 42)
    let first = [0.4967141530112327, -0.13826430117118466, 0.6476885381006925, 1.5230298564080254]
    #expect(first.map { _ in stream.normal() } == first)
  }

  @Test func aRangeOfOneValueDrawsNothing() {
    var stream = RandomStream(seed: 7)
    let before = stream
    #expect(stream.choice(1, draws: 3) == [0, 0, 0])
    #expect(stream == before)
  }

  private func bits(_ value: Double) -> String {
    let digits = String(value.bitPattern, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
