import Foundation
import JSONValues
import Testing

@testable import Preview

/// A preview from the file to what a page is sent, without sockets.
@Suite(.serialized) struct LivePreviewTests {
  private let folder: URL
  private var file: String { folder.path + "/x.nnb" }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("preview-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func write(_ text: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: file)) }

  private static let text = """
    # A net

    ```nnb
    seed 1
    let rate 0.5 in 0.1..1
    data xor
    layer affine 2 1
    loss mse
    ```

    ```nnb
    train 10 lr $rate
    save "w.safetensors"
    show loss
    ```

    """

  /// What a page shows, as it is told.
  private struct Shown {
    var updates: PageUpdates.Iterator
    var parts: [String: String] = [:]
    var fields: [String: JSON] = [:]

    init(_ preview: LivePreview) { updates = preview.updates().makeAsyncIterator() }

    /// Takes updates until something holds.
    mutating func wait(until holds: (Shown) -> Bool) async throws {
      while !holds(self) {
        let next = await updates.next()
        let bytes = try #require(next)
        guard let update = JSON(parsing: bytes)?.object else { continue }
        for (id, html) in update["parts"]?.object ?? [:] { parts[id] = html.string }
        fields.merge(update) { _, new in new }
      }
    }

    var all: String { parts.sorted { $0.key < $1.key }.map(\.value).joined() }
    var isDone: Bool { fields["status"]?["running"] == .null && fields["old"] == [] && !parts.isEmpty }
  }

  @Test(.timeLimit(.minutes(1))) func aPageFollowsTheFileAndTheKnobs() async throws {
    try write(Self.text)
    let preview = LivePreview(file, threads: 1)
    var page = Shown(preview)
    preview.poll()
    try await page.wait { $0.isDone && $0.all.contains("Saved") }
    #expect(page.fields["held"] == ["w.safetensors"])
    #expect(page.fields["title"] == "x.nnb")
    let before = page.all

    try preview.answer(.turn(knob: "rate", value: "0.9"))
    try await page.wait { $0.all != before && $0.isDone }
    var second = Shown(preview)
    try await second.wait { $0.isDone }
    #expect(second.all == page.all)
    #expect(second.fields["knobs"]?.array?.first?["value"] == "0.9")

    try preview.answer(.turn(knob: "rate", value: nil))
    try await page.wait { $0.all == before && $0.isDone }
    // Nothing was written but by request.
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["x.nnb"])
    #expect(try String(contentsOfFile: file, encoding: .utf8) == Self.text)
  }

