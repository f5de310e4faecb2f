import Engine
import Language
import Outputs
import Testing

@testable import Session

/// What the runs of a part come to is read from its file as it was written, or is refused.
@Suite struct PartFileTests {
  /// A part with every ending and every kind of score in it: runs 1, 4, … of 13, and no run of a sweep of one.
  static let part: PartFile = {
    func run(
      _ ending: SweepRun.Ending, _ training: Score?, _ test: Score?, _ curve: [Plot.Point], _ count: Int
    ) -> SweepRun {
      SweepRun(
        ending: ending, training: training, test: test, steps: count * 1000, deadAtStart: count, died: 2 * count,
        deadAtEnd: 3 * count,
        digest: UInt64(count) << 60 | 0xBEE, curve: curve)
    }
    let classes = Score(loss: 0.1, accuracy: 0.75, regression: nil)
    let numbers = Score(
      loss: .leastNonzeroMagnitude, accuracy: -0.0, regression: .init(rmse: .infinity, r2: -.infinity))
    let curve = (0..<64).map { Plot.Point(x: Double($0), y: 1 / Double($0 + 1)) }
    let runs = [
      run(.converged, classes, nil, curve, 1),
      run(.stuck(0.1 + 0.2), numbers, classes, [Plot.Point(x: 0, y: -0.0)], 2),
      run(.unfinished, classes, numbers, [], 0),
      run(.diverged(step: 318), nil, nil, curve, 3),
      run(.finished, numbers, nil, [], 15),
    ]
    let places = [0: runs[0], 3: runs[1], 6: runs[2], 9: runs[3], 12: runs[4]]
    return PartFile(
      program: "1.2", shard: Shard(1, of: 3)!, notebook: "a\\n\n b\r.nnb", digest: 0xF,
      parameters: ["rate=0.5", "text=one\ntwo\\\\n\r\n\r", "accent=\\n\u{301}", "empty="],
      sweeps: [
        SweepRecord(count: 13, fingerprint: .max, traits: [.rectifiers, .drawn], runs: places),
        SweepRecord(count: 0, fingerprint: 0, traits: [], runs: [:]),
        SweepRecord(count: 1, fingerprint: 1, traits: .classes, runs: [0: runs[4]]),
      ])
  }()

  @Test func whatIsWrittenIsRead() throws {
    let part = Self.part
    #expect(try PartFile(part.bytes) == part)
    #expect(try PartFile(part.bytes).bytes == part.bytes)
    #expect(part.runCount == 6)
  }

  @Test func everyBitOfANumberIsKept() throws {
    for bits: UInt64 in [0x7FF8_0000_0000_0001, 0xFFF8_0000_0000_0000, 0x8000_0000_0000_0000, 1, 0x3FB9_9999_9999_999A]
    {
      var part = Self.part
      let number = Double(bitPattern: bits)
      part.sweeps[0].runs[0]?.curve = [Plot.Point(x: 1, y: number)]
      part.sweeps[0].runs[0]?.training = Score(loss: number, accuracy: 0, regression: nil)
      let read = try PartFile(part.bytes).sweeps[0].runs[0]
      #expect(read?.curve.first?.y.bitPattern == bits && read?.training?.loss.bitPattern == bits)
    }
  }

