import JSONValues
import Session
import Testing

@testable import LanguageServer

/// A client that speaks to a server in the same process.
struct TestClient {
  private var server = LanguageServer(version: "0") { FileAccess(folder: $0 == nil ? "" : "/nowhere") }

  init(_ capabilities: JSON = [:]) { _ = request("initialize", ["capabilities": capabilities]) }

  private mutating func send(_ message: JSON) -> [JSON] { server.receive(message.text()) }

  mutating func request(_ method: String, _ params: JSON = [:]) -> JSON {
    let answers = send(["jsonrpc": "2.0", "id": "a", "method": .string(method), "params": params])
    #expect(answers.count == 1 && answers[0]["id"] == "a")
    return answers[0]["result"] ?? answers[0]["error"] ?? nil
  }

  mutating func notify(_ method: String, _ params: JSON) -> [JSON] {
    send(["jsonrpc": "2.0", "method": .string(method), "params": params])
  }

  /// Opens a document, and gives what is wrong with it.
  mutating func open(_ text: String, as uri: String = "untitled:a") -> [JSON] {
    _ = notify("textDocument/didOpen", ["textDocument": ["uri": .string(uri), "version": 1, "text": .string(text)]])
    return rest()
  }

  /// What is wrong with what has changed.
  mutating func rest() -> [JSON] { server.rest().flatMap { $0["params"]?["diagnostics"]?.array ?? [] } }

  /// Asks about the place of a `|` in a text, which is taken out.
  mutating func ask(_ method: String, _ marked: String) -> JSON {
    let parts = marked.split(separator: "|", omittingEmptySubsequences: false)
    _ = open(parts.joined())
    let lines = parts[0].split(separator: "\n", omittingEmptySubsequences: false)
    return request(
      "textDocument/" + method,
      [
        "textDocument": ["uri": "untitled:a"],
        "position": ["line": .int(lines.count - 1), "character": .int(lines[lines.count - 1].utf16.count)],
      ])
  }
}

@Suite struct ServerTests {
  private func labels(_ marked: String) -> [String] {
    var client = TestClient()
    return client.ask("completion", marked)["items"]?.array?.compactMap { $0["label"]?.string } ?? []
  }

