" A notebook is Markdown.
runtime! ftplugin/markdown.vim
