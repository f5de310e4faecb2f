import CKernels
import Foundation
import Testing

@testable import Engine

/// What streams and drawn data are made with has the bits it is said to have.
@Suite struct StreamFunctionTests {
  /// A block of a million recorded numbers: how they are drawn, and the sum of the bits of their logarithms.
  private static let blocks: [(isNearOne: Bool, sum: UInt64)] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/stream_log.txt")
    let lines = ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n")
    return lines.compactMap { line in
      let parts = line.split(separator: " ")
      return UInt64(parts[1], radix: 16).map { (parts[0] == "near", $0) }
    }
  }()

  private func sum(_ stream: inout RandomStream, isNearOne: Bool, _ logarithm: (Double) -> Double) -> UInt64 {
    var sum: UInt64 = 0
    for index in 0..<UInt64(1_000_000) {
      let x = stream.uniform()
      sum &+= logarithm(isNearOne ? 0.9375 + x * 0.14 : max(x, 0x1p-53)).bitPattern &* (2 * index + 1)
    }
    return sum
  }

  @Test func theLogarithmIsNumPys() {
    #expect(Self.blocks.count == 20)
    var stream = RandomStream(seed: 7)
    for block in Self.blocks {
      #expect(sum(&stream, isNearOne: block.isNearOne, nb_stream_log) == block.sum)
    }
  }

  /// Without the instruction the C library's fma takes its time, so these are fewer.
  @Test func itIsTheSameWithoutFusedMultiplyAdd() {
    var stream = RandomStream(seed: 7)
    for block in Self.blocks.prefix(4) {
      #expect(sum(&stream, isNearOne: block.isNearOne, nb_stream_log_plain) == block.sum)
    }
  }

  @Test func particularLogarithms() {
    #expect(nb_stream_log(1) == 0 && nb_stream_log(1).sign == .plus)
    #expect(nb_stream_log(2) == 0x1.62e42fefa39efp-1)
    #expect(nb_stream_log(0x1p-53) == -0x1.25e4f7b2737fap+5)
  }

  @Test func sinesAndCosinesAreAtMostOneUnitOff() {
    var stream = RandomStream(seed: 3)
    for index in 0..<200_000 {
      let share = stream.uniform()
      let angle = index % 2 == 0 ? share * 2 * .pi : (share - 0.5) * 0x1p20
      for (value, exact) in [
        (Engine.sine(angle), Foundation.sin(angle)), (Engine.cosine(angle), Foundation.cos(angle)),
      ] {
        #expect((value - exact).magnitude <= exact.ulp, "\(angle)")
      }
    }
    for quarter in -8...8 {
      let angle = Double(quarter) * .pi / 2
      let (sine, cosine) = [(0.0, 1.0), (1, 0), (0, -1), (-1, 0)][((quarter % 4) + 4) % 4]
      #expect((Engine.sine(angle) - sine).magnitude < 1e-15 && (Engine.cosine(angle) - cosine).magnitude < 1e-15)
    }
    #expect(Engine.sine(1e-300) == 1e-300 && Engine.cosine(0) == 1)
  }
}
