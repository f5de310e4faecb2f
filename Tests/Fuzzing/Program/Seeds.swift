#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Files
import Language
import Session

/// What fuzzers of texts begin with: the words and examples of the command table.
enum Seeds {
  /// Writes a dictionary `words.dict` for libFuzzer, and a folder of examples for each reader of texts.
  static func write(to folder: String) throws {
    try write(dictionary, to: folder + "/words.dict")
    let forms = CommandTable.standard.grammar.commands
    for name in ["notebook", "script", "run", "completion"] { mkdir(folder + "/" + name, 0o777) }
    for form in forms {
      for (index, text) in (form.examples + form.misuses.map(\.text)).enumerated() {
        let name = "\(form.name)-\(index)"
        try write(text + "\n", to: "\(folder)/script/\(name)")
        try write(text, to: "\(folder)/completion/\(name)")
        try write("```nnb a\n\(text)\n```\n", to: "\(folder)/notebook/\(name)")
        try write(network + text + "\n", to: "\(folder)/run/\(name)")
      }
    }
  }

  private static func write(_ text: String, to path: String) throws {
    try replaceFile(path, with: Array(text.utf8))
  }

  /// What most commands need before they do anything.
  private static let network = """
    data xor
    split test 0.5
    layer affine 2 2
    layer tanh
    layer affine 2 1
    loss mse
    train 3 lr 0.1
    keep a

    """

  private static var dictionary: String {
    words.union(signs).sorted().map { word in
      let escaped = word.utf8.map { byte in
        let isPlain = (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
        let digits = String(byte, radix: 16, uppercase: true)
        return isPlain ? String(Unicode.Scalar(byte)) : "\\x" + (byte < 16 ? "0" : "") + digits
      }
      return "\"\(escaped.joined())\"\n"
    }.joined()
  }

  /// What is written between words, and what makes cells and reports.
  private static let signs: Set = [
    "```nnb\n", "```\n", "~~~", "<!-- nnb:output -->\n", "<!-- /nnb:output -->\n", " figures=svg", " expect=error",
    " skip",
    "end\n", "\\\n", "->", "<", "<=", "==", "$", "..", "\"", "#", "W1[0,1]", "b2", "0.5", "1e-9", "\u{3000}",
    "\u{FF10}",
  ]

  /// The words of the command table: names, synonyms and keywords.
  private static var words: Set<String> {
    var words: Set<String> = []
    func collect(_ form: Form) {
      words.formUnion([form.name] + form.synonyms)
      for parameter in form.parameters {
        if parameter.role != .positional { words.formUnion([parameter.name] + parameter.synonyms) }
        switch parameter.type {
        case .choice(_, let forms), .condition(let forms): forms.forEach(collect)
        default: break
        }
      }
    }
    CommandTable.standard.grammar.commands.forEach(collect)
    return words.filter { !$0.isEmpty }
  }
}
