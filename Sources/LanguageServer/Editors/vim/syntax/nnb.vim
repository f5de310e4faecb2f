" A notebook is Markdown, whose cells after/syntax/markdown/nnb.vim colours.
if exists("b:current_syntax")
  finish
endif
runtime! syntax/markdown.vim syntax/markdown/*.vim
let b:current_syntax = "nnb"