  /// The published vectors of FNV-1a: http://www.isthe.com/chongo/src/fnv/test_fnv.c.
  @Test func theHashIsTheOneItIsCalled() {
    for (text, expected): (String, UInt64) in [
      ("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8),
    ] {
      var hash = Fingerprint()
      hash.add(text.utf8)
      #expect(hash.value == expected)
    }
  }

  @Test(arguments: [
    ("1/1", true), ("3/16", true), ("16/16", true), ("100000/100000", true), ("0/16", false), ("17/16", false),
    ("-1/16", false), ("1/100001", false), ("1/0", false), ("3", false), ("3/", false), ("/3", false),
    ("1/2/3", false), ("", false), ("a/b", false), ("1/99999999999999999999", false),
  ])
  func aPartIsOneOfSome(text: String, isOne: Bool) { #expect((Shard(text) != nil) == isOne) }

  /// A line by its place, what it becomes, and what is said; the hash at the end is that of the lines as they are then.
  @Test(arguments: [
    (0, "nbrun part 2", "it is no part of a run"),
    (0, "", "it is no part of a run"),
    (1, "version 1.2", "line 2 does not begin with 'program'"),
    (2, "shard 4/3", "line 3 is not as it was written"),
    (3, "file a", "line 4 does not begin with 'notebook'"),
    (4, "digest 000000000000000", "line 5 is not as it was written"),
    (4, "digest 00000000000000xy", "line 5 is not as it was written"),
    (5, "parameters a=1", "it ends in the midst, behind line 5"),
    (9, "sweep 13 ffffffffffffffff", "line 10 is not as it was written"),
    (9, "sweep 100001 ffffffffffffffff 5", "line 10 is not as it was written"),
    (9, "sweep -1 ffffffffffffffff 5", "line 10 is not as it was written"),
    (9, "sweep 13 ffffffffffffffff a", "line 10 is not as it was written"),
    (9, "sweep 13 fffffffffffffffg 5", "line 10 is not as it was written"),
    (9, "sweep 16 ffffffffffffffff 5", "it has 5 of the 6 runs of sweep 1 that belong to it"),
    (9, "sweep 12 ffffffffffffffff 5", "line 15 is not as it was written"),
    (10, "run 1 finished - - 0 0 0 000000000000000f -", "line 11 is not as it was written"),
    (11, "run 0 finished - - 0 0 0 000000000000000f -", "line 12 is not as it was written"),
    (10, "run 0 finished - - 0 0 0 000000000000000f", "line 11 is not as it was written"),
    (10, "run 0 finished - - 0 0 0 000000000000000f - -", "line 11 is not as it was written"),
    (10, "run 0 lost - - 0 0 0 000000000000000f -", "line 11 is not as it was written"),
    (10, "run 0 stuck - - 0 0 0 000000000000000f -", "line 11 is not as it was written"),
    (10, "run 0 diverged:-1 - - 0 0 0 000000000000000f -", "line 11 is not as it was written"),
    (10, "run 0 finished 3ff0000000000000 - 0 0 0 000000000000000f -", "line 11 is not as it was written"),
    (10, "run 0 finished - 1:2 0 0 0 000000000000000f -", "line 11 is not as it was written"),
    (10, "run 0 finished - - -1 0 0 000000000000000f -", "line 11 is not as it was written"),
    (10, "run 0 finished - - 0 x 0 000000000000000f -", "line 11 is not as it was written"),
    (10, "run 0 finished - - 0 0 0 f -", "line 11 is not as it was written"),
    (10, "run 0 finished - - 0 0 0 000000000000000f 3ff0000000000000", "line 11 is not as it was written"),
    (15, "weep 0 0000000000000000 0", "it ends in the midst, behind line 15"),
  ])
  func aLineThatIsNotAsItWasWrittenIsRefused(place: Int, line: String, message: String) throws {
    var lines = String(decoding: Self.part.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    lines[place] = line
    lines.removeLast()
    #expect(refusal(hashed(lines)) == message)
  }

  @Test func aFileThatWasCutOffOrChangedIsRefused() throws {
    var part = Self.part
    for place in [0, 9] { part.sweeps[0].runs[place]?.curve = [] }
    let bytes = part.bytes
    for count in bytes.indices { #expect(refusal(Array(bytes[..<count])) != nil, "cut off at \(count)") }
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1
      #expect(refusal(changed) != nil, "byte \(place)")
    }
    #expect(refusal([]) == "it is no part of a run")
    #expect(refusal(bytes + bytes) == "its hash is not that of its lines: it was damaged or changed")
    #expect(refusal(bytes + [0x0A]) == "its hash is not that of its lines: it was damaged or changed")
  }

  /// Lines with the hash that they have behind them.
  private func hashed(_ lines: [String]) -> [UInt8] {
    let text = lines.map { $0 + "\n" }.joined()
    var hash = Fingerprint()
    hash.add(text.utf8)
    let digits = String(hash.value, radix: 16)
    return Array((text + "end " + String(repeating: "0", count: 16 - digits.count) + digits + "\n").utf8)
  }

  private func refusal(_ bytes: [UInt8]) -> String? {
    do {
      _ = try PartFile(bytes)
      return nil
    } catch { return error.message }
  }
}
