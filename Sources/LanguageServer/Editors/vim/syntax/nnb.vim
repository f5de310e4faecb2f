" A notebook is Markdown, whose cells after/syntax/markdown.vim colours.
if exists("b:current_syntax")
  finish
endif
runtime! syntax/markdown.vim
let b:current_syntax = "nnb"
