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

  /// All functions of formulas, and the noise after them, by what a network learns of the data.
  @Test func dataOfFormulasIsTheSame() throws {
    let nbrun = try Program()
    let formula =
      "sin(3*x1) + cos(x2)*tan(x1) + exp(x2) + log(x1 + 2) + sqrt(x2 + 2) + tanh(x1) + sigmoid(x2) + abs(x1)^1.5 + x2^3"
    let script = """
      data function "\(formula)" 500 noise 0.1
      seed 1
      layer affine 2 3
      layer tanh
      layer affine 3 1
      loss mse
      train 20 lr 0.01
      show digest

      """
    let (here, there) = (
      try nbrun("run", input: script), try nbrun("run", input: script, environment: Self.old)
    )
    #expect(here.output.contains("6eee8743ea49e306") && here.output == there.output)
  }

  @Test func notebooksAreAsRecorded() throws {
    let nbrun = try Program()
    let files = try FileManager.default.contentsOfDirectory(at: Self.notebooks, includingPropertiesForKeys: nil)
    let reports = files.filter {
      $0.pathExtension == "md" && !["README.md", "mnist.md"].contains($0.lastPathComponent)
    }
    #expect(reports.count > 5)
    let check = try nbrun.run(["check"] + reports.map(\.path).sorted(), environment: Self.old)
    #expect(check.status == 0, "\(check.errors.prefix(500))")
  }
}