  @Test func aMistakeHasItsHelpAndTheOtherPlaces() {
    var client = TestClient()
    let found = client.open("```nnb\nlayer affine 2 4\nlayer affine 3 1\ntrian\n```\n")
    #expect(found.count == 2)
    #expect(found[0]["range"] == ["start": ["line": 2, "character": 13], "end": ["line": 2, "character": 14]])
    #expect(
      found[0]["relatedInformation"] == [
        [
          "message": "the width was set here",
          "location": [
            "uri": "untitled:a",
            "range": ["start": ["line": 1, "character": 15], "end": ["line": 1, "character": 16]],
          ],
        ]
      ])
    #expect(
      found[1]["message"] == "unknown command 'trian'\nhelp: a command with a similar name exists: 'train'")
    #expect(client.open("# Prose\n").isEmpty)
    #expect(
      client.open("# Prose\n", as: "file:///nowhere/a.nnb").map { $0["message"]?.string?.prefix(13) } == [
        "no cell found"
      ])
    #expect(client.open("```NNB\n```\n")[0]["severity"] == 2)
  }

  @Test func changesComeOneAfterTheOther() {
    var client = TestClient()
    _ = client.open("a\n```nnb\nseed 1\n```\n")
    func change(_ line: Int, _ from: Int, _ to: Int, _ text: String) -> JSON {
      [
        "range": [
          "start": ["line": .int(line), "character": .int(from)], "end": ["line": .int(line), "character": .int(to)],
        ], "text": .string(text),
      ]
    }
    let changes = [change(0, 0, 1, "😀\n"), change(0, 2, 2, "b"), change(3, 5, 6, "😀 x"), change(3, 7, 9, "")]
    _ = client.notify(
      "textDocument/didChange",
      ["textDocument": ["uri": "untitled:a", "version": 2], "contentChanges": .array(changes)])
    let found = client.rest()
    #expect(found.map { $0["message"] } == ["unexpected character '😀'"])
    #expect(found[0]["range"] == ["start": ["line": 3, "character": 5], "end": ["line": 3, "character": 7]])
  }

  /// What can be named is what the commands above have made, also in other cells, and nothing of what comes below.
  @Test func completionKnowsTheCommandsAbove() {
    let above = "```nnb\nlayer affine 2 3\n```\n\n```nnb skip\nlayer affine 3 3\n```\n\n```nnb\nlet rate 1\n"
    let below = "\nlayer affine 3 2\nlet late 1\n```\n"
    #expect(labels(above + "show W|" + below) == ["W1"])
    #expect(labels(above + "train 3 lr $|" + below) == ["$rate"])
    #expect(labels(above + "train 3 \\\n  lr $|" + below) == ["$rate"])
    #expect(labels(above + "layer affine 3 2\nshow W|\n```\n") == ["W1", "W2"])
    #expect(labels(above + "sweep seed 0..3\n  en|" + below) == ["end"])
    #expect(labels("|" + above + below).isEmpty)
    #expect(labels("``|`nnb\n```\n").isEmpty)
    #expect(labels("```nnb\n# tr|\n```\n").isEmpty)
  }

  @Test func aWordIsExplainedWhereItStands() {
    var client = TestClient()
    func help(_ marked: String) -> String? { client.ask("hover", marked)["contents"]?["value"]?.string }
    func firstLine(_ marked: String) -> String? {
      help("```nnb\n\(marked)\n```\n")?.split(separator: "\n").dropFirst().first.map(String.init)
    }
    #expect(firstLine("tr|ain 3 lr 1")?.hasPrefix("train COUNT") == true)
    #expect(firstLine("train 3 lr| 1")?.hasPrefix("train … lr NUMBER") == true)
    #expect(firstLine("optimizer |adam")?.hasPrefix("optimizer adam") == true)
    #expect(firstLine("layer affine 2 3 weights norm|al 1")?.hasPrefix("layer affine normal STD") == true)
    #expect(firstLine("show W|12")?.hasPrefix("show W1") == true)
    #expect(firstLine("data |relu") == nil)
    #expect(help("tr|ain\n") == nil)
    #expect(help("```nnb\nlet a 1\nlet a 2\ntrain 3 lr $|a\nlet a 3\n```\n") == "a is 2, named on line 3.\n")
    #expect(help("```nnb\ntrain 3 lr $|a\n```\n") == nil)
  }

  @Test func aNameLeadsToItsLet() {
    var client = TestClient()
    func line(_ marked: String) -> Int? { client.ask("definition", marked)["range"]?["start"]?["line"]?.int }
    #expect(line("```nnb\nlet a 1\n```\n```nnb skip\nlet a 2\n```\n```nnb\nlet b $|a\nlet a 3\n```\n") == 1)
    #expect(line("```nnb\nlet a 1\nlet a $|a\n```\n") == 1)
    #expect(line("```nnb\nlet b $|a\n```\n") == nil)
  }

  @Test func cellsStandBelowTheirHeadings() {
    var client = TestClient()
    _ = client.open(
      "```nnb\n\nseed 1\n```\n# A `b` #\n```nnb c\n```\n## D\n```nnb\n```\nE\n===\n> # quoted\n\n### F\n```nnb g\n```\n"
    )
    let symbols = client.request("textDocument/documentSymbol", ["textDocument": ["uri": "untitled:a"]])
    func outline(_ symbols: JSON) -> [String] {
      (symbols.array ?? []).flatMap { symbol in
        let lines = ["start", "end"].map { symbol["range"]?[$0]?["line"]?.int ?? -1 }
        return ["\(symbol["name"]?.string ?? "") \(lines[0])-\(lines[1])"]
          + outline(symbol["children"] ?? nil).map { "  " + $0 }
      }
    }
    #expect(
      outline(symbols) == [
        "seed 1 0-4", "A `b` 4-10", "  c 5-7", "  D 7-10", "    cell 3 8-10", "E 10-17", "  F 14-17", "    g 15-17",
      ])
  }
}
