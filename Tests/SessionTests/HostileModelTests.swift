import Foundation
import Language
import Outputs
import Report
import Testing
import WeightFiles

@testable import Session

/// Metadata that anybody may have written: each gets its message at the file's name, and the session stays as it was.
@Suite struct HostileModelTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let sound = [
    "version": "1", "precision": "float64", "layers": "layer affine 2 1", "loss": "loss mse", "normalize": "[]",
  ]

  private static let tensors = [
    Tensor(name: "W1", shape: [2, 1], values: [1, 2], isSinglePrecision: false),
    Tensor(name: "b1", shape: [1], values: [3], isSinglePrecision: false),
  ]

  /// Writes a file whose metadata is sound but for some changes, and what is left out.
  private func write(
    _ changes: [String: String], without missing: String? = nil, _ tensors: [Tensor] = tensors
  ) throws {
    let metadata = Self.sound.merging(changes) { $1 }.filter { $0.key != missing }
    let bytes = WeightFile.write(tensors, metadata: metadata.map { ($0.key, $0.value) })
    try Data(bytes).write(to: folder.url.appending(path: "m.safetensors"))
  }

  /// Why the file is not loaded where there is no network, and the same where there is one; nothing is changed.
  private func refusal() throws -> String? {
    var messages: [String?] = []
    for network in ["", "layer affine 2 1 weights ones\n"] {
      let runner = Runner(Host(files: FileAccess(folder: folder.path)))
      _ = try runAll("seed 1\ndata xor\n\(network)", in: runner)
      let (facts, network, stream) = (runner.state.facts, runner.state.network, runner.state.stream)
      let found = complaint("load \"m.safetensors\"", in: runner)
      #expect(found == nil || found?.place == "\"m.safetensors\"")
      messages.append(found?.message)
      guard found != nil else { continue }
      #expect(runner.state.network == network && runner.state.stream == stream && runner.state.learned == nil)
      #expect(runner.state.facts.layers.count == facts.layers.count && runner.state.facts.loss == nil)
      #expect(runner.state.facts.precision == facts.precision)
    }
    #expect(messages[0] == messages[1])
    return messages[0]
  }

  @Test func whatIsSoundIsLoaded() throws {
    try write(["note": "passed over"])
    #expect(try refusal() == nil)
  }

  @Test(arguments: [
    ("layers", "layer sigmod", "layer 1 in the metadata of m.safetensors is wrong: unknown layer 'sigmod'"),
    (
      "layers", "layer affine 2 1\nlayer affine 2 1",
      "layer 2 in the metadata of m.safetensors is wrong: layer takes 2 inputs but the layer before it gives 1"
    ),
    ("layers", "train 10", "layer 1 in the metadata of m.safetensors is wrong: unknown command 'train'"),
    (
      "layers", "run \"/etc/passwd\"", "layer 1 in the metadata of m.safetensors is wrong: unknown command 'run'"
    ),
    (
      "layers", "layer affine $w 1", "layer 1 in the metadata of m.safetensors is wrong: no value has the name 'w'"
    ),
    ("layers", "", "layer 1 in the metadata of m.safetensors is wrong: one line with a command is needed"),
    ("layers", "# layer", "layer 1 in the metadata of m.safetensors is wrong: one line with a command is needed"),
    (
      "layers", "layer affine 2 1\rlayer relu",
      "layer 1 in the metadata of m.safetensors is wrong: one line with a command is needed"
    ),
    ("layers", "layer affine 2 1 \\", "layer 1 in the metadata of m.safetensors is wrong: nothing follows the '\\'"),
    (
      "layers", "layer affine nan 1",
      "layer 1 in the metadata of m.safetensors is wrong: inputs must be a finite number"
    ),
    (
      "layers", "layer affine 2000000000 2000000000",
      "layer 1 in the metadata of m.safetensors is wrong: a network of 4.000000002e+18 parameters needs 128000000.1 TB of memory, more than the machine can give"
    ),
    ("layers", "layer relu", "the layers in the metadata of m.safetensors have no widths"),
    (
      "layers", "layer affine 2 1" + String(repeating: " ", count: 300),
      "layer 1 in the metadata of m.safetensors has more than 300 characters"
    ),
    (
      "layers", "layer affine 2 1" + String(repeating: "\nlayer relu", count: 2000),
      "the metadata of m.safetensors tells of 2001 layers, which are more than 2000"
    ),
    ("precision", "float16", "the metadata of m.safetensors has the unknown precision 'float16'"),
    ("loss", "loss mes", "the loss in the metadata of m.safetensors is wrong: unknown loss 'mes'"),
    ("loss", "layer relu", "the loss in the metadata of m.safetensors is wrong: unknown command 'layer'"),
    (
      "version", "2", "m.safetensors describes its network in version '2', and version 1 is read"
    ),
    ("normalize", "standard", "'normalize' in the metadata of m.safetensors is malformed at byte 0: a '[' is missing"),
    (
      "normalize", #"[{"kind":"standard","offsets":[0,NaN],"scales":[1,1]}]"#,
      "'normalize' in the metadata of m.safetensors is malformed at byte 33: a number is missing"
    ),
    (
      "normalize", #"[{"kind":"standard","offsets":[0,1e999],"scales":[1,1]}]"#,
      "'normalize' in the metadata of m.safetensors is malformed at byte 33: a number is beyond all bounds"
    ),
    (
      "normalize", #"[{"kind":"standard","offsets":[0,0],"scales":[1,1,1]}]"#,
      "'normalize' in the metadata of m.safetensors must be a list of kind, offsets and scales"
    ),
    (
      "normalize", #"[{"kind":"standard","offsets":[0,0],"scales":[1,-1]}]"#,
      "'normalize' in the metadata of m.safetensors must be a list of kind, offsets and scales"
    ),
    (
      "normalize", #"[{"kind":"robust","offsets":[0,0],"scales":[1,1]}]"#,
      "'normalize' in the metadata of m.safetensors must be a list of kind, offsets and scales"
    ),
    (
      "normalize", #"[{"kind":"standard","offsets":[0],"scales":[1]}]"#,
      "the metadata of m.safetensors contradicts itself: the network takes 2 and gives 1 values, but the samples have 1 column normalized"
    ),
    (
      "input_names", #"["a","b","c"]"#,
      "the metadata of m.safetensors contradicts itself: the network takes 2 and gives 1 values, but the samples have 3 columns named"
    ),
    (
      "target_names", #"["a","b","c"]"#,
      "the metadata of m.safetensors contradicts itself: the network takes 2 and gives 1 values, but the samples have 3 target columns"
    ),
    ("input_names", #"["a",5]"#, "'input_names' in the metadata of m.safetensors must be a list of strings"),
    ("class_names", #"{"a":1}"#, "'class_names' in the metadata of m.safetensors must be a list of strings"),
    (
      "class_names", #"["a"#,
      "'class_names' in the metadata of m.safetensors is malformed at byte 1: a string is never closed"
    ),
    ("picture", "[28]", "'picture' in the metadata of m.safetensors must be a list of rows and columns"),
    ("picture", "[-1,-2]", "'picture' in the metadata of m.safetensors must be a list of rows and columns"),
    ("picture", "[0.5,4]", "'picture' in the metadata of m.safetensors must be a list of rows and columns"),
    (
      "picture", "[4611686018427387904,4]",
      "the metadata of m.safetensors contradicts itself: the network takes 2 and gives 1 values, but the samples have pictures of 4611686018427387904 × 4 pixels"
    ),
    ("note", String(repeating: "x", count: 10_000_000), "m.safetensors has more than 8 MB of metadata"),
  ])
  func whatIsWrongIsSaid(key: String, text: String, message: String) throws {
    try write([key: text])
    #expect(try refusal() == message)
  }

  @Test func lossAndLayersMustFit() throws {
    try write(["layers": "layer affine 2 1\nlayer softmax", "loss": "loss softmax_cross_entropy"])
    #expect(
      try refusal()
        == "the loss in the metadata of m.safetensors is wrong: softmax_cross_entropy includes softmax, so the network must not end with a softmax layer"
    )
  }

  @Test(arguments: ["precision", "layers"]) func whatIsMissingIsSaid(key: String) throws {
    try write([:], without: key)
    #expect(try refusal() == "the metadata of m.safetensors has no '\(key)'")
  }

  @Test func twoOfOneNameAreRefused() throws {
    let header = #"{"__metadata__":{"format":"nbrun","layers":"a","layers":"b"}}"#
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
    try Data(length + header.utf8).write(to: folder.url.appending(path: "m.safetensors"))
    #expect(
      try refusal() == "the header of m.safetensors is malformed at byte 55: 'layers' stands there twice")
  }

  /// The file may say it is of a network that its arrays are not of: nothing of its size is made.
  @Test func arraysThatAreNotThoseOfTheLayersAreRefused() throws {
    try write(["layers": "layer affine 10000 10000"])
    let runner = Runner(Host(files: FileAccess(folder: folder.path)))
    #expect(
      complaint("load \"m.safetensors\"", in: runner)
        == Complaint("W1 has shape (2, 1) in m.safetensors, but (10000, 10000) in the network", at: "\"m.safetensors\"")
    )
    #expect(runner.state.facts.layers.isEmpty && runner.state.network.isEmpty)
    try write([:], [Tensor(name: "W1", shape: [2, 1], values: [1, .nan], isSinglePrecision: false), Self.tensors[1]])
    #expect(try refusal() == "W1 in m.safetensors holds nan; weights must be finite")
  }

  @Test func firstValuesOfALayerDrawNothing() throws {
    try write(["layers": "layer affine 2 1 weights normal 1 biases uniform 0 1"])
    let runner = Runner(Host(files: FileAccess(folder: folder.path)))
    _ = try runAll("seed 1", in: runner)
    let stream = runner.state.stream
    let said = notes(try runAll("load \"m.safetensors\"\nexpect W1\n1\n2\nend\nrewind\nexpect b1\n3\nend", in: runner))
    #expect(runner.state.stream == stream && !said.contains { $0.hasPrefix("No seed") })
  }

  @Test func namesCommandNoTerminal() throws {
    let names = #"["\u001b[31mred|","a\u202eb\n"]"#
    try write(
      ["input_names": names, "class_names": names, "class_labels": "true", "layers": "layer affine 2 2"],
      [
        Tensor(name: "W1", shape: [2, 2], values: [1, 2, 3, 4], isSinglePrecision: false),
        Tensor(name: "b1", shape: [2], values: [0, 0], isSinglePrecision: false),
      ])
    let runner = Runner(Host(files: FileAccess(folder: folder.path)))
    let outputs = try runAll("load \"m.safetensors\"\npredict 1 2\nshow W1", in: runner)
    let markdown = RenderedOutputs(outputs, figures: .text).markdown
    let lines = outputs.map { TerminalStyle(columns: 200, isUnicode: true).rendered($0) }.joined()
    for text in [markdown, lines] {
      #expect(text.contains(#"\u{1b}"#) && text.contains(#"\u{202e}"#))
      #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    }
    #expect(markdown.contains(#"\u{1b}\[31mred\|"#))
  }
}