  @Test func valuesAreSavedUnlessTheFileHasChanged() throws {
    try write(Self.text)
    let preview = LivePreview(file, threads: 1)
    preview.poll()
    try preview.answer(.turn(knob: "rate", value: "0.25"))
    try preview.answer(.save)
    let saved = Self.text.replacing("rate 0.5", with: "rate 0.25")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == saved)
    preview.poll()
    try preview.answer(.turn(knob: "rate", value: "0.75"))
    try write(saved + "\nMore.\n")
    #expect(throws: PageRequest.Refusal.self) { try preview.answer(.save) }
    #expect(try String(contentsOfFile: file, encoding: .utf8) == saved + "\nMore.\n")
    preview.poll()
    try preview.answer(.save)
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("rate 0.75 in"))
  }

  @Test func aKnobThatIsGoneOrHasAnotherValueInTheFileIsNotTurned() throws {
    try write(Self.text)
    let preview = LivePreview(file, threads: 1)
    preview.poll()
    try preview.answer(.turn(knob: "rate", value: "0.25"))
    #expect(throws: PageRequest.Refusal.self) { try preview.answer(.turn(knob: "no", value: "1")) }
    #expect(throws: PageRequest.Refusal.self) { try preview.answer(.turn(knob: "rate", value: "5")) }
    let edited = Self.text.replacing("rate 0.5", with: "rate 0.6")
    try write(edited)
    preview.poll()
    try preview.answer(.save)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == edited)
  }

  @Test(.timeLimit(.minutes(1))) func mistakesStandInTheirCellAndTheOldOutputsStay() async throws {
    try write(Self.text)
    let preview = LivePreview(file, threads: 1)
    var page = Shown(preview)
    preview.poll()
    try await page.wait { $0.isDone && $0.all.contains("Saved") }
    try write(Self.text.replacing("show loss", with: "shwo loss"))
    preview.poll()
    try await page.wait { $0.all.contains("shwo") && $0.all.contains("unknown command") }
    #expect(page.parts["part.cell-2"]?.contains("Saved") == true)
    #expect(page.fields["old"]?.array?.contains("part.cell-2") == true)
    try await page.wait { $0.fields["status"]?["milliseconds"] == .null }
    try write(Self.text)
    preview.poll()
    try await page.wait { $0.isDone && !$0.all.contains("unknown command") }

    // Gone, empty, no cell: each has to be so twice, and the page keeps what it showed.
    try FileManager.default.removeItem(atPath: file)
    preview.poll()
    preview.poll()
    try await page.wait { $0.fields["problem"]?.string?.contains("no such file") == true }
    #expect(page.all.contains("Saved"))
    try write("No cell here.\n")
    preview.poll()
    try await page.wait { $0.fields["problem"]?.string?.contains("no cell found") == true }
    try write(Self.text)
    preview.poll()
    try await page.wait { $0.isDone && $0.fields["problem"] == .null && $0.all.contains("Saved") }
  }

  @Test(.timeLimit(.minutes(1))) func theLanguageIsThatOfTheProse() async throws {
    try write(Self.text)
    let preview = LivePreview(file, threads: 1)
    var page = Shown(preview)
    preview.poll()
    try await page.wait { $0.isDone && $0.fields["language"] == "en" }
    try write(Self.text + "\nこれはノートブックです。\n")
    preview.poll()
    try await page.wait { $0.fields["language"] == "ja" }
  }

  @Test(.timeLimit(.minutes(1))) func picturesOfTheProseAreShown() async throws {
    try Data("GIF89a, a dot".utf8).write(to: folder.appendingPathComponent("a dot.gif"))
    try Data("GIF89a, outside".utf8).write(to: folder.appendingPathExtension("gif"))
    defer { try? FileManager.default.removeItem(at: folder.appendingPathExtension("gif")) }
    let outside = "../\(folder.lastPathComponent).gif"
    try write(Self.text + "\n![a dot](a%20dot.gif) and ![none](\(outside))\n")
    let preview = LivePreview(file, threads: 1)
    var page = Shown(preview)
    preview.poll()
    try await page.wait { $0.isDone }
    #expect(page.all.contains(#"<img src="data:image/gif;base64,R0lGODlhLCBhIGRvdA==" alt="a dot">"#))
    #expect(page.all.contains("none (picture: \(outside)") && !page.all.contains("b3V0c2lkZQ"))

    // It is read once, until everything is to be run again.
    try Data("GIF89a, a spot".utf8).write(to: folder.appendingPathComponent("a dot.gif"))
    try preview.answer(.rerun)
    try await page.wait { $0.isDone && $0.all.contains("R0lGODlhLCBhIHNwb3Q=") }
  }

  @Test(.timeLimit(.minutes(1))) func aLongTrainingShowsItsCurveAndIsStartedAgain() async throws {
    let text = Self.text.replacing("let rate", with: "let steps 2000000000\nlet rate")
    try write(text.replacing("train 10", with: "train $steps"))
    let preview = LivePreview(file, threads: 1)
    var page = Shown(preview)
    preview.poll()
    func steps(_ page: Shown) -> Int { page.fields["status"]?["progress"]?["step"]?.int ?? 0 }
    try await page.wait { ($0.fields["status"]?["progress"]?["at"]?.array?.count ?? 0) > 3 }
    #expect(page.fields["status"]?["running"] == "part.cell-2")
    let before = steps(page)
    try await page.wait { steps($0) > before }
    // A page that is slow may not see the first steps of the next training: it is known by how many there are.
    try preview.answer(.turn(knob: "steps", value: "1900000000"))
    try await page.wait { $0.fields["status"]?["progress"]?["steps"] == 1_900_000_000 }
    try write(Self.text)
    preview.poll()
    try await page.wait { $0.isDone && $0.all.contains("Saved") }
  }
}
