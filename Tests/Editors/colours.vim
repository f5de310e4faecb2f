" Writes what each word of the sample is coloured as: a line `LINE:COLUMN WORD GROUP` for each word of a cell.
set nomore
filetype plugin on
execute 'set runtimepath^=' . $EDITORS . '/vim runtimepath+=' . $EDITORS . '/vim/after'
runtime! ftdetect/nnb.vim
syntax on
edit
let lines = []
for number in range(1, line('$'))
  let column = 0
  while 1
    let [word, start, end] = matchstrpos(getline(number), '\S\+', column)
    if start < 0 | break | endif
    let group = synIDattr(synID(number, start + 1, 1), 'name')
    if group =~# '^nnb' | call add(lines, number . ':' . start . ' ' . word . ' ' . group) | endif
    let column = end
  endwhile
endfor
call writefile(lines, 'colours.txt')
qall!
