import Foundation
import Testing

/// The same bytes on processors of other kinds, as far as one can be told to behave like them.
@Suite struct OtherProcessorTests {
  private static let notebooks = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "notebooks")

  /// What the C library is told to do without: its logarithm and sine are others then.
  private static let old = ["GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-AVX2,-FMA4,-AVX2_Usable,-FMA_Usable"]

  @Test func normalNumbersAreTheSame() throws {
    let nbrun = try Program()
    let script = "seed 1\nlayer affine 700 700\nshow digest\n"
    #expect(try nbrun("run", input: script, environment: Self.old).output.contains("c66e6dcb868dec0b"))
    #expect(try nbrun("run", input: script).output.contains("c66e6dcb868dec0b"))
  }

  @Test func notebooksAreAsRecorded() throws {
    let nbrun = try Program()
    let files = try FileManager.default.contentsOfDirectory(at: Self.notebooks, includingPropertiesForKeys: nil)
    let reports = files.filter { $0.pathExtension == "md" && $0.lastPathComponent != "mnist.md" }
    #expect(reports.count > 5)
    let check = try nbrun.run(["check"] + reports.map(\.path).sorted(), environment: Self.old)
    #expect(check.status == 0, "\(check.errors.prefix(500))")
  }
}
