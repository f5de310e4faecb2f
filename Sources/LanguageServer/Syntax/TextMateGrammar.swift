import JSONValues

/// The grammars that VS Code and others colour by: one of the commands, and one that puts it into cells.
enum TextMateGrammar {
  /// The grammars and the description of the folder `vscode`, which is an extension without a program.
  static func files(_ words: SyntaxWords) -> [SyntaxFile] {
    func file(_ name: String, _ value: JSON) -> SyntaxFile {
      SyntaxFile(path: "vscode/" + name, text: String(decoding: value.text(isIndented: true), as: UTF8.self) + "\n")
    }
    return [
      file("package.json", package), file("nnb.tmLanguage.json", commands(words)), file("cells.tmLanguage.json", cells),
    ]
  }

  private static let package: JSON = [
    "name": "nnb", "displayName": "nbrun notebooks", "version": "1.0.0", "publisher": "nbrun",
    "description": "Colours the cells of notebooks for nbrun.",
    "engines": ["vscode": "^1.75.0"], "categories": ["Programming Languages"],
    "contributes": [
      // A notebook is Markdown, with Markdown's outline and preview.
      "languages": [
        ["id": "markdown", "extensions": [".nnb"]], ["id": "nnb-commands", "aliases": ["nbrun commands"]],
      ],
      "grammars": [
        ["language": "nnb-commands", "scopeName": "source.nnb", "path": "./nnb.tmLanguage.json"],
        [
          "scopeName": "markdown.nnb.codeblock", "path": "./cells.tmLanguage.json",
          "injectTo": ["text.html.markdown"], "embeddedLanguages": ["meta.embedded.block.nnb": "nnb-commands"],
        ],
      ],
    ],
  ]

  /// A fenced block whose info string starts with `nnb`, at most three spaces from the margin.
  private static let cells: JSON = [
    "scopeName": "markdown.nnb.codeblock",
    "injectionSelector": "L:text.html.markdown",
    "patterns": [
      [
        "name": "markup.fenced_code.block.markdown",
        "begin": #"(^|\G)( {0,3})(`{3,}|~{3,})[ \t]*(nnb)(?=[ \t]|$)([^`]*)$"#,
        "end": #"(^|\G) {0,3}(\3)[`~]*[ \t]*$"#,
        "beginCaptures": [
          "3": ["name": "punctuation.definition.markdown"],
          "4": ["name": "fenced_code.block.language.markdown"],
          "5": ["name": "fenced_code.block.language.attributes.markdown"],
        ],
        "endCaptures": ["2": ["name": "punctuation.definition.markdown"]],
        "contentName": "meta.embedded.block.nnb",
        "patterns": [["include": "source.nnb"]],
      ]
    ],
  ]

  private static func commands(_ words: SyntaxWords) -> JSON {
    let (before, after) = (#"(?<![\w$-])"#, #"(?![\w-])"#)
    func rule(_ name: String, _ match: String) -> JSON { ["name": .string(name), "match": .string(match)] }
    let commands = SyntaxWords.pattern(words.commands + ["end"], or: "|")
    let arguments = SyntaxWords.pattern(words.arguments, or: "|")
    return [
      "name": "nbrun commands",
      "scopeName": "source.nnb",
      "patterns": [
        rule("comment.line.number-sign.nnb", "#.*$"),
        rule("string.quoted.double.nnb", "\"[^\"]*\""),
        rule("variable.other.nnb", #"\$[A-Za-z_][\w-]*"#),
        [
          "match": .string(#"(?:^|\G)[ \t]*("# + commands + ")" + after),
          "captures": ["1": ["name": "keyword.control.nnb"]],
        ],
        rule("support.type.nnb", before + "(?:" + arguments + ")" + after),
        rule("entity.name.variable.nnb", before + #"[A-Za-z_]+\d+(?:\[[\d, ]*\])?"# + after),
        rule(
          "constant.numeric.nnb", #"(?<![\w$])[+-]?(?:\d[\d_]*(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?"# + #"(?!\w)"#),
        rule("keyword.operator.nnb", #"->|\.\.|[<>]=?|==?"#),
        rule("constant.character.escape.continuation.nnb", #"\\[ \t]*$"#),
      ],
    ]
  }
}
