/// The files that Vim and Neovim colour by, below a folder of their `runtimepath`.
enum VimSyntax {
  static func files(_ words: SyntaxWords) -> [SyntaxFile] {
    [
      SyntaxFile(path: "vim/ftdetect/nnb.vim", text: "autocmd BufNewFile,BufRead *.nnb setfiletype nnb\n"),
      SyntaxFile(path: "vim/ftplugin/nnb.vim", text: plugin),
      SyntaxFile(path: "vim/syntax/nnb.vim", text: notebook),
      SyntaxFile(path: "vim/after/syntax/markdown/nnb.vim", text: cells(words)),
    ]
  }

  private static let plugin = """
    " A notebook is Markdown.
    runtime! ftplugin/markdown.vim

    """

  private static let notebook = """
    " A notebook is Markdown, whose cells after/syntax/markdown/nnb.vim colours.
    if exists("b:current_syntax")
      finish
    endif
    runtime! syntax/markdown.vim syntax/markdown/*.vim
    let b:current_syntax = "nnb"

    """

  /// The cells in notebooks and in other Markdown; what is written later goes before what is written sooner.
  private static func cells(_ words: SyntaxWords) -> String {
    func matches(_ group: String, _ words: [String], before: String) -> String {
      words.map { word in
        let pattern = SyntaxWords.pattern([word], or: "")
        return "syntax match \(group) /\(before)\(pattern)\\%(\\k\\|-\\)\\@!/ contained\n"
      }.joined()
    }
    return """
      " The cells of notebooks. Written by `nbrun editors`, from the table of commands.
      syntax match nnbOperator /->\\|\\.\\.\\|[<>]=\\?\\|==\\?/ contained
      syntax match nnbNumber /\\%(\\k\\|\\$\\)\\@1<![+-]\\?\\%(\\d[0-9_]*\\%(\\.\\d\\+\\)\\?\\|\\.\\d\\+\\)\\%([eE][+-]\\?\\d\\+\\)\\?\\k\\@!/ contained
      syntax match nnbParameter /\\%(\\k\\|[$-]\\)\\@1<!\\a[A-Za-z_]*\\d\\+\\%(\\[[0-9, ]*\\]\\)\\?\\k\\@!/ contained
      \(matches("nnbWord", words.arguments, before: "\\%(\\k\\|[$-]\\)\\@1<!"))\
      \(matches("nnbCommand", words.commands + ["end"], before: "^\\s*\\zs"))\
      syntax match nnbVariable /\\$[A-Za-z_][A-Za-z0-9_-]*/ contained
      syntax match nnbContinuation /\\\\\\s*$/ contained
      syntax match nnbString /"[^"]*"/ contained
      syntax match nnbComment /#.*$/ contained
      syntax cluster nnbCommands contains=nnbOperator,nnbNumber,nnbParameter,nnbWord,nnbCommand,nnbVariable,nnbContinuation,nnbString,nnbComment
      syntax region nnbCell matchgroup=nnbFence keepend contains=@nnbCommands start=/^ \\{0,3}\\z(`\\{3,}\\|\\~\\{3,}\\)\\s*nnb\\%(\\s[^`]*\\)\\?$/ end=/^ \\{0,3}\\z1[`~]*\\s*$/
      syntax sync minlines=200

      highlight default link nnbFence Special
      highlight default link nnbCommand Statement
      highlight default link nnbWord Type
      highlight default link nnbParameter Identifier
      highlight default link nnbVariable Identifier
      highlight default link nnbNumber Number
      highlight default link nnbOperator Operator
      highlight default link nnbContinuation Special
      highlight default link nnbString String
      highlight default link nnbComment Comment

      """
  }
}
