autocmd BufNewFile,BufRead *.nnb setfiletype nnb
